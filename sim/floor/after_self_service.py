"""What self-service leads to: left in the middle, resolved or said to be, passed on to agents."""

from __future__ import annotations

from sim.codes import (
    AFTER_DROPPED_OUT,
    DROPPED_OUT,
    MACHINE,
    MET,
    NOBODY,
    U_DROPS,
    U_FALSELY,
    U_MISROUTED,
)
from sim.floor.customer import lose, offer
from sim.floor.draws import strikes
from sim.floor.failed_fix import fail
from sim.floor.knowing import learn_outcome
from sim.floor.self_service import is_contained
from sim.floor.tables import Floor, Issue, Job
from sim.floor.times import unset
from sim.floor.trunks import release
from sim.jit import jitable


@jitable
def self_service_ends(floor: Floor, now: float, j: int) -> None:
    """The customer leaves it, has what was wanted, or is passed on to agents."""
    job = floor.jobs[j]
    issue, queue = floor.issues[job.issue], floor.queues[job.queue]
    floor.self_services[j].left_at = now
    drops = strikes(issue, floor.self_service_rules[job.queue].drops, U_DROPS, job.number)
    if queue.trunk != NOBODY:
        release(floor, queue)
    if drops:
        lose(floor, now, job, DROPPED_OUT, AFTER_DROPPED_OUT)
    elif is_contained(floor, issue, job):
        contain(floor, now, issue, job)
    else:
        pass_to_agents(floor, now, issue, job)


@jitable
def contain(floor: Floor, now: float, issue: Issue, job: Job) -> None:
    """The need is met without an agent, or self-service says so; the customer has an answer."""
    job.ended_at = now
    issue.pending -= 1
    service = floor.self_services[job.id]
    if unset(issue.acknowledged_at):  # as by agents: live when the talk begins, else by the reply
        live = floor.queues[job.queue].live == 1
        issue.acknowledged_at = service.entered_at if live else now
    falsely = floor.self_service_rules[job.queue].false_fixes
    may_fail = floor.types[issue.type].needs_answer == 0
    if may_fail and strikes(issue, falsely, U_FALSELY, job.number):
        service.false_fix = 1
        fail(floor, now, issue, job)
        return
    issue.stage = floor.types[issue.type].steps
    issue.state = MET
    issue.met_at = now
    issue.closed_at = now
    learn_outcome(floor, now, issue)


@jitable
def pass_to_agents(floor: Floor, now: float, issue: Issue, job: Job) -> None:
    """The contact goes on as if it were made now; the line that it held is still free."""
    rule = floor.self_service_rules[job.queue]
    if strikes(issue, rule.misroutes, U_MISROUTED, job.number):
        floor.self_services[job.id].misrouted = 1
    if rule.hides == 1:
        explained = floor.explained[issue.id]
        explained.agent = MACHINE
        explained.queue = job.queue
    offer(floor, now, job)
