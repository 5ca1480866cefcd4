"""The scenarios that come with the program."""

from __future__ import annotations

import sysconfig
from pathlib import Path

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


def find(name: str | Path) -> Path:
    """The path itself if there is such a file, else the shipped scenario of that name.

    A name is a path without folder and ending. Unknown names come back as they are, for the
    loader to complain about.
    """
    path = Path(name)
    if path.exists() or path.suffix or len(path.parts) != 1:
        return path
    return shipped().get(path.name, path)
