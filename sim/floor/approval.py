"""Approval: an answer that passes a desk before it is sent; until then the customer has none."""

from __future__ import annotations

from sim.codes import AWAITING_APPROVAL, DONE, NOBODY, NOTHING, U_APPROVAL
from sim.floor.draws import strikes
from sim.floor.tables import Floor, Job
from sim.floor.tasks import new_task, send_task
from sim.floor.times import NAN, unset
from sim.jit import jitable


@jitable
def submit(floor: Floor, now: float, job: Job) -> bool:
    """The agent has finished the talk or the answer; True: and it has to be approved.

    Only what brings the issue further is: no chase, no question, no task.
    """
    queue, issue = floor.queues[job.queue], floor.issues[job.issue]
    if queue.desk == 1 or queue.asks_approval == 0 or job.stage == NOTHING:
        return False
    if not strikes(issue, floor.approved[job.queue, issue.type], U_APPROVAL, job.number):
        return False
    floor.approvals[job.id].asked_at = now
    job.ended_at = NAN
    task = new_task(floor, now, issue, queue.approval_desk)
    floor.approvals[task.id].contact = job.id
    send_task(floor, now, issue, task)
    return True


@jitable
def is_awaited(floor: Floor, job: Job) -> bool:
    """Whether the answer is ready and not sent."""
    if len(floor.approvals) == 0:
        return False
    return not unset(floor.approvals[job.id].asked_at) and unset(job.ended_at)


@jitable
def answered_with(floor: Floor, now: float, job: Job) -> int:
    """The contact or task that ends with the work on ``job``: if it was to approve an answer,
    the contact, which gets it now, else the job itself."""
    c = floor.approvals[job.id].contact
    if c == NOBODY:
        return job.id
    contact = floor.jobs[c]
    floor.issues[job.issue].open_tasks -= 1
    floor.approvals[c].given_at = now
    contact.ended_at = now
    if contact.state == AWAITING_APPROVAL:
        contact.state = DONE
    return c
