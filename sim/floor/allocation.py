"""Where rows are added to the floor's tables: the only place, and checked before the move.

A move deals with one job or one agent; of a crowd it deals with the first and leaves the others
to further moves at the same moment (``sim.floor.follow_ups``). So each move needs the same few
rows, however many wait, work or come at once.
"""

from __future__ import annotations

from sim.codes import FUTURE, NOBODY, NOTHING
from sim.floor.tables import Agent, Counters, Floor, FollowUp, Issue, Job, Reserve, empty
from sim.floor.times import NAN
from sim.jit import jitable

A_MOVE = 64
"""Rows that a move adds at most: to the growing tables, to events, to follow-ups.

Moves so far add two jobs, three spells, two pieces, one call, seven events and five follow-ups
at most.
"""
GROWING = ("jobs", "spells", "pieces", "calls")
"""Tables that an engine enlarges between moves; events and follow-ups are taken off after each."""
JOBS, SPELLS, PIECES, CALLS = range(4)
NOTHING_LACKS = -1


class CapacityError(RuntimeError):
    """A move wrote more than ``A_MOVE`` rows: a fault of the floor's code, not of a scenario."""


def with_room(floor: Floor) -> Floor:
    """The floor (of arrays) with the tables whose rows are taken off after each move."""
    return floor._replace(events=empty("events", A_MOVE), follow_ups=empty("follow_ups", A_MOVE))


@jitable
def allot(floor: Floor) -> int:
    """Let the next move write its rows: to be called before each move.

    Returns which of ``GROWING`` is too short for that, or NOTHING_LACKS.
    """
    counters = floor.counters[0]
    counters.budget = A_MOVE
    return NOTHING_LACKS if counters.spare >= A_MOVE else look(floor)


@jitable
def look(floor: Floor) -> int:
    """See how many rows are spare in each growing table; returns the first with too few."""
    counters = floor.counters[0]
    jobs = len(floor.jobs) - counters.jobs
    spells = len(floor.spells) - counters.spells
    pieces = len(floor.pieces) - counters.pieces
    counters.spare = min(jobs, spells, pieces)
    if len(floor.reserves) > 0:
        calls = len(floor.calls) - counters.calls
        counters.spare = min(counters.spare, calls)
        if calls < A_MOVE:
            return CALLS
    if jobs < A_MOVE:
        return JOBS
    if spells < A_MOVE:
        return SPELLS
    return PIECES if pieces < A_MOVE else NOTHING_LACKS


@jitable
def spend(counters: Counters) -> None:
    """Take one of the rows that the move may add to growing tables."""
    if counters.budget <= 0:
        refuse()
    counters.budget -= 1
    counters.spare -= 1


@jitable
def refuse() -> None:
    """Raise CapacityError: there is no row left that the move may write."""
    raise CapacityError("a move wrote more rows than sim.floor.allocation.A_MOVE allows")


@jitable
def new_job(floor: Floor, issue: Issue, number: int, queue: int, reason: int) -> Job:
    """A fresh row for a contact or a task; its links and times are empty."""
    counters = floor.counters[0]
    spend(counters)
    job = floor.jobs[counters.jobs]
    job.id = counters.jobs
    counters.jobs += 1
    job.issue = issue.id
    job.number = number
    job.queue = queue
    job.line = NOBODY
    job.reason = reason
    job.state = FUTURE
    job.agent = NOBODY
    job.team = NOBODY
    job.stage = NOTHING
    job.rule = NOBODY
    job.transfers = 0
    job.requeues = 0
    job.prev = NOBODY
    job.next = NOBODY
    job.beside = NOBODY
    job.opened_at = NAN
    job.queued_at = NAN
    job.answered_at = NAN
    job.taken_at = NAN
    job.ended_at = NAN
    job.freed_at = NAN
    job.left_s = NAN
    job.promised_at = NAN
    job.patient_until = NAN
    return job


@jitable
def note_piece(floor: Floor, now: float, job: Job, ended: int) -> None:
    """Write down that the piece of work on ``job`` ends here, which is not the last one."""
    counters = floor.counters[0]
    spend(counters)
    piece = floor.pieces[counters.pieces]
    counters.pieces += 1
    piece.job = job.id
    piece.agent = job.agent
    piece.stage = job.stage
    piece.ended = ended
    piece.start = job.taken_at
    piece.end = now


@jitable
def note_call(floor: Floor, rule: Reserve, now: float) -> None:
    """Write down that a call of a reserve, which began at ``called_at``, ends here."""
    counters = floor.counters[0]
    spend(counters)
    call = floor.calls[counters.calls]
    counters.calls += 1
    call.queue = rule.queue
    call.team = rule.team
    call.start = rule.called_at
    call.end = now
    rule.called_at = NAN


@jitable
def note(floor: Floor, agent: Agent, kind: int, start: float, end: float) -> None:
    """Write down a spell of an agent's time, unless it is empty."""
    if end > start:
        counters = floor.counters[0]
        spend(counters)
        spell = floor.spells[counters.spells]
        counters.spells += 1
        spell.agent = agent.id
        spell.kind = kind
        spell.start = start
        spell.end = end


@jitable
def schedule(floor: Floor, at: float, kind: int, subject: int) -> None:
    """Ask the engine to come back at ``at`` with an event of ``kind`` about ``subject``."""
    counters = floor.counters[0]
    if counters.events >= len(floor.events):
        refuse()
    event = floor.events[counters.events]
    counters.events += 1
    event.at = at
    event.kind = kind
    event.id = subject


@jitable
def new_follow_up(floor: Floor) -> FollowUp:
    """A fresh row behind the follow-ups left so far, to be filled."""
    counters = floor.counters[0]
    if counters.follow_ups >= len(floor.follow_ups):
        refuse()
    counters.follow_ups += 1
    return floor.follow_ups[counters.follow_ups - 1]
