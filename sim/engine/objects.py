"""The floor's tables as plain Python objects, and back to arrays."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.floor.tables import DTYPES, ROWS, Floor

Array = npt.NDArray[Any]


@cache
def row_class(name: str) -> type:
    """A slotted class for the rows of the table ``name``, made from the same columns."""
    fields = DTYPES[name].names or ()
    arguments = ", ".join(fields)
    body = "; ".join(f"self.{field} = {field}" for field in fields)
    scope: dict[str, Any] = {}
    exec(f"def __init__(self, {arguments}): {body}", scope)
    members = {"__slots__": fields, "__init__": scope["__init__"]}
    return type(ROWS[name].__name__, (ROWS[name],), members)


def rows_of(name: str, array: Array) -> list[Any]:
    """One object per row of a structured array."""
    make = row_class(name)
    return [make(*row) for row in array.tolist()]


def blank_rows(name: str, count: int) -> list[Any]:
    """``count`` rows of zeros."""
    make = row_class(name)
    zeros = np.zeros(1, DTYPES[name]).tolist()[0]
    return [make(*zeros) for _ in range(count)]


def cells_of(array: Array) -> dict[tuple[int, int], Any]:
    """A grid as a mapping, reached by ``grid[i, j]`` like an array."""
    rows, columns = array.shape
    flat = array.tolist()
    return {(i, j): flat[i][j] for i in range(rows) for j in range(columns)}


def as_objects(floor: Floor) -> Floor:
    """The floor with lists of objects for tables and mappings for grids."""
    return Floor(
        **{
            name: rows_of(name, table) if name in ROWS else cells_of(table)
            for name, table in floor._asdict().items()
        }
    )


def as_array(name: str, rows: list[Any], count: int) -> Array:
    """The first ``count`` objects as a structured array."""
    array = np.empty(count, DTYPES[name])
    for field in DTYPES[name].names or ():
        array[field] = [getattr(row, field) for row in rows[:count]]
    return array
