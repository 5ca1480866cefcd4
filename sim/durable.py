"""Files and folders that appear whole or not at all, and outlast a power cut.

A leaf: it imports no room. Whatever is written is given the rights that the user's umask leaves.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO

NEW = ".new-"
"""Begins the names of what is not whole yet; what a kill leaves behind can be deleted."""

_numbers = count()


@contextmanager
def writing(place: Path) -> Iterator[BinaryIO]:
    """A file to fill; when the block ends well it takes its place, and what was there goes.

    All files of drafts, records and results folders are written through this. Raises OSError;
    then, and when the block fails, the place is as it was before.
    """
    draft = new_beside(place)
    try:
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
        _settle(place.parent)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def write_whole(place: Path, data: bytes | str) -> None:
    """Write bytes, or a text in UTF-8, as ``writing`` does."""
    with writing(place) as file:
        file.write(data.encode() if isinstance(data, str) else data)


def move(source: Path, place: Path) -> None:
    """Give a file or folder another name in a way that outlasts a power cut. Raises OSError."""
    source.rename(place)
    for folder in {source.parent, place.parent}:
        _settle(folder)


def new_beside(place: Path) -> Path:
    """A free name for what will take a place once it is whole."""
    return place.with_name(f"{NEW}{os.getpid()}-{next(_numbers)}")


def drop_new(folder: Path) -> None:
    """Delete what was left half-written in a folder and below it."""
    for path in list(folder.rglob(f"{NEW}*")):
        drop(path)


def drop(path: Path) -> None:
    """Delete whatever has a name; a link, not what it leads to. Raises OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Have the names in a folder on disk, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
