"""Jobs kept for the owner of their case: the agent who first took the issue further in a contact.

They stand in a line beside the one that they would have joined. No team serves it, only those for
whom they are kept; after the wait it overflows to that one. Those of an agent are linked, too.
"""

from __future__ import annotations

from sim.codes import NOBODY
from sim.floor.tables import Agent, Floor, Issue, Job
from sim.floor.times import unset
from sim.jit import jitable


@jitable
def take_case(floor: Floor, issue: Issue, agent: Agent) -> None:
    """The agent takes the issue further: whoever does so first owns it from then on."""
    if floor.types[issue.type].owned == 1 and floor.owners[issue.id].agent == NOBODY:
        floor.owners[issue.id].agent = agent.id


@jitable
def has_owner(floor: Floor, issue: Issue) -> bool:
    """Whether an agent owns the issue."""
    return len(floor.owners) > 0 and floor.owners[issue.id].agent != NOBODY


@jitable
def remember(floor: Floor, job: Job) -> None:
    """Link ``job``, which joins a line for owners, to those that its owner alone may take."""
    kept = floor.for_owner[job.id]
    agent = floor.agents[kept.agent]
    kept.prev = NOBODY
    kept.next = agent.cases
    if agent.cases != NOBODY:
        floor.for_owner[agent.cases].prev = job.id
    agent.cases = job.id


@jitable
def forget(floor: Floor, job: Job) -> None:
    """``job`` leaves a line for owners: from now on it is of the line that it was kept from."""
    kept = floor.for_owner[job.id]
    if kept.prev == NOBODY:
        floor.agents[kept.agent].cases = kept.next
    else:
        floor.for_owner[kept.prev].next = kept.next
    if kept.next != NOBODY:
        floor.for_owner[kept.next].prev = kept.prev
    job.line = floor.lines[job.line].overflow_to


@jitable
def end_keeping(floor: Floor, now: float, job: Job) -> None:
    """``job`` is taken, or anybody may take it from now on: note when, if it was kept."""
    kept = floor.for_owner[job.id]
    if unset(kept.until) and not unset(kept.since):
        kept.until = now


@jitable
def oldest_case(floor: Floor, agent: Agent, c: int) -> int:
    """Of the jobs kept for the agent from the line ``c`` the one that waits longest, or NOBODY."""
    best = NOBODY
    j = agent.cases  # the one kept last comes first
    while j != NOBODY:
        if floor.lines[floor.jobs[j].line].overflow_to == c and (
            best == NOBODY or floor.jobs[j].queued_at <= floor.jobs[best].queued_at
        ):
            best = j
        j = floor.for_owner[j].next
    return best
