"""What a move leaves to be done: one step for each of a crowd, each step a move of its own.

The engine takes steps before anything else happens, at the moment of the move that left them;
the last one left comes first, as if one function had called the other. So nothing can come
between the steps of a crowd, and how many there are makes no difference to what happens.
"""

from __future__ import annotations

from sim.floor.capacity import refuse
from sim.floor.tables import Floor, Step
from sim.jit import jitable

SERVE_LINE, SERVE_TEAM, SERVE_QUEUE = 1, 2, 3
HAND_BACK, WAIT_AGAIN = 4, 5
SEND_HOME, DROP_ALL, CALL_IN = 6, 7, 8
CUT_OFF, CUT_OFF_LINES, LEFT_ALONE = 9, 10, 11
WRITE_OFF = 12
CLOSE_BOOKS = 13


@jitable
def add(floor: Floor) -> int:
    """Add a row, to be filled; returns its place."""
    hall = floor.hall[0]
    if hall.steps >= len(floor.steps):
        refuse()
    hall.steps += 1
    return hall.steps - 1


@jitable
def write(step: Step, kind: int, subject: int, place: int) -> None:
    """Fill a row."""
    step.kind = kind
    step.id = subject
    step.place = place


@jitable
def do_next(floor: Floor, kind: int, subject: int, place: int) -> None:
    """Leave a step that is to be taken before those left so far; ``place``: how far it got."""
    write(floor.steps[add(floor)], kind, subject, place)


@jitable
def do_last(floor: Floor, kind: int, subject: int, place: int) -> None:
    """Leave a step that is to be taken after all those left so far."""
    for s in range(add(floor), 0, -1):
        before = floor.steps[s - 1]
        write(floor.steps[s], before.kind, before.id, before.place)
    write(floor.steps[0], kind, subject, place)
