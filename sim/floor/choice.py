"""Who takes what: the choice of an agent for a job, and of a job for an agent."""

from __future__ import annotations

from sim.codes import (
    CREDIT,
    LONGEST_QUEUE,
    NOBODY,
    PRIORITY,
    SERVE_OUT,
    SERVES_OUT,
    SHORTEST_WORK,
    STAYS,
)
from sim.floor.age import is_ahead
from sim.floor.idle_agents import idle_agent, idle_of_equals
from sim.floor.own_cases import oldest_case
from sim.floor.reserve import is_held_back, may_interrupt
from sim.floor.tables import Agent, Floor, Job, Line, Queue, Team
from sim.jit import jitable

BEHIND_LIVE = 1_000_000
"""Added to the rank of deferred work that live contacts come before; above every priority."""

# -- an agent for a job ----------------------------------------------------------------------


@jitable
def may_start(queue: Queue) -> bool:
    """Work on live contacts starts whenever an agent is there, deferred work in open hours.

    Deferred work that is served out goes on after closing too.
    """
    return queue.live == 1 or queue.open == 1 or queue.closing_rule == SERVE_OUT


@jitable
def serves_out_now(queue: Queue) -> bool:
    """Whether the doors have closed and those still waiting are served."""
    return queue.closing_rule == SERVE_OUT and queue.open == 0


@jitable
def may_begin(team: Team, agent: Agent) -> bool:
    """Whether the agent, already busy, may be given more work.

    Not who is about to go; nor anybody in a team of more agents than its head count.
    """
    if team.by_count == 1:
        return team.on_duty <= team.target
    return agent.leaving == STAYS


@jitable
def shares_hands(floor: Floor, agent: Agent, line: int) -> bool:
    """Whether a job of ``line`` may be held beside what the agent holds, with a hand free."""
    return (
        0 < agent.holding < floor.teams[agent.team].concurrency
        and floor.shares[agent.team, line] == 1
        and floor.shares[agent.team, floor.jobs[agent.job].line] == 1
    )


@jitable
def has_room(floor: Floor, agent: Agent, line: int) -> bool:
    """Whether a job of ``line`` fits into the agent's hands beside what they hold.

    Who has put work aside takes live contacts only.
    """
    return (agent.aside == NOBODY or floor.lines[line].live == 1) and shares_hands(
        floor, agent, line
    )


@jitable
def with_fewest_in_hand(floor: Floor, team: int, line: int) -> int:
    """The agent with room beside the work in hand who holds least; ties: the first."""
    row = floor.teams[team]
    best = NOBODY
    least = row.concurrency
    for a in range(row.first_agent, row.first_agent + row.agents):
        agent = floor.agents[a]
        if agent.holding < least and may_begin(row, agent) and has_room(floor, agent, line):
            best = a
            least = agent.holding
    return best


@jitable
def of_team(floor: Floor, now: float, team: int, job: Job) -> int:
    """Who of a team takes ``job``: somebody idle, else with a hand free; or NOBODY."""
    row = floor.teams[team]
    if row.idle > 0:
        return idle_agent(floor, now, row, job)
    return with_fewest_in_hand(floor, team, job.line) if row.concurrency > 1 else NOBODY


@jitable
def of_equals(floor: Floor, now: float, job: Job, k: int, end: int) -> int:
    """Who of the ``k``-th team and those of equal rank up to ``end`` takes ``job``, or NOBODY.

    Somebody idle; else who has room and holds least, ties: the team listed first.
    """
    best = idle_of_equals(floor, now, job, k, end)
    if best != NOBODY:
        return best
    for at in range(k, end):
        a = of_team(floor, now, floor.order[job.line, at], job)
        if a != NOBODY and (best == NOBODY or floor.agents[a].holding < floor.agents[best].holding):
            best = a
    return best


@jitable
def interruptible(floor: Floor, team: int) -> int:
    """The first agent of the team whose only job in hand may be put aside."""
    row = floor.teams[team]
    for a in range(row.first_agent, row.first_agent + row.agents):
        agent = floor.agents[a]
        if agent.holding == 1 and may_begin(row, agent):
            held = floor.jobs[agent.job]
            if floor.aside[team, held.line] == 1:
                return a
    return NOBODY


@jitable
def owner_if_able(floor: Floor, agent: Agent, c: int) -> int:
    """The agent who owns a case, if able to take a job of the line ``c`` at once, or NOBODY.

    Idle, or with room beside what is in hand; for a live contact also by putting work aside.
    """
    line = floor.lines[c]
    queue = floor.queues[line.queue]
    if agent.on_duty == 0 or not may_start(queue):
        return NOBODY
    if floor.watched and is_held_back(floor, agent.team, c):
        return NOBODY
    if agent.holding == 0:
        return agent.id
    team = floor.teams[agent.team]
    if not may_begin(team, agent):
        return NOBODY
    makes_way = (
        line.live == 1
        and agent.holding == 1
        and floor.aside[agent.team, floor.jobs[agent.job].line] == 1
    )
    return agent.id if makes_way or has_room(floor, agent, c) else NOBODY


