"""Updates: while a task is under way, its desk tells the customer now and then how it stands.

An update is a job at the desk, beside the tasks of the issue: it brings nothing further, and what
was promised stays as it was. Whoever has been told waits for a while, whatever was promised.
"""

from __future__ import annotations

from sim.codes import NEED, NOBODY, UPDATE_DUE
from sim.floor.allocation import new_job, schedule
from sim.floor.case_owner import begin_or_keep
from sim.floor.informed import is_under_way
from sim.floor.line import line_of
from sim.floor.staff import queue_up
from sim.floor.tables import Floor, Issue, Job
from sim.floor.times import unset
from sim.jit import jitable

OF_UPDATES = 16384
"""Added to the number of an update within its issue: numbers below are those of tasks."""
MOST_UPDATES = 10000
"""Updates about an issue, after which none is made any more: numbers have 16 bits."""


@jitable
def update_due(floor: Floor, now: float, j: int) -> None:
    """It is time to tell the customer how a task stands, unless the last update still waits."""
    task = floor.jobs[j]
    queue, informed = floor.queues[task.queue], floor.informed[task.issue]
    if not is_under_way(floor, task) or informed.left >= MOST_UPDATES:
        return
    schedule(floor, now + queue.update_every_s, UPDATE_DUE, j)
    latest = floor.updates[j].latest
    if latest != NOBODY and unset(floor.jobs[latest].ended_at):
        return
    issue = floor.issues[task.issue]
    job = new_job(floor, issue, OF_UPDATES + informed.left, task.queue, NEED)
    informed.left += 1
    floor.updates[job.id].about = j
    floor.updates[j].latest = job.id
    job.opened_at = now
    job.queued_at = now
    job.line = line_of(floor, issue, job.queue)
    if not begin_or_keep(floor, now, job):
        queue_up(floor, now, job)


@jitable
def end_update(floor: Floor, now: float, issue: Issue, job: Job) -> None:
    """The customer has been told, and waits for a while; not if the task has ended meanwhile."""
    update = floor.updates[job.id]
    if is_under_way(floor, floor.jobs[update.about]):
        update.told = 1
        floor.informed[issue.id].updates += 1
        floor.informed[issue.id].until = now + floor.queues[job.queue].update_holds_s
