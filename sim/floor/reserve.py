"""Reserves: teams that serve a queue only while they are called, as more wait than stated.

Here: who is held back. Calling them and letting them go is in ``reserve_calls``. Work passed on to
a reserve by a transfer is its own, called or not.
"""

from __future__ import annotations

from sim.codes import NOBODY
from sim.floor.tables import Agent, Floor, Job
from sim.jit import jitable


@jitable
def is_held_back(floor: Floor, team: int, line: int) -> bool:
    """Whether the team serves the line as a reserve that is not called now."""
    r = floor.reserve_of[team, line]
    return r != NOBODY and floor.reserves[r].called == 0


@jitable
def may_interrupt(floor: Floor, team: int, line: int) -> bool:
    """Whether the team may put other work aside for the line."""
    r = floor.reserve_of[team, line]
    return r == NOBODY or (floor.reserves[r].called == 1 and floor.reserves[r].interrupts == 1)


@jitable
def change_over(floor: Floor, agent: Agent, job: Job) -> None:
    """An agent who turns to a queue as a reserve first needs time to do so."""
    r = floor.reserve_of[agent.team, job.line]
    if r != NOBODY and agent.helps_in != job.queue:
        job.left_s += floor.reserves[r].switching_s
    agent.helps_in = NOBODY if r == NOBODY else job.queue
