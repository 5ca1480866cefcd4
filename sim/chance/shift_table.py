"""Every shift of a team as a row of a table, with all about it that chance does not change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.chance.hours import DAY
from sim.chance.shifts import Shape, Starts
from sim.chance.staff import Staff
from sim.scenario.model import Shrinkage

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class ShiftTable:
    """The shifts of a team by agent and time; agents are numbered pattern by pattern.

    With a value for each shift: ``agent``, ``start`` (seconds), ``day`` (its date's ordinal),
    ``minute`` (since the first of dates; tells the shifts of a date apart) and ``shape`` (a row
    of ``shapes``). With a value for each agent: ``pattern`` and ``place`` within it.
    """

    agent: Array
    start: Array
    day: Array
    minute: Array
    shape: Array
    pattern: Array
    place: Array
    shapes: ShapeTable


@dataclass(frozen=True)
class ShapeTable:
    """What shifts of each shape have in common, times in seconds.

    ``length``, ``free`` (outside breaks), ``fewest`` blocks of shrinkage and the chance of one
    ``more``: shape (shapes,). The pieces between breaks as ``begin``, ``end`` from the shift's
    start, ``before``, ``upto`` in time outside breaks, each followed by a break (``rest``,
    ``rest_end``, ``rest_paid``): shape (shapes, pieces). Pieces and breaks that a shape lacks
    are empty.
    """

    length: Array
    free: Array
    fewest: Array
    more: Array
    begin: Array
    end: Array
    before: Array
    upto: Array
    rest: Array
    rest_end: Array
    rest_paid: Array


def shift_table(staff: Staff, by_pattern: Starts, first: date) -> ShiftTable:
    """The table of a team; ``by_pattern``: see ``shapes_of``; the clock starts on ``first``."""
    agents = np.array([pattern.agents for pattern in staff.shifts])
    pattern = np.repeat(np.arange(len(agents)), agents)
    starts = [[at for s in by_shape.values() for at in s] for by_shape in by_pattern]
    known = list(dict.fromkeys(shape for by_shape in by_pattern for shape in by_shape))
    kinds = [
        [known.index(shape) for shape, s in by_shape.items() for _ in s] for by_shape in by_pattern
    ]
    agent = np.repeat(np.arange(len(pattern)), [len(starts[p]) for p in pattern.tolist()])
    start = _each(starts, pattern)
    order = np.lexsort((start, agent))
    start = start[order]
    day = first.toordinal() + (start // DAY).astype(np.int64)
    return ShiftTable(
        agent=agent,
        start=start,
        day=day,
        minute=day * 1440 + (start % DAY // 60.0).astype(np.int64),
        shape=_each(kinds, pattern).astype(np.int64)[order],
        pattern=pattern,
        place=np.arange(len(pattern)) - (np.cumsum(agents) - agents)[pattern],
        shapes=shape_table(known, staff.shrinkage),
    )


def _each(of_pattern: list[list[Any]], pattern: Array) -> Array:
    """The lists of the agents' patterns, one after the other."""
    return np.concatenate([np.zeros(0), *(np.array(of_pattern[p]) for p in pattern.tolist())])


def shape_table(shapes: list[Shape], shrinkage: Shrinkage) -> ShapeTable:
    """Shapes as a table, with the blocks that a share of shrinkage makes in each."""
    blocks = [_blocks(shape, shrinkage) for shape in shapes]
    most = max((len(shape.breaks) for shape in shapes), default=0)
    columns = [_pieces(shape) + [_nothing(shape)] * (most - len(shape.breaks)) for shape in shapes]
    cells = np.array(columns, float).reshape(len(shapes), most + 1, 7)
    begin, end, before, upto, rest, rest_end, rest_paid = np.moveaxis(cells, 2, 0)
    return ShapeTable(
        length=np.array([shape.length for shape in shapes]),
        free=np.array([shape.free_s() for shape in shapes]),
        fewest=np.array([int(wanted) for wanted in blocks], np.int64),
        more=np.array([wanted - int(wanted) for wanted in blocks]),
        begin=begin,
        end=end,
        before=before,
        upto=upto,
        rest=rest,
        rest_end=rest_end,
        rest_paid=rest_paid > 0.0,
    )


def _pieces(shape: Shape) -> list[tuple[float, ...]]:
    """The pieces of a shape with the breaks behind them."""
    found: list[tuple[float, ...]] = []
    before = 0.0
    rests = [*shape.breaks, (shape.length, shape.length, False)]
    for (begin, end), (rest, rest_end, paid) in zip(shape.free(), rests, strict=True):
        upto = before + end - begin
        found.append((begin, end, before, upto, rest, rest_end, float(paid)))
        before = upto
    return found


def _nothing(shape: Shape) -> tuple[float, ...]:
    """A piece and a break of no length."""
    length, free = shape.length, shape.free_s()
    return length, length, free, free, length, length, 0.0


def _blocks(shape: Shape, shrinkage: Shrinkage) -> float:
    """Expected number of blocks: what makes up the share of paid time, if there is room."""
    if shrinkage.share == 0.0 or shrinkage.block_s == 0.0:
        return 0.0
    wanted = shrinkage.share * shape.paid_s() / shrinkage.block_s
    return min(wanted, float(shape.free_s() // shrinkage.block_s))
