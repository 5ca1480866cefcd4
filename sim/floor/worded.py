"""Answers that are ready: said, sent, or waiting to be approved; and the work of approving one."""

from __future__ import annotations

from sim.codes import D_APPROVAL, NOBODY
from sim.floor.draws import drawn
from sim.floor.tables import Floor, Issue, Job
from sim.floor.times import unset
from sim.jit import jitable


@jitable
def is_worded(floor: Floor, job: Job) -> bool:
    """Whether the work on the issue in this contact or task is over: what may be left is
    after-contact work."""
    if not unset(job.ended_at):
        return True
    return len(floor.approvals) > 0 and not unset(floor.approvals[job.id].asked_at)


@jitable
def is_approval(floor: Floor, job: Job) -> bool:
    """Whether the job is a task to approve an answer."""
    return len(floor.approvals) > 0 and floor.approvals[job.id].contact != NOBODY


@jitable
def prepare_approval(floor: Floor, issue: Issue, job: Job) -> None:
    """Set the work of approving an answer."""
    contact = floor.jobs[floor.approvals[job.id].contact]
    work = floor.queues[contact.queue].approval_work
    job.left_s = drawn(floor, issue, work, D_APPROVAL, contact.number)
