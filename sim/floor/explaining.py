"""The talk that it takes to explain how it will go on."""

from __future__ import annotations

from sim.codes import D_EXPLAIN, NOBODY, NOT_REACHED
from sim.floor.callback import callback_of
from sim.floor.draws import drawn
from sim.floor.redirect import tells_only
from sim.floor.tables import Agent, Floor, Job
from sim.floor.waiting import OF_REQUEUES
from sim.jit import jitable


@jitable
def take_time_to_explain(floor: Floor, agent: Agent, job: Job) -> None:
    """Add the talk that explaining takes to a contact just prepared, unless it is passed on."""
    dist = floor.explaining[agent.team].work
    if dist == NOBODY or floor.queues[job.queue].desk == 1 or job.rule != NOBODY:
        return
    if callback_of(floor, job) == NOT_REACHED or tells_only(floor, job):
        return
    number = job.number + OF_REQUEUES * job.requeues
    job.left_s += drawn(floor, floor.issues[job.issue], dist, D_EXPLAIN, number)
