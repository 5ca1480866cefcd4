"""What a move leaves to be done: a follow-up for each of a crowd, each a move of its own.

The engine takes them before anything else happens, at the moment of the move that left them;
the last one left comes first, as if one function had called the other. So nothing can come
between those of a crowd, and how many there are makes no difference to what happens.
"""

from __future__ import annotations

from sim.floor.allocation import new_follow_up
from sim.floor.tables import Floor, FollowUp
from sim.jit import jitable

SERVE_LINE, SERVE_TEAM, SERVE_QUEUE = 1, 2, 3
HAND_BACK, WAIT_AGAIN = 4, 5
SEND_HOME, DROP_ALL, CALL_IN = 6, 7, 8
CUT_OFF, CUT_OFF_LINES, LEFT_ALONE = 9, 10, 11
WRITE_OFF = 12
CLOSE_SPELLS = 13
NOTE_INTERRUPTED = 14
RELEASE_CASES = 19
LOOK_FOR_RESERVE, CALL_RESERVES, NOTE_CALLS, CLOSE_CALLS = 15, 16, 17, 18


@jitable
def write(row: FollowUp, kind: int, subject: int, place: int) -> None:
    """Fill a row."""
    row.kind = kind
    row.id = subject
    row.place = place


@jitable
def do_next(floor: Floor, kind: int, subject: int, place: int = 0) -> None:
    """Leave something to be done before all left so far; ``place``: how far it got."""
    write(new_follow_up(floor), kind, subject, place)


@jitable
def do_last(floor: Floor, kind: int, subject: int, place: int = 0) -> None:
    """Leave something to be done after all left so far."""
    new_follow_up(floor)
    for f in range(floor.counters[0].follow_ups - 1, 0, -1):
        before = floor.follow_ups[f - 1]
        write(floor.follow_ups[f], before.kind, before.id, before.place)
    write(floor.follow_ups[0], kind, subject, place)
