"""What updates mean elsewhere: the work of one, and the customer who waits since told."""

from __future__ import annotations

from sim.codes import D_UPDATE, NOBODY, OPEN, PROMISE_DUE
from sim.floor.allocation import schedule
from sim.floor.draws import drawn
from sim.floor.tables import Floor, Issue, Job
from sim.floor.times import unset
from sim.jit import jitable


@jitable
def is_update(floor: Floor, job: Job) -> bool:
    """Whether the job is an update."""
    return len(floor.updates) > 0 and floor.updates[job.id].about != NOBODY


@jitable
def is_under_way(floor: Floor, task: Job) -> bool:
    """Whether there is something to tell of a task: neither it nor its issue has ended."""
    return unset(task.ended_at) and floor.issues[task.issue].state == OPEN


@jitable
def prepare_update(floor: Floor, issue: Issue, job: Job) -> None:
    """Set the work of an update: none if there is nothing to tell any more."""
    update = floor.updates[job.id]
    if is_under_way(floor, floor.jobs[update.about]):
        work = floor.queues[job.queue].update_work
        update.work_s = drawn(floor, issue, work, D_UPDATE, job.number)
    job.left_s = update.work_s


@jitable
def waits_since_told(floor: Floor, now: float, job: Job) -> bool:
    """Whether the customer, told lately how it stands, lets the promised time pass.

    If so, the customer looks again when an update has been missed.
    """
    until = floor.informed[job.issue].until
    if unset(until) or until <= now:
        return False
    schedule(floor, until, PROMISE_DUE, job.id)
    return True
