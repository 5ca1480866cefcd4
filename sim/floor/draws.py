"""Keyed draws about an issue: chances that strike or not, durations, and work by the hour."""

from __future__ import annotations

from sim.codes import NOBODY
from sim.draws.pace import hour_of_week, paced
from sim.draws.quantiles import value
from sim.draws.threefry import uniform
from sim.floor.tables import Floor, Issue, Job
from sim.jit import jitable

OF_TASKS = 32768
"""Added to a task's number where contacts and tasks draw for the same purpose."""


@jitable
def occasion(floor: Floor, job: Job) -> int:
    """The number of a draw about a contact or a task of an issue."""
    return job.number + OF_TASKS if floor.queues[job.queue].desk == 1 else job.number


@jitable
def strikes(issue: Issue, chance: float, purpose: int, number: int) -> bool:
    """Whether something happens that has a ``chance``."""
    return uniform(issue.key0, issue.key1, purpose, number) < chance


@jitable
def drawn(floor: Floor, issue: Issue, dist: int, purpose: int, number: int) -> float:
    """A duration."""
    return value(floor.dists, floor.knots, dist, issue.key0, issue.key1, purpose, number)


@jitable
def handling(floor: Floor, issue: Issue, dist: int, purpose: int, number: int) -> float:
    """Work that goes at the pace of the hour in which the issue arose."""
    work = drawn(floor, issue, dist, purpose, number)
    row = floor.types[issue.type].by_hour
    if row == NOBODY:
        return work
    return paced(work, floor.factors[row, hour_of_week(issue.opened_at)])
