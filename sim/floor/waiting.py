"""How long a customer stays in a line."""

from __future__ import annotations

from sim.codes import D_PATIENCE, GIVE_UP, NOBODY
from sim.draws.pace import hour_of_week, paced
from sim.floor.allocation import schedule
from sim.floor.draws import drawn
from sim.floor.tables import Floor, Job
from sim.floor.times import INFINITE
from sim.jit import jitable

OF_REQUEUES = 65536
"""Times the requeues, added to a contact's number: patience is drawn anew in each line."""


@jitable
def patience(floor: Floor, job: Job) -> float:
    """Seconds until the customer gives up in the line that the contact joins now."""
    issue = floor.issues[job.issue]
    if job.number == 0 and job.requeues == 0 and job.queue == issue.channel:
        return issue.patience_s
    number = job.number + OF_REQUEUES * job.requeues
    queue = floor.queues[job.queue]
    own = floor.types[issue.type].patience
    if queue.live == 1 and own != NOBODY:
        return drawn(floor, issue, own, D_PATIENCE, number)
    drawn_s = drawn(floor, issue, queue.patience, D_PATIENCE, number)
    if queue.by_hour == NOBODY:
        return drawn_s
    return paced(drawn_s, floor.factors[queue.by_hour, hour_of_week(job.opened_at)])


@jitable
def wait(floor: Floor, now: float, job: Job) -> None:
    """The customer begins to wait in a line and will give up when patience ends."""
    stays_s = patience(floor, job)
    job.patient_until = now + stays_s
    if stays_s < INFINITE:
        schedule(floor, job.patient_until, GIVE_UP, job.id)
