"""Sums over the measured window: groups, overlaps of stretches with it, sorted samples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.record import Record

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]
Ids = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]

ROWS = 1 << 15
"""Rows looked at in one go: few enough for the processor's cache."""


class Window(NamedTuple):
    """Measured time [start, end) and the end of the run, in seconds."""

    start: float
    end: float
    stop: float

    @property
    def length_s(self) -> float:
        """Measured seconds."""
        return self.end - self.start

    def holds(self, times: Floats) -> Mask:
        """Which moments lie in the window."""
        return (times >= self.start) & (times < self.end)

    def overlap(self, start: Floats, end: Floats) -> Floats:
        """Seconds of each stretch [start, end] that lie in the window."""
        return self.cut(end) - self.cut(start)

    def cut(self, times: Floats) -> Floats:
        """Moments moved to the nearest one of the window."""
        cut: Floats = np.minimum(times, self.end)
        np.maximum(cut, self.start, out=cut)
        return cut


def window_of(record: Record) -> Window:
    """The window of a record."""
    return Window(record.warm_up_s, record.end_s, record.stop_s)


def chunks(table: Array) -> Iterator[Array]:
    """The table in chunks of ``ROWS`` rows, as views."""
    for first in range(0, len(table), ROWS):
        yield table[first : first + ROWS]


def run_of(measured: Mask) -> slice | Ids:
    """The rows that are measured; a slice, which copies nothing, when they follow each other."""
    rows = np.flatnonzero(measured)
    if not len(rows):
        return slice(0, 0)
    together = rows[-1] - rows[0] + 1 == len(rows)
    return slice(int(rows[0]), int(rows[-1]) + 1) if together else rows


def ids(column: Array) -> Ids:
    """A column of ids as an index, contiguous."""
    index: Ids = column.astype(np.intp)
    return index


def floats(column: Array) -> Floats:
    """A column of times, contiguous."""
    return np.ascontiguousarray(column)


def count(groups: Ids, n: int) -> Floats:
    """Number of rows by group."""
    if n == 1:
        return np.array([float(len(groups))])
    return np.asarray(np.bincount(groups, minlength=n), np.float64)


def total(groups: Ids, amounts: Array, n: int) -> Floats:
    """Sum of amounts by group."""
    if n == 1:
        return np.array([amounts.sum(dtype=np.float64)])
    return np.asarray(np.bincount(groups, amounts, n), np.float64)


def quantiles(ascending: Floats, shares: tuple[float, ...]) -> list[float]:
    """Quantiles of a sorted sample, linear between its points (R's type 7); nan if empty."""
    if not len(ascending):
        return [float("nan")] * len(shares)
    last = len(ascending) - 1
    found = []
    for share in shares:
        below = int(share * last)
        low = float(ascending[below])
        high = float(ascending[min(below + 1, last)])
        found.append(low + (high - low) * (share * last - below))
    return found
