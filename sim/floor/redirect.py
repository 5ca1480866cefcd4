"""The redirect: the customer is told to turn to another channel, and does so or not."""

from __future__ import annotations

from sim.codes import (
    AFTER_REDIRECTED,
    ANSWER,
    BEING_TOLD,
    COME_BACK,
    D_FOLLOW,
    D_REDIRECT,
    FOLLOWS,
    NOT_NEEDED,
    OPEN,
    REFUSES,
    U_FOLLOW,
    U_REDIRECT,
)
from sim.floor.allocation import schedule
from sim.floor.draws import drawn, strikes
from sim.floor.reactions import MOST_CONTACTS, new_contact
from sim.floor.tables import Floor, Issue, Job
from sim.jit import jitable


@jitable
def is_redirected(floor: Floor, issue: Issue, job: Job) -> bool:
    """Whether the firm sends the contact on; never one made because of a redirect or question."""
    if job.reason == AFTER_REDIRECTED or job.reason == ANSWER:
        return False
    return strikes(issue, floor.redirected[job.queue, issue.type], U_REDIRECT, job.number)


@jitable
def tell_instead(floor: Floor, issue: Issue, job: Job) -> bool:
    """Whether the work on the contact is but to tell the customer; sets its content."""
    if not is_redirected(floor, issue, job):
        return False
    floor.redirects[job.id].state = BEING_TOLD
    job.left_s = drawn(floor, issue, floor.queues[job.queue].redirect_work, D_REDIRECT, job.number)
    return True


@jitable
def tells_only(floor: Floor, job: Job) -> bool:
    """Whether the work in hand is to tell the customer to turn to another channel."""
    return len(floor.redirects) > 0 and floor.redirects[job.id].state == BEING_TOLD


@jitable
def follow(floor: Floor, now: float, issue: Issue, job: Job) -> bool:
    """The customer has been told; True: and will make contact there, unless the need is gone."""
    redirect = floor.redirects[job.id]
    if issue.state != OPEN:
        redirect.state = NOT_NEEDED
        return False
    queue = floor.queues[job.queue]
    willing = strikes(issue, queue.redirect_follows, U_FOLLOW, job.number)
    if not willing or issue.contacts >= MOST_CONTACTS:
        redirect.state = REFUSES
        return False
    redirect.state = FOLLOWS
    if len(floor.hoops) > 0:
        floor.hoops[issue.id].redirects += 1
    delay = drawn(floor, issue, queue.redirect_delay, D_FOLLOW, job.number)
    there = new_contact(floor, issue, queue.redirect_to, AFTER_REDIRECTED)
    redirect.contact = there.id
    schedule(floor, now + delay, COME_BACK, there.id)
    return True
