"""Doors open and close: a crowd starts at once, or is cut off then or later."""

from __future__ import annotations

from sim.codes import AGREED, DISCONNECT, NOBODY
from sim.floor.callback import callback_of
from sim.floor.choice import may_start, serves_out_now
from sim.floor.customer import disconnect
from sim.floor.follow_ups import (
    CALL_RESERVES,
    CUT_OFF,
    CUT_OFF_LINES,
    LEFT_ALONE,
    SERVE_LINE,
    SERVE_QUEUE,
    do_next,
)
from sim.floor.reserve import is_held_back
from sim.floor.reserve_calls import let_go_of
from sim.floor.tables import Floor
from sim.floor.worded import is_worded
from sim.jit import jitable


@jitable
def open_doors(floor: Floor, q: int) -> None:
    """A channel or desk opens: what waits starts as far as agents are free, then reserves."""
    floor.queues[q].open = 1
    if floor.queues[q].reserves > 0:
        do_next(floor, CALL_RESERVES, q, 0)
    serve_queue(floor, q, 0)


@jitable
def close_doors(floor: Floor, q: int) -> None:
    """A channel or desk closes: those waiting are kept, disconnected or served out."""
    queue = floor.queues[q]
    queue.open = 0
    if queue.reserves > 0 and not may_start(queue):
        let_go_of(floor, queue, True)
    if queue.closing_rule == DISCONNECT:
        cut_off_lines(floor, q, 0)
    else:
        cut_off_left_alone(floor, 0)


@jitable
def next_line_of(floor: Floor, q: int, c: int) -> int:
    """The first line from ``c`` on in which jobs wait for the queue, or the number of lines."""
    while c < len(floor.lines):
        if floor.lines[c].queue == q and floor.lines[c].count > 0:
            return c
        c += 1
    return c


@jitable
def serve_queue(floor: Floor, q: int, first: int) -> None:
    """Serve the lines of a queue, from the line ``first`` on."""
    c = next_line_of(floor, q, first)
    if c < len(floor.lines):
        do_next(floor, SERVE_QUEUE, q, c + 1)
        do_next(floor, SERVE_LINE, c, 0)


@jitable
def cut_off_lines(floor: Floor, q: int, first: int) -> None:
    """Disconnect who waits in the lines of a queue, from the line ``first`` on."""
    c = next_line_of(floor, q, first)
    if c < len(floor.lines):
        do_next(floor, CUT_OFF_LINES, q, c + 1)
        do_next(floor, CUT_OFF, floor.lines[c].head, 0)


@jitable
def cut_off(floor: Floor, now: float, j: int) -> None:
    """Disconnect a waiting customer, then those behind in the line."""
    job = floor.jobs[j]
    if job.next != NOBODY:
        do_next(floor, CUT_OFF, job.next, 0)
    on_line = callback_of(floor, job) != AGREED
    if on_line and not is_worded(floor, job):  # else nobody is there
        disconnect(floor, now, job)


@jitable
def is_attended(floor: Floor, line: int) -> bool:
    """Whether anybody is on duty who serves the line, or would after a longer wait."""
    while floor.lines[line].overflow_to != NOBODY:
        line = floor.lines[line].overflow_to
    for k in range(floor.lines[line].teams):
        team = floor.order[line, k]
        if floor.teams[team].on_duty > 0 and not is_held_back(floor, team, line):
            return True
    return False


@jitable
def is_left_alone(floor: Floor, line: int) -> bool:
    """Whether live contacts wait to be served out and nobody is there to do it.

    Not where they queue in closed hours: they wait for the morning anyway.
    """
    queue = floor.queues[floor.lines[line].queue]
    if floor.lines[line].count == 0 or queue.live == 0 or queue.queues_when_closed == 1:
        return False
    return serves_out_now(queue) and not is_attended(floor, line)


@jitable
def cut_off_left_alone(floor: Floor, first: int) -> None:
    """Cut off who is left alone, in the lines from the line ``first`` on.

    To be done whenever somebody may have gone off duty.
    """
    for c in range(first, len(floor.lines)):
        if is_left_alone(floor, c):
            do_next(floor, LEFT_ALONE, 0, c + 1)
            do_next(floor, CUT_OFF, floor.lines[c].head, 0)
            return
