"""A folder for compiled code that nobody but the user can have filled.

What lies there is run: code that another has put there would run with the user's rights.
"""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import stat
import tempfile
from pathlib import Path

log = logging.getLogger("sim")

NAME = "supportsim"
OTHERS = stat.S_IWGRP | stat.S_IWOTH
ENTER = stat.S_IXGRP | stat.S_IXOTH


def trusted(root: Path, version: str) -> Path:
    """The folder ``supportsim/<version>`` below ``root``, made if need be.

    Where that is not the user's own, or others may write there, a folder of this process alone
    takes its place, with a sentence that says why.
    """
    folder = root / NAME / version
    reason = _made(folder) or _foreign(folder)
    if reason is None:
        return folder
    log.warning(
        "compiled code is not kept: %s; another folder can be named in SUPPORTSIM_CACHE", reason
    )
    own = tempfile.mkdtemp(prefix=f"{NAME}-")
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    folder = Path(own) / NAME / version
    folder.mkdir(parents=True)
    return folder


def _made(folder: Path) -> str | None:
    """Make the folder for the user alone; returns why not, if it cannot be done."""
    try:
        folder.parent.parent.mkdir(parents=True, exist_ok=True)
        for place in (folder.parent, folder):
            place.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        return f"{error.filename or folder} cannot be made ({error.strerror})"
    return None


def _foreign(folder: Path) -> str | None:
    """Why what lies in the folder may be another's, if it may be."""
    if not hasattr(os, "geteuid"):  # rights are otherwise on this system
        return None
    inside = False
    for place in (folder.parent, folder, *folder.rglob("*")):
        found = place.lstat()
        if stat.S_ISLNK(found.st_mode):
            return f"{place} is a link"
        if found.st_uid != os.geteuid():
            return f"{place} belongs to another user"
        if found.st_mode & OTHERS and not inside:
            return f"others may write to {place}"
        # Into a folder that others cannot enter, they cannot write whatever the rights within.
        inside = inside or (stat.S_ISDIR(found.st_mode) and not found.st_mode & ENTER)
    return None
