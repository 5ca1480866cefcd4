"""What the floor writes down for others: wishes for the engine, spells for the record."""

from __future__ import annotations

from sim.codes import BUSY, LATE, ON_DUTY
from sim.floor.capacity import refuse
from sim.floor.steps import CLOSE_BOOKS, do_next
from sim.floor.tables import Agent, Floor
from sim.jit import jitable

NAN = float("nan")


@jitable
def ask(floor: Floor, at: float, kind: int, subject: int) -> None:
    """Ask the engine to come back at ``at`` with a moment of ``kind`` about ``subject``."""
    hall = floor.hall[0]
    if hall.wishes >= len(floor.wishes):
        refuse()
    wish = floor.wishes[hall.wishes]
    wish.at = at
    wish.kind = kind
    wish.id = subject
    hall.wishes += 1


@jitable
def note(floor: Floor, agent: Agent, kind: int, start: float, end: float) -> None:
    """Write down a stretch of an agent's time, unless it is empty."""
    if end > start:
        hall = floor.hall[0]
        if hall.spells >= hall.spells_end:
            refuse()
        spell = floor.spells[hall.spells]
        spell.agent = agent.id
        spell.kind = kind
        spell.start = start
        spell.end = end
        hall.spells += 1


@jitable
def note_busy(floor: Floor, now: float, agent: Agent) -> None:
    """End the agent's busy spell, if one is running."""
    if agent.busy_since == agent.busy_since:
        note(floor, agent, BUSY, agent.busy_since, now)
        agent.busy_s += now - agent.busy_since
        agent.busy_since = NAN


@jitable
def note_late(floor: Floor, now: float, agent: Agent) -> None:
    """End the agent's time past the shift's planned end, if it is running."""
    if agent.late_since == agent.late_since:
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
    return agent.away_until == agent.away_until


@jitable
def note_pause(floor: Floor, now: float, agent: Agent) -> None:
    """End the pause that the agent is on, which is the last one taken."""
    note(floor, agent, floor.pauses[agent.owed - 1].kind, agent.away_since, now)
    agent.away_since = NAN
    agent.away_until = NAN


@jitable
def close_books(floor: Floor, now: float, first: int) -> None:
    """At the end of the run: write down the spells still running, from the agent ``first`` on."""
    for a in range(first, len(floor.agents)):
        agent = floor.agents[a]
        if agent.on_duty == 1 or is_away(agent):
            do_next(floor, CLOSE_BOOKS, a + 1, 0)
            if is_away(agent):
                note_pause(floor, now, agent)
            else:
                note_duty(floor, now, agent)
            return
