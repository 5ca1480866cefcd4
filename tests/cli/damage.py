"""Ways to damage a results folder, and what a command may answer to one."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest

from sim.cli import main

THOROUGH = "SUPPORTSIM_FUZZ" in os.environ
EACH = 3
"""Unless asked to be thorough, each third damage is tried, in turns over files and ways."""
PATIENCE_S = 60
VALUES: tuple[Any, ...] = (None, "x", -1, 10**30, 1e308, float("nan"), [], {}, [[None]], {"x": 1})
"""What may stand in place of a value: of another type, too large, empty, nested."""
ENTRIES = ("/dev/zero", "../secret", "..", ".", "", "scenarios", "scenarios/../../secret",
           "a\0b", "x" * 300, "C:\\x", "\ud800")  # fmt: skip
"""What no entry of a folder may be called."""

Damage = Callable[[Path], None]


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _garbled(path: Path) -> None:
    path.write_bytes(random.Random(path.name).randbytes(1000))


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _deleted(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def _elsewhere(path: Path) -> None:
    """The same bytes, but outside of the folder."""
    secret = Path(f"secret-{path.name}").absolute()
    path.rename(secret)
    path.symlink_to(secret)


CONTENTS: tuple[Damage, ...] = (_emptied, _halved, _garbled, _flipped, _deleted)
KINDS: tuple[Damage, ...] = (_folder, _pipe, _device, _elsewhere)


def files_of(folder: Path) -> list[str]:
    """Names of all files in a folder, below it too."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def sealed(folder: Path) -> None:
    """Let experiment.json vouch for the files as they are now, as a malicious editor would."""
    path = folder / "experiment.json"
    experiment = json.loads(path.read_text())
    experiment["files"] = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in experiment["files"]
        if (folder / name).is_file() and not (folder / name).is_symlink()
    }
    experiment.pop("seal", None)
    path.write_text(json.dumps(experiment))


def reworded(folder: Path) -> Iterator[tuple[str, Damage]]:
    """Every key of the JSON files left out, or with values of other kinds, some at each."""
    kinds = cycle(VALUES)
    for name in files_of(folder):
        if name.endswith(".json") and "/" not in name:
            data = json.loads((folder / name).read_text())
            for key in data:
                yield f"{name} without {key}", _with(name, key)
                for value in islice(kinds, 4):
                    yield f"{name} {key}={value}", _with(name, key, value)


def _with(name: str, key: str, *value: Any) -> Damage:
    def change(folder: Path) -> None:
        data = json.loads((folder / name).read_text())
        del data[key]
        if value:
            data[key] = value[0]
        (folder / name).write_text(json.dumps(data))
        if name == "experiment.json":
            data.pop("seal", None)
            (folder / name).write_text(json.dumps(data))
        else:
            sealed(folder)

    return change


@contextmanager
def in_time(what: str) -> Iterator[None]:
    """Fails loudly instead of hanging."""

    def late(*_: object) -> None:
        raise pytest.fail.Exception(f"{what}: no answer in {PATIENCE_S} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(PATIENCE_S)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def complaint(
    capsys: pytest.CaptureFixture[str], arguments: list[str], allowed: tuple[int, ...] = (0, 2)
) -> str | None:
    """What is wrong with how a command answers; None if it does what it promises."""
    try:
        with in_time(" ".join(arguments)):
            code = main(arguments)
    except pytest.fail.Exception as error:
        return str(error)
    captured = capsys.readouterr()
    told = captured.err
    what = f"{' '.join(arguments)}: exit {code}: {told[:300]}"
    if code not in allowed or "Traceback" in told or "fault of supportsim" in told:
        return what
    if code == 2 and len(told.strip().splitlines()) != 1:
        return f"more than a line: {what}"
    return None


def copied(folder: Path, number: int) -> Path:
    """A copy to be damaged."""
    copy = Path(f"damaged-{number}") / folder.name
    shutil.copytree(folder, copy)
    return copy
