"""Results folders in the making: hidden beside the place where they will appear, and kept when
they hold recorded work, so that the same experiment goes on from there.
"""

from __future__ import annotations

import os
import shutil
import zlib
from contextlib import suppress
from pathlib import Path
from time import time
from types import TracebackType
from typing import TYPE_CHECKING

from sim.durable import drop, drop_new, move
from sim.experiment.errors import ResultsError
from sim.experiment.folders.journal import MOST_BYTES, Journal
from sim.experiment.folders.reading import read_json
from sim.experiment.watch import places
from sim.record import save
from sim.regular import open_regular
from sim.time_units import DAY

if TYPE_CHECKING:
    from sim.record.record import Record

EXPERIMENT = "experiment.json"
UNFINISHED = ".unfinished-"
PARTS, LOCK, SEEN, RECORDS = "parts", ".lock", "seen", "records"
KEPT_DAYS = 7
"""Unfinished folders that nobody went on with are deleted after that."""


class Draft:
    """A results folder in the making below ``out``.

    ``begin`` opens it, ``publish`` in ``appear`` lets it appear. Leaving the ``with`` block
    before that keeps what was recorded and leaves nothing behind otherwise. Raises OSError
    when ``out`` cannot be written.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.path = out
        self.journal: Journal | None = None
        self.kept = False
        self._lock: int | None = None

    def __enter__(self) -> Draft:
        self.first = not self.out.exists()
        self.out.mkdir(parents=True, exist_ok=True)
        trial = self.out / f"{UNFINISHED}trial-{os.getpid()}"
        trial.mkdir()  # says now what would be said after the work
        trial.rmdir()
        _sweep(self.out)
        return self

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.journal is not None and self.path.exists():
            with suppress(OSError):
                self.journal.flush()
            # What lies there counts: it may have been stopped between writing and taking note.
            self.kept = any(self.journal.folder.glob("part-*.parquet"))
            if not self.kept:
                shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
        if self.first:
            with suppress(OSError):  # it holds something
                self.out.rmdir()

    def begin(self, key: str) -> Journal:
        """Open the folder of the experiment with this key: a new one, or what it left behind."""
        if self.journal is not None:
            return self.journal
        path = self.out / f"{UNFINISHED}{key[:16]}"
        self._lock = _locked(path)
        if self._lock is None:  # somebody else is doing the same experiment now
            path = path.with_name(f"{path.name}-{os.getpid()}")
            self._lock = _locked(path)
        self.path = path
        self.journal = Journal(path / PARTS)
        return self.journal

    def seen(self) -> Path:
        """Where to keep, until the folder appears, what was seen of the records."""
        return self.path / SEEN

    def save_record(self, variant: str, replication: int, record: Record) -> None:
        """Keep what happened in one replication of a variant."""
        place = self._record(variant, replication)
        drop(place)  # what a kill has left
        save(record, place)

    def kept_sum(self, variant: str, replication: int) -> int | None:
        """A checksum of what is kept of a replication besides its numbers.

        None if some of it cannot be read.
        """
        found = 0
        for place in self._kept(variant, replication):
            files = sorted(place.iterdir()) if place.is_dir() else [place]
            for path in files:
                try:
                    found = _crc(path, zlib.crc32(path.name.encode(), found))
                except OSError:
                    return None
        return found

    def forget(self, variant: str, replication: int) -> None:
        """Delete what is kept of a replication that is to be done again."""
        for place in self._kept(variant, replication):
            drop(place)

    def _record(self, variant: str, replication: int) -> Path:
        return self.path / RECORDS / variant / f"{replication:04d}"

    def _kept(self, variant: str, replication: int) -> list[Path]:
        """Files and folders that may be there of a replication, and are."""
        found = [self._record(variant, replication), *places(self.seen() / variant, replication)]
        return [place for place in found if os.path.lexists(place)]

    def appear(self, name: str, fingerprint: str) -> Path:
        """Rename the folder to the first free place, or to that of the same experiment."""
        drop_new(self.path)
        number = 1
        while True:
            place = self.out / (name if number == 1 else f"{name}-{number}")
            aside = self.path / "replaced"
            if fingerprint_of(place) == fingerprint:
                place.rename(aside)
            try:
                move(self.path, place)
            except OSError:
                if aside.exists():
                    aside.rename(place)
                if not place.exists():
                    raise
                number += 1
            else:
                # Only now: killed before, it goes on from these.
                for part in (PARTS, SEEN, aside.name):
                    shutil.rmtree(place / part, ignore_errors=True)
                (place / LOCK).unlink(missing_ok=True)
                return place


def fingerprint_of(place: Path) -> str | None:
    """What identifies the experiment in a results folder; None if there is none."""
    try:
        return str(read_json(place / EXPERIMENT)["fingerprint"])
    except (ResultsError, LookupError, TypeError):
        return None


def _crc(path: Path, before: int) -> int:
    """The checksum of what came before and of a file. Raises OSError."""
    with open_regular(path, MOST_BYTES) as file:
        while block := file.read(1 << 20):
            before = zlib.crc32(block, before)
    return before


def _sweep(out: Path) -> None:
    """Delete what nobody will go on with: unfinished folders without recorded work, or old."""
    for path in out.glob(f"{UNFINISHED}*"):
        if path.is_symlink() or not path.is_dir():
            continue
        parts = list((path / PARTS).glob("part-*.parquet"))
        if parts and time() - max(part.stat().st_mtime for part in parts) < KEPT_DAYS * DAY:
            continue
        lock = _locked(path)
        if lock is not None:
            shutil.rmtree(path, ignore_errors=True)
            os.close(lock)


def _locked(path: Path) -> int | None:
    """The folder, made if need be, for this process alone; None when another one has it."""
    while True:
        path.mkdir(exist_ok=True)
        try:
            lock = os.open(path / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except FileNotFoundError:  # swept away by another process in between
            continue
        except IsADirectoryError:
            drop(path / LOCK)
            continue
        if not _lock(lock):
            os.close(lock)
            return None
        with suppress(FileNotFoundError):
            if os.stat(path / LOCK).st_ino == os.fstat(lock).st_ino:
                return lock
        os.close(lock)


def _lock(file: int) -> bool:
    try:
        import fcntl
    except ImportError:  # not on this system: whoever comes is taken to be alone
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
