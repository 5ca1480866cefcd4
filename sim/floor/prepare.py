"""What a piece of work consists of, decided when an agent takes it up for the first time."""

from __future__ import annotations

from sim.codes import (
    ACKNOWLEDGED,
    D_ACKNOWLEDGE,
    D_CHASE,
    D_DIAGNOSE,
    D_FIX,
    D_TRANSFER,
    DIAGNOSED,
    FIXED,
    NOBODY,
    NOTHING,
    OPEN,
    U_TRANSFER,
)
from sim.draws.pace import hour_of_week, paced
from sim.draws.quantiles import value
from sim.draws.threefry import uniform
from sim.floor.tables import Agent, Floor, Issue, Job
from sim.jit import jitable

OF_TASKS = 32768
"""Added to a task's number where contacts and tasks draw for the same purpose."""


@jitable
def drawn(floor: Floor, issue: Issue, dist: int, purpose: int, number: int) -> float:
    """A keyed draw about ``issue``."""
    return value(floor.dists, floor.knots, dist, issue.key0, issue.key1, purpose, number)


@jitable
def handling(floor: Floor, issue: Issue, dist: int, purpose: int, number: int) -> float:
    """A keyed draw of work that goes at the pace of the hour in which the issue arose."""
    work = drawn(floor, issue, dist, purpose, number)
    row = floor.types[issue.type].by_hour
    if row == NOBODY:
        return work
    return paced(work, floor.factors[row, hour_of_week(issue.opened_at)])


@jitable
def stage_work_again(floor: Floor, issue: Issue, stage: int) -> float:
    """Work content of one stage in a further round."""
    kind = floor.types[issue.type]
    if stage == ACKNOWLEDGED:
        return handling(floor, issue, kind.acknowledge, D_ACKNOWLEDGE, issue.round)
    if stage == DIAGNOSED:
        return handling(floor, issue, kind.diagnose, D_DIAGNOSE, issue.round)
    return handling(floor, issue, kind.fix, D_FIX, issue.round)


@jitable
def work_until(floor: Floor, issue: Issue, depth: int) -> float:
    """Work content of the stages from the one reached up to ``depth``, in their order."""
    work = 0.0
    if issue.round == 0:
        if issue.stage < ACKNOWLEDGED <= depth:
            work += issue.acknowledge_s
        if issue.stage < DIAGNOSED <= depth:
            work += issue.diagnose_s
        if issue.stage < FIXED <= depth:
            work += issue.fix_s
        return work
    for stage in range(issue.stage + 1, depth + 1):
        work += stage_work_again(floor, issue, stage)
    return work


@jitable
def is_wrong_team(floor: Floor, issue: Issue, job: Job, rule: int) -> bool:
    """Whether the first team turns out to be the wrong one, by its transfer rule."""
    if job.transfers > 0 or floor.queues[job.queue].desk == 1:
        return False
    if floor.moved[floor.transfers[rule].to, job.cls] == NOBODY:
        return False
    chance = floor.transfers[rule].chance
    return uniform(issue.key0, issue.key1, U_TRANSFER, job.number) < chance


@jitable
def prepare(floor: Floor, agent: Agent, job: Job) -> None:
    """Set the work content of ``job`` and the stage it will reach.

    A contact about an issue whose task is under way, or which the team cannot bring further,
    is a chase: it takes the type's ``chase`` work and reaches nothing.
    """
    issue = floor.issues[job.issue]
    is_task = floor.queues[job.queue].desk == 1
    job.stage = NOTHING
    job.rule = NOBODY
    rule = floor.wrong[agent.team, issue.type]
    if rule != NOBODY and is_wrong_team(floor, issue, job, rule):
        job.rule = rule
        after = floor.transfers[rule].after
        job.left_s = drawn(floor, issue, after, D_TRANSFER, job.number)
        return
    depth = floor.depth[agent.team, job.cls]
    busy_elsewhere = issue.open_tasks > 0 and not is_task
    if issue.state == OPEN and not busy_elsewhere and depth > issue.stage:
        job.stage = depth
        job.left_s = work_until(floor, issue, depth)
        return
    number = job.number + OF_TASKS if is_task else job.number
    job.left_s = drawn(floor, issue, floor.types[issue.type].chase, D_CHASE, number)
