"""The fast engine: the same floor, driven by one event loop that numba compiles.

Tables are structured arrays. The loop returns before a move that could overfill a table; the
caller enlarges it and re-enters. The compiled code is cached on disk under a hash of every
source that it is made from, because numba itself looks at one file only.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sim import jit
from sim.engine import loop
from sim.engine.cache import trusted
from sim.engine.result import record_of
from sim.floor.allocation import GROWING, NOTHING_LACKS, with_room
from sim.floor.tables import DTYPES, Floor, beginning
from sim.plan import Plan
from sim.record import Record
from sim.rows import DETAILS

Array = npt.NDArray[Any]

SOURCES = ("sim.codes", "sim.rows", "sim.floor.rows", "sim.floor.tables", "sim.floor.times")
"""Modules without functions that the compiled code depends on."""
SPARE = 1024
"""Rows by which a table grows at least."""
KEPT = 4
"""Versions of compiled code kept in the cache."""


@cache
def cache_folder() -> Path:
    """Where compiled code is kept; its name depends on all sources it is made from.

    In ``supportsim`` below ``SUPPORTSIM_CACHE``, else ``XDG_CACHE_HOME``, else ``~/.cache``; for
    this process alone where others may write there.
    """
    digest = hashlib.sha256(f"{version('numba')} {np.__version__} {sys.version}".encode())
    files = {Path(function.__code__.co_filename) for function in jit.MARKED}
    files |= {Path(sys.modules[name].__file__ or "") for name in SOURCES}
    files |= {Path(__file__).with_name(name) for name in ("entry.py", "floor_type.py")}
    for file in sorted(files):
        digest.update(file.read_bytes())
    base = os.environ.get("SUPPORTSIM_CACHE") or os.environ.get("XDG_CACHE_HOME")
    root = Path(base) if base else Path.home() / ".cache"
    return trusted(root, digest.hexdigest()[:16])


@cache
def compiled() -> Callable[..., int]:
    """The compiled loop, from the cache where possible."""
    from numba.extending import register_jitable

    from sim.engine import entry

    numba: Any = import_module("numba")

    folder = cache_folder()
    for function in jit.MARKED:
        register_jitable(_nrt=False, no_cfunc_wrapper=True)(function)
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(folder)
    try:
        jitted: Callable[..., int] = numba.njit(entry.enter, cache=True, nogil=True, _nrt=False)
    finally:
        numba.config.CACHE_DIR = before
    return jitted


def is_cached() -> bool:
    """Whether compiled code for these sources lies in the cache."""
    folder = cache_folder()
    return folder.is_dir() and any(folder.rglob("*.nbc"))


@cache
def make_ready() -> None:
    """Have the loop compiled, or read from the cache, before it is first run here."""
    fresh = not is_cached()
    loop_types = (np.zeros(1, np.int64), np.zeros(1, loop.ENTRY), np.zeros(1, loop.CURSOR), 0.0)
    typeof = import_module("numba").typeof
    compiled().compile(tuple(map(typeof, loop_types)))  # type: ignore[attr-defined]
    if fresh:
        drop_old(cache_folder())


def drop_old(newest: Path) -> None:
    """Remove compiled code of other sources beside ``newest``, but for the last few."""
    beside = [f for f in newest.parent.iterdir() if re.fullmatch("[0-9a-f]{16}", f.name)]
    others = sorted((f for f in beside if f != newest), key=lambda f: f.stat().st_mtime)
    for folder in others[: 1 - KEPT]:
        shutil.rmtree(folder, ignore_errors=True)


def prepared(plan: Plan) -> Any:
    """The plan's floor (of arrays), for one run.

    The tables that grow begin generously: rows not yet written cost no memory. Details of jobs are
    written at once, so that with them jobs begin with fewer rows.
    """
    floor: Any = plan.fresh_floor()
    issues = len(floor.issues)
    jobs = SPARE + (issues * 5 // 4 if plan.details else 3 * issues)
    spells = jobs + len(floor.moments) + 4 * len(floor.agents)
    rows = {"jobs": jobs, "spells": spells, "pieces": SPARE, "calls": SPARE}
    longer = {name: np.empty(count, DTYPES[name]) for name, count in rows.items()}
    return with_details(with_room(floor._replace(**longer)), plan.details)


def with_details(floor: Floor, names: Iterable[str]) -> Floor:
    """The floor whose details of these names are as long as their owners' tables."""
    longer: dict[str, Any] = {}
    for name in names:
        table: Any = getattr(floor, name)
        longer[name] = beginning(name, len(getattr(floor, DETAILS[name].owner)))
        longer[name][: len(table)] = table
    return floor._replace(**longer)


def enlarged(array: Array) -> Array:
    """A longer array with the same beginning; the new rows are to be written."""
    rows = len(array) * 3 // 2 + SPARE
    longer = np.empty(rows, array.dtype)
    longer[: len(array)] = array
    return longer


def run(plan: Plan) -> Record:
    """Run ``plan`` in the compiled loop and return what happened."""
    from sim.engine.floor_type import addresses_of

    make_ready()
    floor = prepared(plan)
    drive = compiled()
    cursor = np.zeros(1, loop.CURSOR)
    agenda = np.empty(SPARE, loop.ENTRY)
    while (short := drive(addresses_of(floor), agenda, cursor, plan.stop_s)) != NOTHING_LACKS:
        if short == loop.AGENDA:
            agenda = enlarged(agenda)
        else:
            name = GROWING[short]
            floor = floor._replace(**{name: enlarged(getattr(floor, name))})
            floor = with_details(floor, plan.details)
    counters, left = floor.counters[0], floor._asdict()
    del floor  # so that a table of details that has been looked at can be let go
    return record_of(
        plan,
        issues=left["issues"],
        jobs=left["jobs"][: counters["jobs"]],
        spells=left["spells"][: counters["spells"]],
        pieces=left["pieces"][: counters["pieces"]],
        calls=left["calls"][: counters["calls"]],
        details={name: left.pop(name) for name in plan.details},
    )
