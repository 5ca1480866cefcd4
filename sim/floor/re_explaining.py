"""What was said before and cannot be looked up has to be explained again.

Looked at is the last talk about the issue, by whom and where it was: whoever cannot see that one
does not know how things stand.
"""

from __future__ import annotations

from sim.codes import D_RE_EXPLAIN, MACHINE, NOBODY, NOT_REACHED, SHARED, SILO
from sim.floor.callback import callback_of
from sim.floor.draws import drawn
from sim.floor.redirect import tells_only
from sim.floor.tables import Agent, Explained, Floor, Job
from sim.floor.waiting import OF_REQUEUES
from sim.floor.worded import is_worded
from sim.jit import jitable


@jitable
def explain(floor: Floor, agent: Agent, job: Job) -> None:
    """An agent takes up a prepared contact: the customer explains anew what the agent cannot see.

    Tasks have no customer, after-contact work has none any more, and who is sent to another
    channel is not asked.
    """
    if floor.queues[job.queue].desk == 1 or is_worded(floor, job):
        return
    if callback_of(floor, job) == NOT_REACHED or tells_only(floor, job):
        return
    issue, explained = floor.issues[job.issue], floor.explained[job.issue]
    if explained.agent != NOBODY and not is_seen(floor, agent, explained):
        dist = floor.types[issue.type].re_explaining
        number = job.number + OF_REQUEUES * job.requeues
        work_s = drawn(floor, issue, dist, D_RE_EXPLAIN, number)
        job.left_s += work_s
        again = floor.re_explained[job.id]
        again.times += 1
        again.work_s += work_s
        explained.re_explanations += 1
    explained.agent = agent.id
    explained.queue = job.queue


@jitable
def is_seen(floor: Floor, agent: Agent, explained: Explained) -> bool:
    """Whether the agent knows, or can look up, the last talk about an issue."""
    if explained.agent == MACHINE:
        return False
    if explained.agent == agent.id:
        return True
    whose = floor.histories[agent.team, explained.queue]
    return whose == SHARED or (whose == SILO and floor.agents[explained.agent].team == agent.team)
