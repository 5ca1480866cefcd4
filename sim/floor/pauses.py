"""Pauses: breaks and blocks of shrinkage, begun when the hands allow it.

An agent's pauses are rows of ``floor.pauses`` in the order of their planned starts. Those
planned to have begun by now and not taken yet (``owed`` up to ``begun``) are owed and taken one
after the other. One that finds no room before the shift ends is not taken.
"""

from __future__ import annotations

from sim.codes import NOBODY, NOT_TAKEN, PRESENCE_BEGINS, PUT_ASIDE, SHORTEN, STAYS
from sim.floor.allocation import note, schedule
from sim.floor.follow_ups import NOTE_INTERRUPTED, WRITE_OFF, do_next
from sim.floor.staff import put_aside, return_aside, step_out
from sim.floor.tables import Agent, Floor, Pause
from sim.jit import jitable


@jitable
def owes(agent: Agent) -> bool:
    """Whether a pause has been planned to begin that the agent has not taken yet."""
    return agent.owed < agent.begun


@jitable
def last_chance(pause: Pause) -> float:
    """The last moment at which the pause can begin; one that is shortened: at which it ends."""
    if pause.rule == SHORTEN:
        return pause.end
    return pause.shift_end - (pause.end - pause.start)


@jitable
def end_if_begun(pause: Pause, now: float) -> float:
    """When the pause would end if it began now; ``now`` if there is no room for it."""
    if now > last_chance(pause):
        return now
    return pause.end if pause.rule == SHORTEN else now + (pause.end - pause.start)


@jitable
def may_put_down(floor: Floor, agent: Agent) -> bool:
    """Whether everything in hand may be put down for the pause that is owed first."""
    if floor.pauses[agent.owed].rule != PUT_ASIDE:
        return False
    j = agent.job
    while j != NOBODY:
        job = floor.jobs[j]
        if floor.lines[job.line].live == 1:
            return False
        j = job.beside
    return True


@jitable
def goes_on_pause(floor: Floor, now: float, agent: Agent) -> bool:
    """Let the agent, in no idle line, go on the first pause owed that has room, hands permitting.

    Pauses that have no room any more are not taken.
    """
    first = agent.owed
    while owes(agent) and (agent.holding == 0 or may_put_down(floor, agent)):
        pause = floor.pauses[agent.owed]
        end = end_if_begun(pause, now)
        if end > now:
            write_off(floor, first, agent.owed)
            agent.owed += 1
            begin_pause(floor, now, agent, pause, end)
            return True
        agent.owed += 1
    write_off(floor, first, agent.owed)
    if not owes(agent):
        agent.leaving = STAYS
    return False


@jitable
def let_go(floor: Floor, now: float, agent: Agent) -> bool:
    """The agent, still busy, gives up the pauses whose last chance has come; whether all."""
    first = agent.owed
    while owes(agent) and last_chance(floor.pauses[agent.owed]) <= now:
        agent.owed += 1
    write_off(floor, first, agent.owed)
    return not owes(agent)


@jitable
def write_off(floor: Floor, first: int, last: int) -> None:
    """The pauses in the rows from ``first`` to before ``last`` are not taken."""
    if first < last:
        do_next(floor, WRITE_OFF, first, last)


@jitable
def note_not_taken(floor: Floor, row: int, last: int) -> None:
    """Write a pause down as not taken, then those behind it to before ``last``."""
    pause = floor.pauses[row]
    note(floor, floor.agents[pause.agent], NOT_TAKEN, pause.start, pause.end)
    write_off(floor, row + 1, last)


@jitable
def begin_pause(floor: Floor, now: float, agent: Agent, pause: Pause, end: float) -> None:
    """The agent puts down what is in hand and leaves until ``end``."""
    interrupted = agent.holding
    while agent.holding > 0:
        put_aside(floor, now, agent)
    if interrupted > 0:
        do_next(floor, NOTE_INTERRUPTED, agent.aside, interrupted)
    agent.away_since = now
    agent.away_until = end
    schedule(floor, end, PRESENCE_BEGINS, agent.id)
    if agent.on_duty == 1:
        step_out(floor, now, agent)
        if pause.rule != PUT_ASIDE:
            return_aside(floor, agent)
