"""All moves of the floor by kind of moment: the one place where engines enter."""

from __future__ import annotations

from sim.floor.customer import arrive, come_back, disconnect, give_up, recur
from sim.floor.duty import set_head_count, span_end, span_start
from sim.floor.line import join_by_age, leave
from sim.floor.outcome import finish, promise_due, reply_due
from sim.floor.staff import begin_at_once, serve_line, watch
from sim.floor.tables import Floor
from sim.jit import jitable
from sim.words import (
    ARRIVE,
    CLOSE,
    COME_BACK,
    DISCONNECT,
    FEWER,
    FINISH,
    GIVE_UP,
    MORE,
    NOBODY,
    OPENING,
    OVERFLOW,
    PROMISE_DUE,
    RECUR,
    REPLY_DUE,
    SPAN_END,
    SPAN_START,
    WAITING,
)


@jitable
def open_doors(floor: Floor, now: float, q: int) -> None:
    """A channel or desk opens: what waits starts as far as agents are free."""
    floor.queues[q].open = 1
    for c in range(len(floor.classes)):
        if floor.classes[c].queue == q:
            serve_line(floor, now, c)


@jitable
def close_doors(floor: Floor, now: float, q: int) -> None:
    """A channel or desk closes: those waiting are kept, disconnected or served out."""
    queue = floor.queues[q]
    queue.open = 0
    if queue.closing_rule == DISCONNECT:
        for c in range(len(floor.classes)):
            line = floor.classes[c]
            j = line.head if line.queue == q else NOBODY
            while j != NOBODY:
                job = floor.jobs[j]
                j = job.next
                if job.ended_at != job.ended_at:  # else only after-contact work is left
                    disconnect(floor, now, job)


@jitable
def overflow(floor: Floor, now: float, j: int) -> None:
    """A contact has waited long enough for a further team to be allowed to take it."""
    job = floor.jobs[j]
    if job.state != WAITING:
        return
    line = floor.classes[job.cls]
    if line.overflow_to == NOBODY or job.queued_at + line.overflow_after_s > now:
        return
    leave(floor, job)
    job.cls = line.overflow_to
    if not begin_at_once(floor, now, job):
        join_by_age(floor, job)
        if floor.classes[job.cls].overflow_to != NOBODY:
            watch(floor, now, job)


@jitable
def happen(floor: Floor, now: float, kind: int, subject: int, value: int) -> None:
    """Let the moment ``kind`` about ``subject`` happen at ``now``."""
    if kind == ARRIVE:
        arrive(floor, now, subject)
    elif kind == FINISH:
        finish(floor, now, subject)
    elif kind == GIVE_UP:
        give_up(floor, now, subject)
    elif kind == SPAN_START:
        span_start(floor, now, floor.agents[subject], value)
    elif kind == SPAN_END:
        span_end(floor, now, floor.agents[subject], value)
    elif kind == COME_BACK:
        come_back(floor, now, subject)
    elif kind == OVERFLOW:
        overflow(floor, now, subject)
    elif kind == REPLY_DUE:
        reply_due(floor, now, subject)
    elif kind == PROMISE_DUE:
        promise_due(floor, now, subject)
    elif kind == RECUR:
        recur(floor, now, subject)
    elif kind == FEWER or kind == MORE:  # noqa: SIM109 (for numba)
        set_head_count(floor, now, subject, value)
    elif kind == CLOSE:
        close_doors(floor, now, subject)
    elif kind == OPENING:
        open_doors(floor, now, subject)
