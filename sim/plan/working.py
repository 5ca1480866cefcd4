"""Who is at work when: what becomes of shifts by breaks, shrinkage and absence.

Absence and shrinkage belong to (team, pattern, seat, date): nothing else changes them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.codes import ABSENT, BREAK, UNAVAILABLE, WORK
from sim.draws.arrays import grid_array
from sim.draws.quantiles import SUB
from sim.draws.threefry import threefry, threefry_array, uniform_array
from sim.plan import keys
from sim.plan.presence import Spells, together
from sim.plan.shift_table import ShapeTable, ShiftTable
from sim.plan.staff import Staff
from sim.scenario.rules.shifts import blocks_begin, pause_rule

Array = npt.NDArray[Any]

U_ABSENT, U_BLOCKS = 1, 2
"""Purposes of the draws about a seat."""
CHUNK = 8192
"""Shifts worked out at a time: enough to make numbers fly, few enough for the caches."""


class Chances(NamedTuple):
    """What is drawn about shifts: who is absent, and uniform numbers for the blocks.

    ``blocks``: shape (shifts, 1 + most blocks); the first tells whether there is one more.
    """

    absent: Array
    blocks: Array


def rostered(staff: Staff, table: ShiftTable, root: keys.Key) -> Spells:
    """All spells of a rostered team by agent and time."""
    seats = _seat_keys(staff, table, root)
    parts = []
    for first in range(0, len(table.agent), CHUNK):
        rows = slice(first, first + CHUNK)
        parts.append(_worked(staff, table, rows, _chances(staff, table, rows, seats)))
    return together(parts)


def _seat_keys(staff: Staff, table: ShiftTable, root: keys.Key) -> tuple[Array, Array]:
    """Two words for each agent."""
    key = keys.named(root, staff.name, keys.OF_TEAM)
    last = int(table.pattern.max(initial=-1))
    patterns = [threefry(*key, number, keys.OF_SEAT) for number in range(last + 1)]
    words = np.array(patterns, np.uint32).reshape(-1, 2)[table.pattern]
    return threefry_array(words[:, 0], words[:, 1], table.place, keys.OF_SEAT)


def _chances(staff: Staff, table: ShiftTable, rows: slice, seats: tuple[Array, Array]) -> Chances:
    agent, day, minute = table.agent[rows], table.day[rows], table.minute[rows]
    most = _most_blocks(table.shapes)
    absence = int(staff.absence.share > 0.0)
    purposes = [U_ABSENT] * absence + [U_BLOCKS + SUB * n for n in range(1 + most) if most]
    absent, blocks = np.zeros(len(agent), bool), np.zeros((len(agent), 1))
    if purposes:
        u = uniform_array(
            np.tile(seats[0][agent], len(purposes)),
            np.tile(seats[1][agent], len(purposes)),
            np.repeat(np.array(purposes), len(agent)),
            np.concatenate([day] * absence + [minute] * (len(purposes) - absence)),
        ).reshape(len(purposes), -1)
        absent = u[0] < staff.absence.share if absence else absent
        blocks = u[absence:].T if most else blocks
    return Chances(absent, blocks)


def _most_blocks(shapes: ShapeTable) -> int:
    most = shapes.fewest + (shapes.more > 0.0)
    return int(most.max(initial=0))


def _worked(staff: Staff, table: ShiftTable, rows: slice, chances: Chances) -> Spells:
    """Spells of some shifts.

    Each shift is a row of cells in the order of time: in every piece between two breaks work
    and blocks in turns, then the break. Most cells are empty.
    """
    shapes, shape = table.shapes, table.shape[rows]
    cuts = _cuts(shapes, shape, chances)
    begin, end = (_cells(shapes, shape, table.start[rows], cuts, side) for side in (0, 1))
    skipped = chances.absent[:, None] & ~shapes.rest_paid[shape]
    end[:, :, -1][skipped] = begin[:, :, -1][skipped]
    shift, piece, cell = np.nonzero(end > begin)
    begin, end = begin[shift, piece, cell], end[shift, piece, cell]
    turns = [WORK, UNAVAILABLE] * (cuts.shape[1] // 2)
    inside = np.array([*turns[:-1], BREAK])
    absent = chances.absent[shift]
    kind = np.where(absent, ABSENT, inside[cell])
    paid = (kind != BREAK) | shapes.rest_paid[shape[shift], piece]
    paid = np.where(absent, staff.absence.paid, paid)
    rest_rule = shapes.rest_rule[shape[shift], piece]
    return Spells(
        agent=table.agent[rows][shift],
        kind=kind,
        paid=paid,
        rule=np.where(kind == BREAK, rest_rule, pause_rule(staff, staff.shrinkage.when_busy)),
        start=begin,
        end=end,
    )


def _cuts(shapes: ShapeTable, shape: Array, chances: Chances) -> Array:
    """Where work and blocks meet, in time outside breaks: shape (shifts, 2 + 2 × most blocks).

    Blocks that a shift lacks lie at its end, as do all of who is absent.
    """
    most = chances.blocks.shape[1] - 1
    free, block_s = shapes.free[shape], shapes.block[shape][:, None]
    number = shapes.fewest[shape] + (chances.blocks[:, 0] < shapes.more[shape])
    number = np.where(chances.absent, 0, number)[:, None]
    blocks = blocks_begin(chances.blocks[:, 1:], number, free[:, None], block_s)
    planned = np.arange(most) < number
    cuts = np.empty((len(shape), 2 + 2 * most))
    cuts[:, 0], cuts[:, -1] = 0.0, free
    cuts[:, 1:-1:2] = np.where(planned, blocks, free[:, None])
    cuts[:, 2:-1:2] = np.where(planned, blocks + block_s, free[:, None])
    return cuts


def _cells(shapes: ShapeTable, shape: Array, start: Array, cuts: Array, side: int) -> Array:
    """Where the cells begin (side 0) or end (1): shape (shifts, pieces, cells of a piece)."""
    pieces = shapes.begin.shape[1]
    found = np.empty((len(shape), pieces, cuts.shape[1]))
    bound = np.maximum if side == 0 else np.minimum
    edge = (shapes.before, shapes.upto)[side][shape]
    shift = start[:, None] + (shapes.begin - shapes.before)[shape]
    inner = cuts[:, None, :-1] if side == 0 else cuts[:, None, 1:]
    bound(inner, edge[:, :, None], out=found[:, :, :-1])
    found[:, :, :-1] += shift[:, :, None]
    found[:, :, -1] = start[:, None] + (shapes.rest, shapes.rest_end)[side][shape]
    return grid_array(found)
