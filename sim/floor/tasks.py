"""Tasks: what is left at a desk, or gets lost on its way there."""

from __future__ import annotations

from sim.codes import LOST, NEED, U_LOST, UPDATE_DUE
from sim.floor.allocation import new_job, schedule
from sim.floor.case_owner import begin_or_keep
from sim.floor.draws import strikes
from sim.floor.line import line_of
from sim.floor.own_cases import has_owner
from sim.floor.staff import queue_up
from sim.floor.tables import Floor, Issue, Job
from sim.jit import jitable


@jitable
def leave_task(floor: Floor, now: float, issue: Issue, desk: int) -> None:
    """A task goes to a desk, or gets lost on the way without anybody noticing."""
    send_task(floor, now, issue, new_task(floor, now, issue, desk))


@jitable
def new_task(floor: Floor, now: float, issue: Issue, desk: int) -> Job:
    """A task that is about to go to a desk."""
    job = new_job(floor, issue, issue.tasks, desk, NEED)
    issue.tasks += 1
    job.opened_at = now
    job.queued_at = now
    job.line = line_of(floor, issue, desk)
    return job


@jitable
def send_task(floor: Floor, now: float, issue: Issue, job: Job) -> None:
    """The task goes to its desk, or gets lost on the way without anybody noticing."""
    desk = floor.queues[job.queue]
    chance = desk.lost
    if chance > 0.0 and has_owner(floor, issue):
        chance = desk.lost_if_owned
    if chance > 0.0 and strikes(issue, chance, U_LOST, job.number):
        job.state = LOST
        issue.lost_tasks += 1
        return
    issue.open_tasks += 1
    if desk.update_every_s > 0.0:
        schedule(floor, now + desk.update_every_s, UPDATE_DUE, job.id)
    if not begin_or_keep(floor, now, job):
        queue_up(floor, now, job)
