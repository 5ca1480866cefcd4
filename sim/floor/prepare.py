"""What a piece of work consists of, decided when an agent takes a job up for the first time."""

from __future__ import annotations

from sim.codes import BY_AGENT, D_CHASE, D_TRANSFER, D_WRAP, NOBODY, NOTHING, U_TRANSFER
from sim.floor.callback import is_reached
from sim.floor.draws import drawn, handling, occasion, strikes
from sim.floor.explaining import take_time_to_explain
from sim.floor.handle_time_target import hold_to_target
from sim.floor.informed import is_update, prepare_update
from sim.floor.offers import make_offer
from sim.floor.own_cases import take_case
from sim.floor.re_explaining import explain
from sim.floor.redirect import tell_instead
from sim.floor.self_service import put_right
from sim.floor.tables import Agent, Floor, Issue, Job, Step
from sim.floor.times import unset
from sim.floor.turns import is_held_up
from sim.floor.worded import is_approval, prepare_approval
from sim.jit import jitable
from sim.rows import PLANNED_STEPS


@jitable
def step_of(floor: Floor, issue: Issue, k: int) -> Step:
    """The ``k``-th step of the work on an issue."""
    return floor.steps[floor.types[issue.type].first_step + k]


@jitable
def is_fixed(floor: Floor, issue: Issue) -> bool:
    """Whether all steps are done."""
    return issue.stage >= floor.types[issue.type].steps


@jitable
def steps_within(floor: Floor, issue: Issue, depth: int) -> int:
    """Steps that will have been done when somebody who goes to ``depth`` has worked on it."""
    issue_type = floor.types[issue.type]
    first = issue_type.first_step
    for k in range(first + issue.stage, first + issue_type.steps):
        if floor.steps[k].depth > depth:
            return k - first
    return issue_type.steps


@jitable
def work_until(floor: Floor, issue: Issue, stage: int) -> float:
    """Work content of the steps still to do up to ``stage``, in their order."""
    work = 0.0
    drawn_in = issue.round
    if drawn_in > 0 and len(floor.efforts) > 0:  # may keep the work of an earlier round
        drawn_in = floor.efforts[issue.id].drawn_in
    for k in range(issue.stage, stage):
        if drawn_in == 0 and k < PLANNED_STEPS:
            work += issue.work_s[k]
        else:
            step = step_of(floor, issue, k)
            work += handling(floor, issue, step.work, step.purpose, drawn_in)
    return work


@jitable
def is_wrong_team(floor: Floor, issue: Issue, job: Job, rule: int) -> bool:
    """Whether the first team turns out to be the wrong one, by its transfer rule."""
    if job.transfers > 0 or floor.moved[floor.transfers[rule].to, job.line] == NOBODY:
        return False  # passed on before, a task, or a contact that the right team does not take
    return strikes(issue, floor.transfers[rule].chance, U_TRANSFER, job.number)


@jitable
def prepare(floor: Floor, now: float, agent: Agent, job: Job) -> None:
    """Set the work content of ``job`` and the stage it will reach.

    A contact about an issue whose task is under way, or which the team cannot bring further,
    is a chase: it takes the type's ``chase`` work and reaches nothing.
    """
    job.stage = NOTHING
    job.rule = NOBODY
    issue = floor.issues[job.issue]
    if floor.watched and is_nothing_done(floor, now, issue, job):
        return
    rule = floor.wrong[agent.team, issue.type]
    if rule != NOBODY and is_wrong_team(floor, issue, job, rule):
        job.rule = rule
        after = floor.transfers[rule].after
        job.left_s = drawn(floor, issue, after, D_TRANSFER, job.number)
        return
    busy_elsewhere = issue.open_tasks > 0 and floor.queues[job.queue].desk == 0
    if not busy_elsewhere:  # no step is left of a need that is met or denied
        stage = steps_within(floor, issue, floor.depth[agent.team, job.line])
        if stage > issue.stage:
            if floor.watched and is_not_begun(floor, issue, agent, job):
                return
            job.stage = stage
            job.left_s = work_until(floor, issue, stage)
            return
    chase = floor.types[issue.type].chase
    job.left_s = drawn(floor, issue, chase, D_CHASE, occasion(floor, job))


@jitable
def is_nothing_done(floor: Floor, now: float, issue: Issue, job: Job) -> bool:
    """Whether nobody is reached, or the customer only told to turn elsewhere; sets the work."""
    if len(floor.callbacks) > 0 and not is_reached(floor, now, job):
        return True
    if is_update(floor, job):
        prepare_update(floor, issue, job)
        return True
    if is_approval(floor, job):
        prepare_approval(floor, issue, job)
        return True
    return floor.queues[job.queue].redirects == BY_AGENT and tell_instead(floor, issue, job)


@jitable
def is_not_begun(floor: Floor, issue: Issue, agent: Agent, job: Job) -> bool:
    """Whether something is missing, so that work cannot go on; else the case may have an owner."""
    if floor.types[issue.type].asks == 1 and is_held_up(floor, issue, job):
        return True
    if len(floor.owners) > 0 and floor.queues[job.queue].desk == 0:
        take_case(floor, issue, agent)
    return False


@jitable
def get_ready(floor: Floor, now: float, agent: Agent, job: Job) -> None:
    """An agent is about to take up a job that was in no hands: what the work on it is to be."""
    if unset(job.left_s):
        prepare(floor, now, agent, job)
        if len(floor.cut_short) > 0:
            hold_to_target(floor, agent, job)
        if len(floor.self_services) > 0:
            put_right(floor, job)
        take_time_to_explain(floor, agent, job)
        if len(floor.offers) > 0:
            make_offer(floor, agent, job)
    if len(floor.explained) > 0:
        explain(floor, agent, job)


@jitable
def wrap_work(floor: Floor, job: Job) -> float:
    """After-contact work; tasks have none."""
    issue = floor.issues[job.issue]
    dist = floor.types[issue.type].wrap
    if dist == NOBODY or floor.queues[job.queue].desk == 1:
        return 0.0
    return handling(floor, issue, dist, D_WRAP, job.number)
