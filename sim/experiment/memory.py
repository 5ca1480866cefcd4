"""Memory: how much there is for this process (machine, container, shell), and keeping it."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")
CGROUPS = Path("/sys/fs/cgroup")

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""Parameters of glibc's ``mallopt`` (malloc.h)."""
KEPT_BYTES, FROM_HEAP_BYTES = 256 << 20, 32 << 20


class Room(NamedTuple):
    """Memory that can still be taken, in bytes: by all processes together, and by each."""

    shared: float = math.inf
    each: float = math.inf

    def holds(self, together: float, each: float) -> bool:
        """Whether there is room for processes that take so much together, and each."""
        return together <= self.shared and each <= self.each

    @property
    def least(self) -> float:
        """What one process can take; infinite where the system does not tell (Windows)."""
        return min(self.shared, self.each)


def room() -> Room:
    """What there is room for now.

    Together: the least of what the machine has free and of what the limits of the control
    groups leave that the process is in (containers, ``systemd-run``). Each: what ``ulimit -v``
    and ``-d`` leave.
    """
    together = min([*_free(), *_groups(PROC, CGROUPS)], default=math.inf)
    return Room(max(0.0, together), max(0.0, min(_limits(), default=math.inf)))


def keep_freed_memory() -> None:
    """Let the C library keep freed memory for the next run, where it can be told to (glibc).

    A run takes some megabytes, which by default go back to the system and come again as fresh
    pages: touching these took a quarter of a compiled run. The peak stays as it is.
    """
    if sys.platform != "linux":
        return
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(TRIM_THRESHOLD, KEPT_BYTES)
        mallopt(MMAP_THRESHOLD, FROM_HEAP_BYTES)


def _free() -> Iterator[float]:
    """What the machine has free, caches that it would give up included."""
    free = _fields(PROC / "meminfo").get("MemAvailable")
    if free is not None:
        yield free * 1024.0
    elif hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        yield float(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))


def _groups(proc: Path, cgroups: Path) -> Iterator[float]:
    """What the limits of the control groups leave, in both layouts of Linux (v2, v1)."""
    for line in _text(proc / "self" / "cgroup").splitlines():
        _, _, rest = line.partition(":")
        controllers, _, inside = rest.partition(":")
        if controllers in ("", "memory"):
            root = cgroups / controllers if controllers else cgroups
            names = ("memory.limit_in_bytes", "memory.usage_in_bytes")
            limit, usage = names if controllers else ("memory.max", "memory.current")
            folder = root / inside.lstrip("/")
            for place in (folder, *folder.parents):
                yield from _left(place, limit, usage)
                if place == root:
                    break


def _left(group: Path, limit: str, usage: str) -> Iterator[float]:
    """What a group's limit leaves; files in its cache do not count as used."""
    most, used = _text(group / limit).strip(), _text(group / usage).strip()
    if most.isdigit() and used.isdigit():
        caches = _fields(group / "memory.stat").get("inactive_file", 0.0)
        yield float(most) - float(used) + caches


def _limits() -> Iterator[float]:
    """What ``ulimit`` leaves of address space and of data."""
    if sys.platform == "win32":
        return
    import resource

    known = _fields(PROC / "self" / "status")
    limits = ((resource.RLIMIT_AS, "VmSize"), (resource.RLIMIT_DATA, "VmData"))
    for limit, used in limits:
        soft, _ = resource.getrlimit(limit)
        if soft != resource.RLIM_INFINITY:
            yield soft - known.get(used, 0.0) * 1024.0


def _fields(path: Path) -> dict[str, float]:
    """``Name: 12 kB`` or ``name 12`` by name."""
    rows = (line.replace(":", " ").split() for line in _text(path).splitlines())
    return {row[0]: float(row[1]) for row in rows if len(row) > 1 and row[1].isdigit()}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
