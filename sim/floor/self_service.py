"""Self-service in front of a channel: a menu, a bot, a machine that answers any number at once."""

from __future__ import annotations

from sim.codes import (
    ANSWER,
    CONTAINED,
    D_MISROUTED,
    D_SELF_SERVICE,
    NEED,
    NOT_REACHED,
    OPEN,
    SELF_SERVICE_ENDS,
    U_CONTAINED,
    U_DENY,
)
from sim.floor.allocation import schedule
from sim.floor.callback import callback_of
from sim.floor.draws import drawn, strikes
from sim.floor.false_fix import is_thought_done
from sim.floor.redirect import tells_only
from sim.floor.tables import Floor, Issue, Job, Queue
from sim.jit import jitable


@jitable
def meets_machine(floor: Floor, queue: Queue, job: Job) -> bool:
    """Whether the contact, on a channel with self-service, meets that first.

    Not the answer to an agent's question.
    """
    rule = floor.self_service_rules[queue.id]
    if job.reason == ANSWER or (rule.only_first == 1 and job.reason != NEED):
        return False
    return queue.open == 1 or rule.always_open == 1


@jitable
def enter(floor: Floor, now: float, job: Job) -> None:
    """Self-service has the contact, for some time."""
    job.state = CONTAINED
    floor.self_services[job.id].entered_at = now
    takes = floor.self_service_rules[job.queue].takes
    takes_s = drawn(floor, floor.issues[job.issue], takes, D_SELF_SERVICE, job.number)
    schedule(floor, now + takes_s, SELF_SERVICE_ENDS, job.id)


@jitable
def is_contained(floor: Floor, issue: Issue, job: Job) -> bool:
    """Whether self-service resolves the need, or says so.

    It passes on what agents have in work already, what is over or believed to be done, and what
    nobody can resolve.
    """
    if issue.state != OPEN or issue.open_tasks > 0 or is_thought_done(floor, issue):
        return False
    hopeless = floor.types[issue.type].unresolvable
    if hopeless > 0.0 and strikes(issue, hopeless, U_DENY, 0):
        return False
    return strikes(issue, floor.contained[job.queue, issue.type], U_CONTAINED, job.number)


@jitable
def put_right(floor: Floor, job: Job) -> None:
    """An agent takes up a contact for the first time: if it was misrouted, that is work too.

    Not if the agent reaches nobody, or only says where to turn to.
    """
    service = floor.self_services[job.id]
    if service.misrouted == 0 or job.requeues > 0:
        return
    if callback_of(floor, job) == NOT_REACHED or tells_only(floor, job):
        return
    issue, dist = floor.issues[job.issue], floor.self_service_rules[job.queue].misrouted_work
    service.misrouted_work_s = drawn(floor, issue, dist, D_MISROUTED, job.number)
    job.left_s += service.misrouted_work_s
