"""The floor's tables as plain Python objects, and back to arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, repeat
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.floor import choice
from sim.floor.tables import DTYPES, FLAGS, ROWS, Floor
from sim.rows import beginning_values

Array = npt.NDArray[Any]

CHUNK = 1024
PLANNED = {
    *("id", "stream", "type", "segment", "customer", "who", "channel", "group", "key0", "key1"),
    *("opened_at", "patience_s", "work_s"),
}
"""The columns of an issue that its plan fills."""
RECHOSEN = {"channel"}
"""Of these, what the floor may change and the record keeps."""


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


def issues_of(array: Array) -> Iterator[Any]:
    """The issues one by one, as objects; columns that no plan fills begin alike in all rows."""
    make = row_class("issues")
    fields = array.dtype.names or ()
    for first in range(0, len(array), CHUNK):
        rows = array[first : first + CHUNK]
        yield from map(
            make,
            *(rows[f].tolist() if f in PLANNED else repeat(rows[0][f].tolist()) for f in fields),
        )


def blank_rows(name: str, count: int) -> list[Any]:
    """``count`` rows without values: the floor sets every column when it begins a row."""
    make = row_class(name)
    return [make.__new__(make) for _ in range(count)]


def beginning_rows(name: str, count: int) -> list[Any]:
    """``count`` rows of details as they begin."""
    make, values = row_class(name), beginning_values(ROWS[name])
    return [make(*values) for _ in range(count)]


def cells_of(array: Array) -> dict[tuple[int, int], Any]:
    """A grid as a mapping, reached by ``grid[i, j]`` like an array."""
    rows, columns = array.shape
    flat = array.tolist()
    return {(i, j): flat[i][j] for i in range(rows) for j in range(columns)}


class Objects:
    """The floor's tables and flags as attributes: plain slots, read faster than a tuple's."""

    __slots__ = Floor._fields

    agent_for = choice.agent_for
    next_job = choice.next_job

    def __init__(self, floor: Floor) -> None:
        for name, table in floor._asdict().items():
            if name in FLAGS:
                setattr(self, name, table)
            else:
                setattr(self, name, rows_of(name, table) if name in ROWS else cells_of(table))


def as_objects(floor: Floor) -> Any:
    """The floor with lists of objects for tables and mappings for grids."""
    return Objects(floor)


def into(array: Array, rows: Sequence[Any], fields: Iterable[str]) -> Array:
    """Write ``fields`` of the first objects into a structured array; returns it.

    Row by row, as this takes half as long as column by column.
    """
    names = list(fields)
    count = min(len(array), len(rows))
    first = islice(rows, count)
    got: Iterable[Any] = map(attrgetter(*names), first)
    values = got if len(names) > 1 else ((value,) for value in got)
    dtype = np.dtype([(name, array.dtype[name]) for name in names])
    written = np.fromiter(values, dtype, count)
    for name in names:
        array[name][:count] = written[name]
    return array
