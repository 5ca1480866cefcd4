"""The floor's tables as plain Python objects, and back to arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice
from operator import attrgetter
from typing import Any

import numpy.typing as npt

from sim.floor.tables import DTYPES, ROWS, Floor

Array = npt.NDArray[Any]


@cache
def row_class(name: str) -> Any:
    """A slotted class for the rows of the table ``name``, made from the same columns."""
    fields = DTYPES[name].names or ()
    arguments = ", ".join(fields)
    body = "; ".join(f"self.{field} = {field}" for field in fields)
    scope: dict[str, Any] = {}
    exec(f"def __init__(self, {arguments}): {body}", scope)
    members = {"__slots__": fields, "__init__": scope["__init__"]}
    return type(ROWS[name].__name__, (), members)


def rows_of(name: str, array: Array) -> list[Any]:
    """One object per row of a structured array."""
    columns = [array[field].tolist() for field in array.dtype.names or ()]
    return list(map(row_class(name), *columns))


def blank_rows(name: str, count: int) -> list[Any]:
    """``count`` rows without values: the floor sets every column when it begins a row."""
    make = row_class(name)
    return [make.__new__(make) for _ in range(count)]


def cells_of(array: Array) -> dict[tuple[int, int], Any]:
    """A grid as a mapping, reached by ``grid[i, j]`` like an array."""
    rows, columns = array.shape
    flat = array.tolist()
    return {(i, j): flat[i][j] for i in range(rows) for j in range(columns)}


def as_objects(floor: Floor) -> Any:
    """The floor with lists of objects for tables and mappings for grids."""
    tables: dict[str, Any] = {
        name: rows_of(name, table) if name in ROWS else cells_of(table)
        for name, table in floor._asdict().items()
    }
    return Floor(**tables)


def into(array: Array, rows: Sequence[Any], fields: Iterable[str]) -> Array:
    """Write ``fields`` of the first objects into a structured array; returns it."""
    for field in fields:
        array[field] = list(map(attrgetter(field), islice(rows, len(array))))
    return array
