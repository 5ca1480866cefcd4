"""What a customer does when something happens: one function, and rows that say what."""

from __future__ import annotations

from sim.codes import (
    ANY,
    COME_BACK,
    D_RETURN,
    FAILED,
    GAVE_UP,
    NOBODY,
    OPEN,
    OPENING,
    U_RETURN,
)
from sim.draws.threefry import uniform
from sim.floor.allocation import new_job, schedule
from sim.floor.channel_choice import channel_of, chosen_way
from sim.floor.draws import drawn
from sim.floor.judgement import has_left
from sim.floor.knowing import awaits_outcome, learn_outcome
from sim.floor.tables import Alternative, Floor, Issue, Job, Reaction
from sim.floor.times import INFINITE
from sim.floor.understanding import lets_pass
from sim.jit import jitable

MOST_CONTACTS = 10000
"""Contacts or recurrences of an issue, after which its customer falls silent.

What an issue counts has 16 bits; a contact leaves two tasks and is transferred thrice at most.
"""


@jitable
def new_contact(floor: Floor, issue: Issue, queue: int, reason: int) -> Job:
    """The issue's next contact, not yet made."""
    job = new_job(floor, issue, issue.contacts, queue, reason)
    issue.contacts += 1
    issue.pending += 1
    return job


@jitable
def concerns(reaction: Reaction, queue: int) -> bool:
    """Whether the row is about what happens in ``queue``."""
    return reaction.queue == ANY or reaction.queue == queue


@jitable
def may_react(floor: Floor, reason: int, queue: int) -> bool:
    """Whether anybody may do something when ``reason`` happens in ``queue``."""
    for r in range(floor.reacts[reason, 0], floor.reacts[reason, 1]):
        if concerns(floor.reactions[r], queue):
            return True
    return False


@jitable
def reaction_to(floor: Floor, issue: Issue, reason: int, queue: int) -> int:
    """The first row that matches the customer's state, or NOBODY."""
    for r in range(floor.reacts[reason, 0], floor.reacts[reason, 1]):
        row = floor.reactions[r]
        if (
            concerns(row, queue)
            and (row.segment == ANY or row.segment == issue.segment)
            and issue.failures >= row.failures
            and issue.contacts <= row.contacts
            and issue.standing & row.standing == row.standing
        ):
            return r
    return NOBODY


@jitable
def react(floor: Floor, now: float, issue: Issue, reason: int, queue: int) -> bool:
    """``reason`` has happened to the customer in ``queue``: whether a further contact is planned.

    The first row that matches counts; one number decides among its alternatives, and a lost
    chance is not followed by another row's.
    """
    if not awaits_outcome(floor, issue) or has_left(floor, now, issue):
        return False
    if len(floor.understandings) > 0 and lets_pass(floor, issue, reason):
        return False
    issue.failures += 1
    if len(floor.judged) > 0:
        floor.judged[issue.id].unanswered = 1
    if issue.failures == floor.types[issue.type].failed_from:
        issue.standing |= FAILED
    r = reaction_to(floor, issue, reason, queue)
    if r == NOBODY or issue.contacts >= MOST_CONTACTS:
        return False
    u = uniform(issue.key0, issue.key1, U_RETURN + reason, issue.contacts)
    first = floor.reactions[r].first
    last = first + floor.reactions[r].alternatives - 1
    for a in range(first, last + 1):
        if u < floor.alternatives[a].chance:
            way = a
            if len(floor.choosing) > 0 and first < last:
                way = chosen_way(floor, issue, queue, first, a, last, u)
            try_again(floor, now, issue, reason, queue, floor.alternatives[way])
            return True
    return False


@jitable
def stop_if_idle(floor: Floor, now: float, issue: Issue) -> None:
    """The issue ends if nothing of it is under way, unless the harm will repeat."""
    if issue.state != OPEN or not awaits_outcome(floor, issue):
        return
    idle = issue.pending == 0 and issue.open_tasks == 0
    if idle and (floor.types[issue.type].recurs == NOBODY or has_left(floor, now, issue)):
        issue.state = GAVE_UP
        issue.closed_at = now
        learn_outcome(floor, now, issue)


@jitable
def try_again(
    floor: Floor, now: float, issue: Issue, reason: int, queue: int, way: Alternative
) -> None:
    """Plan the customer's next contact."""
    channel = channel_of(floor, way, queue)
    begun = next_opening(floor, now, channel) if way.at_opening == 1 else now
    delay = drawn(floor, issue, way.delay, D_RETURN + reason, issue.contacts)
    job = new_contact(floor, issue, channel, reason)
    if way.keeps_patience == 1:
        floor.waits[job.id].keeps_patience = 1
    schedule(floor, begun + delay, COME_BACK, job.id)


@jitable
def next_opening(floor: Floor, now: float, queue: int) -> float:
    """When the channel's doors are open next: now, its next planned opening, or never."""
    if floor.queues[queue].open == 1:
        return now
    for m in range(floor.counters[0].moment, len(floor.moments)):
        moment = floor.moments[m]
        if moment.kind == OPENING and moment.id == queue:
            return moment.at
    return INFINITE
