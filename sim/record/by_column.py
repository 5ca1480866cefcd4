"""Rows of a table by column, for those who want few columns of many rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from sim.record.record import Array

Ids = npt.NDArray[np.intp]


class Columns:
    """Rows of a table: each column is made when it is first asked for, in one piece of memory.

    A row of a structured table fills some lines of the processor's cache; whoever goes through
    one column fetches them all, and whoever copies rows copies columns that nobody reads.
    """

    def __init__(self, make: Callable[[str], Array], count: int) -> None:
        self._make, self._count = make, count
        self._made: dict[str, Array] = {}

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, name: str) -> Array:
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def at(self, rows: Ids | slice) -> Columns:
        """Some of the rows; of a slice, nothing is copied."""
        count = len(range(self._count)[rows]) if isinstance(rows, slice) else len(rows)
        return Columns(lambda name: self[name][rows], count)


def columns_of(table: Array) -> Columns:
    """All rows of a structured table."""
    return Columns(lambda name: np.ascontiguousarray(table[name]), len(table))


Rows = Array | Columns
"""Rows of a table, whose columns are reached by name either way."""


def shared(ascending: Array, wanted: Array) -> tuple[Ids, Ids]:
    """Rows of the ids that are in both: of ``ascending``, each id once, and of ``wanted``."""
    if not len(ascending):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    ascending = np.ascontiguousarray(ascending)
    last = len(ascending) - 1
    is_place = ascending[last] == last  # all from 0 on, as the ids of issues are
    at = np.minimum(wanted if is_place else np.searchsorted(ascending, wanted), last)
    known = np.flatnonzero(ascending[at] == wanted)
    return at[known], known
