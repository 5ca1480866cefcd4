"""How much a single move may write: stated and checked here, for both engines, before the move.

A move deals with one job or one agent; of a crowd it deals with the first and leaves the others
to further moves at the same moment (``sim.floor.steps``). So each move needs the same few rows,
however many wait, work or come at once.
"""

from __future__ import annotations

from sim.floor.tables import Floor, empty
from sim.jit import jitable

A_MOVE = 64
"""Rows that a move adds to any one table at most: to jobs, spells, wishes or steps.

Moves so far add two jobs, three spells, four wishes and five steps at most.
"""
GROWING = ("jobs", "spells")
"""Tables that an engine enlarges between moves; wishes and steps are taken off after each."""
JOBS, SPELLS = 0, 1
NOTHING_LACKS = -1


class CapacityError(RuntimeError):
    """A move wrote more than ``A_MOVE`` rows: a fault of the floor's code, not of a scenario."""


def with_room(floor: Floor) -> Floor:
    """The floor (of arrays) with the tables whose rows are taken off after each move."""
    return floor._replace(wishes=empty("wishes", A_MOVE), steps=empty("steps", A_MOVE))


@jitable
def allot(floor: Floor) -> int:
    """Let the next move write its rows: to be called before each move.

    Returns which of ``GROWING`` is too short for that, or NOTHING_LACKS.
    """
    hall = floor.hall[0]
    hall.jobs_end = hall.jobs + A_MOVE
    if hall.jobs_end > len(floor.jobs):
        return JOBS
    hall.spells_end = hall.spells + A_MOVE
    if hall.spells_end > len(floor.spells):
        return SPELLS
    return NOTHING_LACKS


@jitable
def refuse() -> None:
    """Raise CapacityError: there is no row left that the move may write."""
    raise CapacityError("a move wrote more rows than sim.floor.capacity.A_MOVE allows")
