"""Agents' time as the record keeps it: busy, on duty, late, on a pause."""

from __future__ import annotations

from sim.codes import BUSY, LATE, ON_DUTY
from sim.floor.allocation import note
from sim.floor.follow_ups import CLOSE_CALLS, CLOSE_SPELLS, do_next
from sim.floor.tables import Agent, Floor
from sim.floor.times import NAN, unset
from sim.jit import jitable


@jitable
def note_busy(floor: Floor, now: float, agent: Agent) -> None:
    """End the agent's busy spell, if one is running."""
    if not unset(agent.busy_since):
        note(floor, agent, BUSY, agent.busy_since, now)
        agent.busy_s += now - agent.busy_since
        agent.busy_since = NAN


@jitable
def note_late(floor: Floor, now: float, agent: Agent) -> None:
    """End the agent's time past the shift's planned end, if it is running."""
    if not unset(agent.late_since):
        note(floor, agent, LATE, agent.late_since, now)
        agent.late_since = NAN


@jitable
def note_duty(floor: Floor, now: float, agent: Agent) -> None:
    """End the agent's presence and whatever runs with it."""
    note_busy(floor, now, agent)
    note_late(floor, now, agent)
    note(floor, agent, ON_DUTY, agent.duty_since, now)
    agent.duty_since = NAN


@jitable
def is_away(agent: Agent) -> bool:
    """Whether the agent is on a pause."""
    return not unset(agent.away_until)


@jitable
def note_pause(floor: Floor, now: float, agent: Agent) -> None:
    """End the pause that the agent is on, which is the last one taken."""
    note(floor, agent, floor.pauses[agent.owed - 1].kind, agent.away_since, now)
    agent.away_since = NAN
    agent.away_until = NAN


@jitable
def close_spells(floor: Floor, now: float, first: int) -> None:
    """At the end of the run: write down the spells still running, from the agent ``first`` on.

    Then the calls of reserves.
    """
    for a in range(first, len(floor.agents)):
        agent = floor.agents[a]
        if agent.on_duty == 1 or is_away(agent):
            do_next(floor, CLOSE_SPELLS, a + 1, 0)
            if is_away(agent):
                note_pause(floor, now, agent)
            else:
                note_duty(floor, now, agent)
            return
    if len(floor.reserves) > 0:
        do_next(floor, CLOSE_CALLS, 0, 0)
