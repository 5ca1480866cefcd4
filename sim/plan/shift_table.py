"""Every shift of a team as a row of a table, with all about it that chance does not change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.plan.hours import DAY
from sim.scenario.model import Shrinkage
from sim.scenario.rules.shifts import Group, Shape

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class ShiftTable:
    """The shifts of a team by agent and time; agents are numbered group by group.

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

    ``length``, ``free`` (outside breaks), the length of a ``block`` of shrinkage, ``fewest`` of
    them and the chance of one ``more``: shape (shapes,). The pieces between breaks as ``begin``,
    ``end`` from the shift's start, ``before``, ``upto`` in time outside breaks, each followed by
    a break (``rest``, ``rest_end``, ``rest_paid``, ``rest_rule``): shape (shapes, pieces). Pieces
    and breaks that a shape lacks are empty.
    """

    length: Array
    free: Array
    block: Array
    fewest: Array
    more: Array
    begin: Array
    end: Array
    before: Array
    upto: Array
    rest: Array
    rest_end: Array
    rest_paid: Array
    rest_rule: Array


def shift_table(groups: list[Group], shrinkage: Shrinkage, first: date) -> ShiftTable:
    """The table of a team whose agents are in ``groups``; the clock starts on ``first``."""
    agents = np.array([group.agents for group in groups], np.int64)
    which = np.repeat(np.arange(len(agents)), agents)
    starts = [[at for s in group.starts.values() for at in s] for group in groups]
    known = list(dict.fromkeys(shape for group in groups for shape in group.starts))
    number = {shape: row for row, shape in enumerate(known)}
    rows = [[number[shape] for shape, s in group.starts.items() for _ in s] for group in groups]
    agent = np.repeat(np.arange(len(which)), [len(starts[g]) for g in which.tolist()])
    start = _each(starts, which)
    order = np.lexsort((start, agent))
    start = start[order]
    day = first.toordinal() + (start // DAY).astype(np.int64)
    place = np.array([group.place for group in groups], np.int64)[which]
    return ShiftTable(
        agent=agent,
        start=start,
        day=day,
        minute=day * 1440 + (start % DAY // 60.0).astype(np.int64),
        shape=_each(rows, which).astype(np.int64)[order],
        pattern=np.array([group.pattern for group in groups], np.int64)[which],
        place=place + np.arange(len(which)) - (np.cumsum(agents) - agents)[which],
        shapes=shape_table(known, shrinkage),
    )


def _each(of_group: list[list[Any]], which: Array) -> Array:
    """The lists of the agents' groups, one after the other."""
    return np.concatenate([np.zeros(0), *(np.array(of_group[g]) for g in which.tolist())])


def shape_table(shapes: list[Shape], shrinkage: Shrinkage) -> ShapeTable:
    """Shapes as a table, with the blocks that a share of shrinkage makes in each."""
    blocks = [shape.blocks(shrinkage) for shape in shapes]
    most = max((len(shape.breaks) for shape in shapes), default=0)
    columns = [_pieces(shape) + [_nothing(shape)] * (most - len(shape.breaks)) for shape in shapes]
    cells = np.array(columns, float).reshape(len(shapes), most + 1, 8)
    begin, end, before, upto, rest, rest_end, rest_paid, rest_rule = np.moveaxis(cells, 2, 0)
    return ShapeTable(
        length=np.array([shape.length for shape in shapes]),
        free=np.array([shape.free_s() for shape in shapes]),
        block=np.array([shape.block_s(shrinkage) for shape in shapes]),
        fewest=np.array([int(wanted) for wanted in blocks], np.int64),
        more=np.array([wanted - int(wanted) for wanted in blocks]),
        begin=begin,
        end=end,
        before=before,
        upto=upto,
        rest=rest,
        rest_end=rest_end,
        rest_paid=rest_paid > 0.0,
        rest_rule=rest_rule.astype(np.int64),
    )


def _pieces(shape: Shape) -> list[tuple[float, ...]]:
    """The pieces of a shape with the breaks behind them."""
    found: list[tuple[float, ...]] = []
    before = 0.0
    rests = [*shape.breaks, (shape.length, shape.length, False, 0)]
    for (begin, end), rest in zip(shape.free(), rests, strict=True):
        upto = before + end - begin
        found.append((begin, end, before, upto, *map(float, rest)))
        before = upto
    return found


def _nothing(shape: Shape) -> tuple[float, ...]:
    """A piece and a break of no length."""
    length, free = shape.length, shape.free_s()
    return length, length, free, free, length, length, 0.0, 0.0
