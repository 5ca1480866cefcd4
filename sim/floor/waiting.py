"""How long a customer stays in a line."""

from __future__ import annotations

from sim.codes import D_PATIENCE, GIVE_UP, NOBODY, NOT_OFFERED, OFFER_CALLBACK
from sim.draws.pace import hour_of_week, paced
from sim.floor.allocation import schedule
from sim.floor.draws import drawn
from sim.floor.tables import Floor, Issue, Job
from sim.floor.times import INFINITE, NAN, unset
from sim.jit import jitable

OF_REQUEUES = 65536
"""Times the requeues, added to a contact's number: patience is drawn anew in each line."""


@jitable
def patience(floor: Floor, job: Job) -> float:
    """Seconds until the customer gives up in the line that the contact joins now.

    Patience that is kept is that of the first contact, as it would be on this channel, less all
    waits so far.
    """
    issue = floor.issues[job.issue]
    counts = floor.queues[job.queue].counts_waits == 1
    if counts and floor.waits[job.id].keeps_patience == 1 and job.requeues == 0:
        whole_s = drawn_patience(floor, issue, job.queue, 0, issue.opened_at)
        return max(whole_s - floor.waited[issue.id].seconds, 0.0)
    number = job.number + OF_REQUEUES * job.requeues
    return drawn_patience(floor, issue, job.queue, number, job.opened_at)


@jitable
def drawn_patience(floor: Floor, issue: Issue, q: int, number: int, made_at: float) -> float:
    """Patience in the queue ``q`` in seconds, of a contact made at ``made_at``."""
    if number == 0 and q == issue.channel:
        return issue.patience_s
    return fresh_patience(floor, issue, q, number, made_at)


@jitable
def fresh_patience(floor: Floor, issue: Issue, q: int, number: int, made_at: float) -> float:
    """The same, drawn now whatever the plan has drawn."""
    queue = floor.queues[q]
    own = floor.types[issue.type].patience
    if queue.live == 1 and own != NOBODY:
        return drawn(floor, issue, own, D_PATIENCE, number)
    drawn_s = drawn(floor, issue, queue.patience, D_PATIENCE, number)
    if queue.by_hour == NOBODY:
        return drawn_s
    return paced(drawn_s, floor.factors[queue.by_hour, hour_of_week(made_at)])


@jitable
def wait(floor: Floor, now: float, job: Job) -> None:
    """The customer begins to wait in a line and will give up when patience ends."""
    stays_s = patience(floor, job)
    job.patient_until = now + stays_s
    if floor.queues[job.queue].counts_waits == 1:
        floor.waits[job.id].since = now
    if stays_s < INFINITE:
        schedule(floor, job.patient_until, GIVE_UP, job.id)
    after_s = floor.queues[job.queue].callback_after_s
    if after_s < stays_s and floor.callbacks[job.id].state == NOT_OFFERED:  # nan: none is offered
        schedule(floor, now + after_s, OFFER_CALLBACK, job.id)


@jitable
def end_wait(floor: Floor, now: float, job: Job) -> None:
    """The customer waits no more, if so far: what was waited is used up."""
    present = floor.waits[job.id]
    if not unset(present.since):
        floor.waited[job.issue].seconds += now - present.since
        if len(floor.hoops) > 0:
            floor.hoops[job.issue].waited_s += now - present.since
        present.since = NAN
