"""Lets a results folder appear: whole, with what ran, and with the checksums of its files."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import platform
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from sim.durable import NEW, write_whole
from sim.experiment.folders.drafts import EXPERIMENT, LOCK, Draft
from sim.experiment.results.plain import as_json
from sim.regular import lies_in, open_regular

LAYOUT = 1
MOST_BYTES = 1 << 40
SCENARIOS = "scenarios"
RULES = "rules"
"""The folder of the rules of a user's own, by variant, and their entry in experiment.json."""
SEAL = "seal"
CIRCUMSTANCES = ("engine", "finished", "environment", "files", SEAL)
"""Entries of experiment.json on which no number depends."""


def appear(
    draft: Draft, name: str, what: Mapping[str, Any], engine: str, scenarios: Mapping[str, str]
) -> Path:
    """Add to a folder with tables what they are of, and let it appear; returns where.

    ``what``: what ran, with its fingerprint. ``scenarios``: explicit, by variant. The same
    experiment done again takes the place of its earlier folder; another one of the same name gets
    a number. Raises OSError when it cannot be written.
    """
    folder = draft.path
    (folder / SCENARIOS).mkdir(exist_ok=True)
    for variant, text in scenarios.items():
        write(folder / SCENARIOS / f"{variant}.yaml", text)
    whole = {**what, **circumstances(engine), "files": sums(folder)}
    write(folder / EXPERIMENT, as_json(sealed(whole)))
    return draft.appear(name, str(what["fingerprint"]))


def write(path: Path, text: str) -> None:
    """Write a text that ends with one line break."""
    write_whole(path, text.rstrip("\n") + "\n")


def write_rows(path: Path, rows: Iterable[Sequence[Any]]) -> None:
    """Write a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    write(path, text.getvalue())


def slug(text: str) -> str:
    """The text as part of a folder's name."""
    return re.sub(r"[^a-z0-9_]+", "-", text.lower()).strip("-")[:60] or "unnamed"


def fingerprint(what: Any) -> str:
    """A digest of plain data."""
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


def circumstances(engine: str) -> dict[str, Any]:
    """When and on what an experiment ran; no number depends on it."""
    return {
        "engine": engine,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "environment": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "system": f"{platform.system()} {platform.machine()}",
        },
    }


def sealed(experiment: Mapping[str, Any]) -> dict[str, Any]:
    """The content of experiment.json with its own checksum as the last entry."""
    rest = {key: value for key, value in experiment.items() if key != SEAL}
    return {**rest, SEAL: fingerprint(rest)}


def sums(folder: Path) -> dict[str, str]:
    """SHA-256 of the files in a folder, the records apart, by name."""
    parts = ("*.*", f"{SCENARIOS}/*", f"{RULES}/*", "charts/*")
    files = [path for part in parts for path in folder.glob(part)]
    return {
        path.relative_to(folder).as_posix(): digest(path)
        for path in sorted(files)
        if path.is_file()
        and lies_in(path, folder)
        and path.name not in (EXPERIMENT, LOCK)
        and not path.name.startswith(NEW)
    }


def digest(path: Path) -> str:
    """The SHA-256 of a file, whatever its size. Raises OSError."""
    sha = hashlib.sha256()
    with open_regular(path, MOST_BYTES) as file:
        while block := file.read(1 << 20):
            sha.update(block)
    return sha.hexdigest()
