"""The scenarios that come with the program."""

from __future__ import annotations

import difflib
import os
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from sim.experiment.errors import RequestError

FOLDERS = (
    Path(__file__).resolve().parents[2] / "scenarios",  # of a checkout
    Path(sysconfig.get_path("data")) / "share" / "supportsim" / "scenarios",  # installed
)


def shipped() -> dict[str, Path]:
    """Files of the shipped scenarios by name (``phone-queue``), in alphabetical order."""
    for folder in FOLDERS:
        if files := sorted(folder.glob("*.yaml")):
            return {path.stem: path for path in files}
    return {}


def shipped_sweeps() -> dict[str, Path]:
    """Files of the shipped sweeps by name."""
    return {one.stem: one for folder in FOLDERS for one in sorted(folder.glob("sweeps/*.yaml"))}


def beside(name: str, folder: Path) -> Path:
    """The scenario that a sweep in ``folder`` names: a file beside it, or a shipped scenario.

    Raises RequestError for one that is unknown.
    """
    path = folder / name
    if os.path.exists(path):
        return path
    found = find(name)
    return path if found == Path(name) else found


def find_sweep(name: str | Path) -> Path:
    """The path itself, or the shipped sweep of that name when there is no such file.

    Raises RequestError for a name that is unknown.
    """
    return _file_or(name, shipped_sweeps(), "sweep")


def claims_folder(folder: str | Path | None) -> Path:
    """A folder of claims, that of the shipped ones unless another is meant.

    Raises RequestError when it has no atlas.
    """
    places = [one / "claims" for one in FOLDERS] if folder is None else [Path(folder)]
    for place in places:
        if (place / "atlas.yaml").is_file():
            return place
    raise RequestError(f"{places[-1]}: there is no folder of claims, with its `atlas.yaml`")


def find(name: str | Path) -> Path:
    """The path itself, or the shipped scenario of that name when there is no such file.

    Raises RequestError for a name that is unknown.
    """
    return _file_or(name, shipped(), "scenario")


def _file_or(name: str | Path, known: Mapping[str, Path], what: str) -> Path:
    """The path itself, or what is known by that name, which has no folder and no ending."""
    path = Path(name)
    if os.path.exists(path) or path.suffix or len(path.parts) != 1:
        return path
    if path.name in known:
        return known[path.name]
    from sim.scenario.problems import shorten  # not while a shell waits for names

    close = difflib.get_close_matches(path.name, known, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"shipped: {', '.join(known)}"
    raise RequestError(f"'{shorten(name)}' is neither a file nor a shipped {what}; {hint}")
