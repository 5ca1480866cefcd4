"""On and off duty: shifts begin and end, pauses come between."""

from __future__ import annotations

from sim.codes import (
    CLEARS,
    END_CLEAR,
    END_HAND_BACK,
    GOES,
    NOBODY,
    PAUSE,
    PRESENCE_BEGINS,
    SEAT,
    SERVE_OUT,
    SERVES_OUT,
    STAYS,
)
from sim.floor.agent_time import is_away, note_late, note_pause
from sim.floor.allocation import schedule
from sim.floor.choice import shares_hands, to_resume
from sim.floor.follow_ups import HAND_BACK, RELEASE_CASES, do_next
from sim.floor.hands import plan_finish, settle, take_up
from sim.floor.line import leave
from sim.floor.pauses import (
    goes_on_pause,
    last_chance,
    let_go,
    may_put_down,
    owes,
    write_off,
)
from sim.floor.prepare import get_ready, prepare
from sim.floor.staff import join_idle, leave_idle, return_aside, serve_team, step_out
from sim.floor.tables import Agent, Floor
from sim.floor.times import NAN, unset
from sim.jit import jitable


@jitable
def go_on(floor: Floor, now: float, agent: Agent) -> None:
    """The agent comes on duty and looks for work."""
    agent.on_duty = 1
    agent.leaving = STAYS
    agent.duty_since = now
    agent.busy_s = 0.0
    agent.helps_in = NOBODY
    floor.teams[agent.team].on_duty += 1
    seek(floor, now, agent)


@jitable
def go_off(floor: Floor, now: float, agent: Agent) -> None:
    """The agent, with empty hands and in no idle line, leaves; work put aside goes back."""
    step_out(floor, now, agent)
    if agent.cases != NOBODY:
        do_next(floor, RELEASE_CASES, agent.id, 0)
    return_aside(floor, agent)


@jitable
def fits_beside(floor: Floor, agent: Agent, j: int) -> bool:
    """Whether the job put aside last fits beside what the agent took up again already."""
    if j == NOBODY or agent.holding == 0:
        return j != NOBODY
    held = floor.lines[floor.jobs[agent.job].line]
    return held.live == 0 and shares_hands(floor, agent, floor.jobs[j].line)


@jitable
def seek(floor: Floor, now: float, agent: Agent) -> None:
    """The agent takes a pause that is owed, else as much work as fits, else rests or goes."""
    team = floor.teams[agent.team]
    if team.by_count == 1:
        excess = team.on_duty > team.target
        agent.leaving = over_rule(floor, agent) if excess else STAYS
    if owes(agent) and goes_on_pause(floor, now, agent):
        return
    while agent.leaving != GOES and agent.holding < team.concurrency:
        j = floor.next_job(now, agent)
        if j == NOBODY and fits_beside(floor, agent, agent.aside):
            j = to_resume(floor, agent)
        if j == NOBODY:
            break
        job = floor.jobs[j]
        if j == agent.aside:
            agent.aside = job.beside
        else:
            leave(floor, job)
            if floor.watched:
                get_ready(floor, now, agent, job)
            elif unset(job.left_s):
                prepare(floor, now, agent, job)
        take_up(floor, now, agent, job)
    if agent.holding > 0:
        plan_finish(floor, now, agent)
    elif agent.leaving == STAYS:
        join_idle(floor, now, agent)
    else:
        go_off(floor, now, agent)


@jitable
def over_rule(floor: Floor, agent: Agent) -> int:
    """What an agent does whose time is up with work in hand."""
    if floor.teams[agent.team].end_rule == END_CLEAR:
        return CLEARS
    for k in range(floor.teams[agent.team].lines):
        line = floor.lines[floor.serves[agent.team, k]]
        if floor.queues[line.queue].closing_rule == SERVE_OUT:
            return SERVES_OUT
    return GOES


@jitable
def drop_all(floor: Floor, now: float, agent: Agent) -> None:
    """Everything in hand goes back to its lines, what was begun first before the rest."""
    settle(floor, now, agent)
    first = NOBODY
    while agent.job != NOBODY:
        job = floor.jobs[agent.job]
        agent.job = job.beside
        job.beside = first
        first = job.id
    agent.holding = 0
    agent.due_at = NAN
    agent.leaving = GOES
    if first != NOBODY:
        do_next(floor, HAND_BACK, first, 0)
    go_off(floor, now, agent)


@jitable
def presence_begins(floor: Floor, now: float, agent: Agent, value: int) -> None:
    """A shift begins or a pause ends: the agent comes, unless a further pause is owed."""
    if value == PAUSE:
        if agent.away_until != now:
            stay_on(floor, now, agent)
            return
        note_pause(floor, now, agent)
    elif agent.on_duty == 1:  # still at work from the shift before
        note_late(floor, now, agent)
        agent.leaving = GOES if owes(agent) else STAYS
        serve_team(floor, agent.team, 0)
        return
    elif is_away(agent):
        return
    if not (owes(agent) and goes_on_pause(floor, now, agent)):
        go_on(floor, now, agent)


@jitable
def stay_on(floor: Floor, now: float, agent: Agent) -> None:
    """It is too late for a pause that the agent owes: who owes no other takes work again."""
    if agent.on_duty == 0 or not owes(agent):
        return
    if not let_go(floor, now, agent) and may_put_down(floor, agent):
        goes_on_pause(floor, now, agent)
    if agent.on_duty == 1 and not owes(agent):
        agent.leaving = STAYS
        serve_team(floor, agent.team, 0)


@jitable
def presence_ends(floor: Floor, now: float, agent: Agent, value: int) -> None:
    """A pause begins or a shift ends: at once with empty hands, else by the rule."""
    if value == PAUSE:
        pause_begins(floor, now, agent)
        return
    write_off(floor, agent.owed, agent.begun)
    agent.owed = agent.begun
    if is_away(agent):
        note_pause(floor, now, agent)
        if agent.cases != NOBODY:
            do_next(floor, RELEASE_CASES, agent.id, 0)
        return_aside(floor, agent)
    elif agent.on_duty == 0:
        return
    elif agent.holding == 0:
        leave_idle(floor, agent)
        go_off(floor, now, agent)
    elif floor.teams[agent.team].end_rule == END_HAND_BACK:
        drop_all(floor, now, agent)
    else:
        agent.leaving = over_rule(floor, agent)
        if value != SEAT:
            agent.late_since = now


@jitable
def pause_begins(floor: Floor, now: float, agent: Agent) -> None:
    """From now on the agent owes a pause and takes nothing new before it."""
    agent.begun += 1
    if agent.on_duty == 0:
        return
    if agent.holding == 0:
        leave_idle(floor, agent)
        seek(floor, now, agent)
    elif not (may_put_down(floor, agent) and goes_on_pause(floor, now, agent)):
        agent.leaving = GOES
        last = last_chance(floor.pauses[agent.begun - 1])
        schedule(floor, max(now, last), PRESENCE_BEGINS, agent.id)
