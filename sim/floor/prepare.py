"""What a piece of work consists of, decided when an agent takes it up for the first time."""

from __future__ import annotations

from sim.draws.quantiles import value
from sim.draws.threefry import uniform
from sim.floor.tables import Agent, Floor, Issue, Job
from sim.jit import jitable
from sim.words import (
    ACKNOWLEDGED,
    D_ACKNOWLEDGE,
    D_CHASE,
    D_DIAGNOSE,
    D_FIX,
    D_TRANSFER,
    DIAGNOSED,
    NOBODY,
    NOTHING,
    OPEN,
    U_TRANSFER,
)

OF_TASKS = 32768
"""Added to a task's number where contacts and tasks draw for the same purpose."""


@jitable
def drawn(floor: Floor, issue: Issue, dist: int, purpose: int, number: int) -> float:
    """A keyed draw about ``issue``."""
    return value(floor.dists, floor.knots, dist, issue.key0, issue.key1, purpose, number)


@jitable
def stage_work(floor: Floor, issue: Issue, stage: int) -> float:
    """Work content of one stage in the issue's present round."""
    first = issue.round == 0
    kind = floor.types[issue.type]
    if stage == ACKNOWLEDGED:
        if first:
            return issue.acknowledge_s
        return drawn(floor, issue, kind.acknowledge, D_ACKNOWLEDGE, issue.round)
    if stage == DIAGNOSED:
        if first:
            return issue.diagnose_s
        return drawn(floor, issue, kind.diagnose, D_DIAGNOSE, issue.round)
    if first:
        return issue.fix_s
    return drawn(floor, issue, kind.fix, D_FIX, issue.round)


@jitable
def is_wrong_team(floor: Floor, issue: Issue, job: Job, team: int) -> bool:
    """Whether the first team turns out to be the wrong one for this contact."""
    rule = floor.wrong[team, issue.type]
    if rule == NOBODY or job.transfers > 0 or floor.queues[job.queue].desk == 1:
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
    if is_wrong_team(floor, issue, job, agent.team):
        job.rule = floor.wrong[agent.team, issue.type]
        after = floor.transfers[job.rule].after
        job.left_s = drawn(floor, issue, after, D_TRANSFER, job.number)
        return
    depth = floor.depth[agent.team, job.cls]
    busy_elsewhere = issue.open_tasks > 0 and not is_task
    if issue.state == OPEN and not busy_elsewhere and depth > issue.stage:
        work = 0.0
        for stage in range(issue.stage + 1, depth + 1):
            work += stage_work(floor, issue, stage)
        job.stage = depth
        job.left_s = work
        return
    number = job.number + OF_TASKS if is_task else job.number
    job.left_s = drawn(floor, issue, floor.types[issue.type].chase, D_CHASE, number)
