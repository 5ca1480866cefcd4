"""Files that others name, opened so that nothing blocks and nothing is read without a bound;
and the file that may be meant by a name that is not there.

A leaf: it imports no room. Whatever is no regular file (a folder, a pipe, a device, a socket, a
link that leads round in a circle, a name that no file can have) is an ``OSError`` whose
``strerror`` is a plain sentence without its full stop.
"""

from __future__ import annotations

import difflib
import errno
import os
import stat
import unicodedata
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path, PurePath
from typing import BinaryIO

MIB = 1024 * 1024
MOST_ENTRIES = 2000
"""Entries of a folder that are looked at for a name like one that is not there."""
MOST_COMPARED = 64
"""Characters of a name: longer ones are compared in the first of them, letter by letter."""
LIKE = 0.6
"""Least likeness (difflib) of a name that may be meant."""
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_FILE_TYPES = (
    (stat.S_ISDIR, "it is a folder, not a file"),
    (stat.S_ISFIFO, "it is a pipe, not a file"),
    (stat.S_ISSOCK, "it is a socket, not a file"),
)


class NotRegularError(OSError):
    """What a name leads to cannot be read like a file, or no file can have that name."""


class TooLargeError(OSError):
    """A file that is larger than it may be."""


def open_regular(path: str | Path, at_most: int) -> BinaryIO:
    """A regular file of at most ``at_most`` bytes, opened for reading, never waiting for anyone.

    Links are followed; ``lies_in`` says whether they lead out of a folder. The bound is on the
    size when it is opened: read with a bound what may still grow. Raises OSError, among them
    ``NotRegularError`` and ``TooLargeError``, with the path as ``filename``.
    """
    try:
        handle = os.open(path, _FLAGS)
    except ValueError:  # a NUL, or text that no file system can encode
        raise _no_name(path) from None
    except OSError as error:
        if error.errno == errno.ENXIO:  # sockets cannot even be opened
            raise _not_regular(path, "it is a socket or a device, not a file") from None
        raise
    try:
        found = os.fstat(handle)
        _check(found, path)
        if found.st_size > at_most:
            raise _too_large(path, at_most)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_bytes(path: str | Path, at_most: int) -> bytes:
    """The bytes of a regular file of at most ``at_most`` bytes. Raises as ``open_regular``."""
    with open_regular(path, at_most) as file:
        data = file.read(at_most + 1) or b""
    if len(data) > at_most:
        raise _too_large(path, at_most)
    return data


def lies_in(path: Path, folder: Path) -> bool:
    """Whether a path, all links followed, lies in a folder or below. Raises OSError."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except RuntimeError:  # how Python before 3.13 tells links in a circle
        raise _not_regular(path, os.strerror(errno.ELOOP)) from None
    except ValueError:
        raise _no_name(path) from None


def near_file(folder: Path, name: str, within: Path, endings: Collection[str]) -> str | None:
    """The name, from ``folder`` on, of a regular file that may be meant by one that is not there.

    Looked for beside the place that ``name`` leads to, then in ``folder`` itself, never outside
    of ``within``, among files with one of the ``endings`` (``.csv``). Names that differ only in
    case, ending, ``_``, ``-`` and spaces come first, then those alike. Never raises.
    """
    for place in dict.fromkeys((PurePath(name).parent, PurePath())):
        try:
            names = sorted(_names(folder / place, within, endings))
        except (OSError, ValueError):
            continue
        found = _nearest(PurePath(name), names)
        if found is not None:
            return (place / found).as_posix()
    return None


def _names(place: Path, within: Path, endings: Collection[str]) -> Iterator[str]:
    """Names of regular files in a folder, as far as they can be seen. Raises OSError."""
    if not lies_in(place, within):
        return
    with os.scandir(place) as entries:
        for entry in islice(entries, MOST_ENTRIES):
            ending = PurePath(entry.name).suffix.lower()
            if ending in endings and entry.name.isprintable() and _is_regular(entry):
                yield entry.name


def _is_regular(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False)


def _nearest(wanted: PurePath, names: list[str]) -> str | None:
    key = _bare(wanted.stem)
    same = [name for name in names if _bare(PurePath(name).stem) == key]
    if same:
        return min(same, key=lambda name: PurePath(name).suffix.lower() != wanted.suffix.lower())
    known = {_bare(PurePath(name).stem)[:MOST_COMPARED]: name for name in reversed(names)}
    close = difflib.get_close_matches(key[:MOST_COMPARED], known, n=1, cutoff=LIKE)
    return known[close[0]] if close else None


def _bare(stem: str) -> str:
    """A name without what is easily mistaken: case, ``_``, ``-``, spaces, ways of writing ä."""
    folded = unicodedata.normalize("NFKC", stem).casefold()
    return "".join(char for char in folded if char not in "_- ")


def _check(found: os.stat_result, path: str | Path) -> None:
    if stat.S_ISREG(found.st_mode):
        return
    for is_type, message in _FILE_TYPES:
        if is_type(found.st_mode):
            raise _not_regular(path, message)
    raise _not_regular(path, "it is a device, not a file")


def _not_regular(path: str | Path, message: str) -> NotRegularError:
    return NotRegularError(errno.EINVAL, message, str(path))


def _no_name(path: str | Path) -> NotRegularError:
    return _not_regular(path, "no file can have that name")


def _too_large(path: str | Path, at_most: int) -> TooLargeError:
    bound = f"{at_most // MIB} MiB" if at_most >= MIB else f"{at_most} bytes"
    return TooLargeError(errno.EFBIG, f"it is larger than {bound}", str(path))