@jitable
def agent_for(floor: Floor, now: float, job: Job) -> int:
    """The agent who takes ``job`` at once, or NOBODY: teams in listed order, equals together.

    The agent is idle, or has room for one more chat; failing all teams, a live contact gets an
    agent who can put deferred work aside (whom the caller knows by having no room for it). A job
    that is kept for the owner of its case gets nobody else. Reserves are asked while they are
    called.
    """
    queue = floor.queues[job.queue]
    line = floor.lines[job.line]
    if floor.watched and line.for_owner == 1:
        owner = floor.agents[floor.for_owner[job.id].agent]
        return owner_if_able(floor, owner, line.overflow_to)
    if queue.live == 0 and not may_start(queue):
        return NOBODY
    teams = line.teams
    first = 0
    while first < teams:
        end = floor.equals_end[job.line, first]
        if end > first + 1:
            chosen = of_equals(floor, now, job, first, end)
        elif floor.watched and is_held_back(floor, floor.order[job.line, first], job.line):
            chosen = NOBODY
        else:
            chosen = of_team(floor, now, floor.order[job.line, first], job)
        if chosen != NOBODY:
            return chosen
        first = end
    if queue.live == 1:
        for k in range(teams):
            team = floor.order[job.line, k]
            if floor.teams[team].puts_aside == 1 and (
                not floor.watched or may_interrupt(floor, team, job.line)
            ):
                chosen = interruptible(floor, team)
                if chosen != NOBODY:
                    return chosen
    return NOBODY


# -- a job for an agent ----------------------------------------------------------------------


@jitable
def first_for(floor: Floor, agent: Agent, c: int) -> int:
    """The first in the line ``c`` of those whom the agent may take, or NOBODY.

    That is its head, unless one kept from it for this agent has waited longer.
    """
    head = floor.lines[c].head
    own = oldest_case(floor, agent, c)
    if own == NOBODY:
        return head
    if head != NOBODY and is_ahead(floor.jobs[head], floor.jobs[own]):
        return head
    return own


@jitable
def merit(floor: Floor, now: float, rule: int, line: Line, queued_at: float) -> float:
    """How much who queued in a line at ``queued_at`` deserves to be next; larger is sooner."""
    if rule == LONGEST_QUEUE:
        return float(line.count)
    if rule == CREDIT:
        return line.credit_s + line.ageing * (now - queued_at)
    return -queued_at


@jitable
def may_take(floor: Floor, agent: Agent, c: int) -> bool:
    """Whether the agent may take work from the line ``c``, in which somebody waits, now.

    Nothing deferred for who has put work aside; only what has closed for who serves out;
    nothing for which a reserve is not called.
    """
    queue = floor.queues[floor.lines[c].queue]
    if floor.watched and is_held_back(floor, agent.team, c):
        return False
    if queue.live == 0 and (agent.aside != NOBODY or not may_start(queue)):
        return False
    if agent.holding > 0 and not has_room(floor, agent, c):
        return False
    return agent.leaving != SERVES_OUT or serves_out_now(queue)


@jitable
def rank(floor: Floor, team: Team, c: int) -> int:
    """The rank of the line ``c`` for a team; a lower one comes first.

    Live before deferred where the team says so, and before all that could be put aside for it.
    """
    line = floor.lines[c]
    after_live = line.live == 0 and (team.live_first == 1 or floor.aside[team.id, c] == 1)
    own = line.priority if team.contact_rule == PRIORITY else 0
    return own + BEHIND_LIVE if after_live else own


@jitable
def goes_before(
    floor: Floor, now: float, team: Team, c: int, first: int, other: int, others_first: int
) -> bool:
    """Whether a team serves the first in the line ``c`` before that in a line listed earlier."""
    own, others = rank(floor, team, c), rank(floor, team, other)
    if own != others:
        return own < others
    rule = team.contact_rule
    if rule == SHORTEST_WORK:
        work_s = floor.lines[c].work_s / floor.speed[team.id, c]
        others_work_s = floor.lines[other].work_s / floor.speed[team.id, other]
        if work_s != others_work_s:
            return work_s < others_work_s
    queued_at, others_queued_at = floor.jobs[first].queued_at, floor.jobs[others_first].queued_at
    return merit(floor, now, rule, floor.lines[c], queued_at) > merit(
        floor, now, rule, floor.lines[other], others_queued_at
    )


@jitable
def next_job(floor: Floor, now: float, agent: Agent) -> int:
    """The waiting job that the agent takes next, or NOBODY.

    The lowest rank first, then by the team's rule; ties: listed order.
    """
    team = floor.teams[agent.team]
    best, chosen = NOBODY, NOBODY
    for k in range(team.lines):
        c = floor.serves[agent.team, k]
        first = floor.lines[c].head
        if floor.watched and agent.cases != NOBODY:
            first = first_for(floor, agent, c)
        if first == NOBODY or not may_take(floor, agent, c):
            continue
        if chosen == NOBODY or goes_before(floor, now, team, c, first, best, chosen):
            best, chosen = c, first
    return chosen


@jitable
def to_resume(floor: Floor, agent: Agent) -> int:
    """The work put aside that the agent goes on with, or NOBODY.

    Who only stays to serve out what has closed leaves the rest to others.
    """
    if agent.aside != NOBODY and agent.leaving == SERVES_OUT:
        queue = floor.queues[floor.jobs[agent.aside].queue]
        return agent.aside if serves_out_now(queue) else NOBODY
    return agent.aside
