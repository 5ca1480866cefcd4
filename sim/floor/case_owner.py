"""The owner of a case: later contacts and tasks of the issue wait for that agent for a while."""

from __future__ import annotations

from sim.codes import NO_LIMIT, NOBODY, NOTHING, PRESENCE_BEGINS
from sim.floor.agent_time import is_away
from sim.floor.choice import owner_if_able
from sim.floor.follow_ups import RELEASE_CASES, do_next
from sim.floor.reserve import is_held_back
from sim.floor.staff import begin_at_once, start, widen
from sim.floor.tables import Agent, Floor, Job
from sim.floor.times import NAN
from sim.jit import jitable


@jitable
def is_there_before(floor: Floor, agent: Agent, until: float) -> bool:
    """Whether the agent is on duty, or will be before ``until`` as far as is planned."""
    if agent.on_duty == 1:
        return True
    if is_away(agent):
        return agent.away_until < until
    for m in range(floor.counters[0].moment, len(floor.moments)):
        moment = floor.moments[m]
        if moment.at >= until:
            return False
        if moment.kind == PRESENCE_BEGINS and moment.id == agent.id:
            return True
    return False


@jitable
def has_case(floor: Floor, job: Job) -> bool:
    """Whether an agent owns the job's case who could take it from the line that it joins.

    Not who has just passed it on, nor a reserve that is not called. Who owns the case when a job
    comes is noted.
    """
    owner = floor.owners[job.issue].agent
    if owner == NOBODY or owner == job.agent:
        return False
    floor.for_owner[job.id].agent = owner
    team = floor.agents[owner].team
    return floor.depth[team, job.line] > NOTHING and not is_held_back(floor, team, job.line)


@jitable
def begin_or_keep(floor: Floor, now: float, job: Job) -> bool:
    """Start ``job`` at once if somebody who may take it can; else it is to join ``job.line``.

    That is the line for owners if its owner cannot take it yet and is there within the wait.
    """
    queue = floor.queues[job.queue]
    if queue.owner_waits_s == 0.0 or not has_case(floor, job):
        return begin_at_once(floor, now, job)
    kept = floor.for_owner[job.id]
    agent = floor.agents[kept.agent]
    if owner_if_able(floor, agent, job.line) != NOBODY:
        start(floor, now, agent, job)
        return True
    full = queue.room != NO_LIMIT and queue.waiting >= queue.room
    if full or not is_there_before(floor, agent, now + queue.owner_waits_s):
        return begin_at_once(floor, now, job)
    job.line = floor.lines[job.line].kept_line
    kept.since = now
    kept.until = NAN
    return False


@jitable
def release_cases(floor: Floor, now: float, agent: Agent) -> None:
    """The agent has gone: anybody may take what waits for somebody who is not back in time.

    The job that has waited longest, then the others.
    """
    oldest = NOBODY
    j = agent.cases  # the one kept last comes first
    while j != NOBODY:
        job = floor.jobs[j]
        until = job.queued_at + floor.queues[job.queue].owner_waits_s
        if not is_there_before(floor, agent, until):
            oldest = j
        j = floor.for_owner[j].next
    if oldest != NOBODY:
        do_next(floor, RELEASE_CASES, agent.id, 0)
        widen(floor, now, floor.jobs[oldest])
