"""Which idle agent takes a job: of a team, and between teams of equal rank."""

from __future__ import annotations

from sim.codes import LEAST_OCCUPIED, NOBODY, RANDOM, U_AGENT, U_EQUALS
from sim.draws.threefry import uniform
from sim.floor.draws import occasion
from sim.floor.tables import Agent, Floor, Job, Team
from sim.jit import jitable


@jitable
def any_idle_agent(floor: Floor, team: Team, job: Job) -> int:
    """An idle agent of the team, all with equal chances."""
    chosen = team.idle_head
    issue = floor.issues[job.issue]
    place = int(uniform(issue.key0, issue.key1, U_AGENT, occasion(floor, job)) * team.idle)
    for _ in range(place):
        chosen = floor.agents[chosen].next
    return chosen


@jitable
def occupancy(now: float, agent: Agent) -> float:
    """The share of an idle agent's time since coming on duty that was work."""
    here = now - agent.duty_since
    return agent.busy_s / here if here > 0.0 else 0.0


@jitable
def least_occupied(floor: Floor, now: float, team: Team) -> int:
    """The idle agent with the lowest occupancy; of equals the longest idle."""
    best = team.idle_head
    least = occupancy(now, floor.agents[best])
    a = floor.agents[best].next
    while a != NOBODY:
        share = occupancy(now, floor.agents[a])
        if share < least:
            best = a
            least = share
        a = floor.agents[a].next
    return best


@jitable
def idle_agent(floor: Floor, now: float, team: Team, job: Job) -> int:
    """Which of the team's idle agents takes the job, by the team's rule."""
    if team.agent_rule == RANDOM:
        return any_idle_agent(floor, team, job)
    if team.agent_rule == LEAST_OCCUPIED:
        return least_occupied(floor, now, team)
    return team.idle_head


@jitable
def comes_first(now: float, rule: int, agent: Agent, other: Agent) -> bool:
    """Whether an idle agent comes before one of a team of equal rank that is listed earlier."""
    if rule == LEAST_OCCUPIED:
        own, others = occupancy(now, agent), occupancy(now, other)
        if own != others:
            return own < others
    return agent.idle_since < other.idle_since


@jitable
def any_of_equals(floor: Floor, job: Job, k: int, end: int) -> int:
    """A team of equal rank that has idle agents, each of whom is drawn with equal chances."""
    idle = 0
    for at in range(k, end):
        idle += floor.teams[floor.order[job.line, at]].idle
    if idle == 0:
        return NOBODY
    issue = floor.issues[job.issue]
    place = int(uniform(issue.key0, issue.key1, U_EQUALS, occasion(floor, job)) * idle)
    while place >= floor.teams[floor.order[job.line, k]].idle:
        place -= floor.teams[floor.order[job.line, k]].idle
        k += 1
    return floor.order[job.line, k]


@jitable
def idle_of_equals(floor: Floor, now: float, job: Job, k: int, end: int) -> int:
    """An idle agent of the line's ``k``-th team or of those of equal rank up to ``end``, or NOBODY.

    Each team's own rule names its candidate; the rule among equals chooses of these, or the team
    by chance. Ties: the team listed first.
    """
    rule = floor.lines[job.line].equals_rule
    if rule == RANDOM:
        team = any_of_equals(floor, job, k, end)
        return NOBODY if team == NOBODY else idle_agent(floor, now, floor.teams[team], job)
    best = NOBODY
    for at in range(k, end):
        row = floor.teams[floor.order[job.line, at]]
        if row.idle > 0:
            a = idle_agent(floor, now, row, job)
            if best == NOBODY or comes_first(now, rule, floor.agents[a], floor.agents[best]):
                best = a
    return best
