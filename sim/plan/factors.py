"""Factors on draws by hour of the week: the floor's table, and the plan's own draws."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.codes import NOBODY
from sim.draws.arrays import hours_of_week, paced_array
from sim.plan.customers import Column
from sim.time_units import HOURS_OF_WEEK

Array = npt.NDArray[Any]


class FactorTable:
    """Collects factors by hour of the week; equal ones share a row.

    Rows begin with the first hour of the clock's first date, not with Monday's.
    """

    def __init__(self, start: date) -> None:
        self._first = start.weekday() * 24
        self._rows: dict[tuple[float, ...], int] = {}

    def index(self, factors: tuple[float, ...] | None) -> int:
        """The row of ``factors`` (168, Monday 00:00 first), added if new; NOBODY of none."""
        if factors is None:
            return NOBODY
        row = (*factors[self._first :], *factors[: self._first])
        return self._rows.setdefault(row, len(self._rows))

    def table(self) -> Array:
        """The table ``factors``: float64, shape (rows, 168)."""
        return np.array(list(self._rows), np.float64).reshape(-1, HOURS_OF_WEEK)


def paced(column: Column, rows: Sequence[int], code: Column, table: Array, at: Array) -> Column:
    """Draws about issues that arise ``at`` these moments, times the factors of their hours.

    ``rows[code]``: the row of an issue in ``table``, or NOBODY.
    """
    if all(row == NOBODY for row in rows):
        return column
    with_ones = np.vstack([table, np.ones(HOURS_OF_WEEK)])  # NOBODY is the last row
    return paced_array(column, with_ones[np.array(rows)[code], hours_of_week(at)])
