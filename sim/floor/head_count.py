"""Teams with a head count by time: agents go or come, one by one, when it changes."""

from __future__ import annotations

from sim.codes import END_HAND_BACK
from sim.floor.duty import drop_all, go_off, go_on
from sim.floor.follow_ups import CALL_IN, DROP_ALL, SEND_HOME, SERVE_TEAM, do_next
from sim.floor.staff import leave_idle
from sim.floor.tables import Floor
from sim.jit import jitable


@jitable
def set_head_count(floor: Floor, team_id: int, count: int) -> None:
    """From now on ``count`` agents: idle ones go first, nobody in excess starts new work."""
    team = floor.teams[team_id]
    team.target = count
    do_next(floor, SERVE_TEAM, team_id, 0)
    do_next(floor, CALL_IN, team_id, 0)
    if team.end_rule == END_HAND_BACK:
        do_next(floor, DROP_ALL, team_id, 0)
    do_next(floor, SEND_HOME, team_id, 0)


@jitable
def send_home(floor: Floor, now: float, team_id: int) -> None:
    """One too many who is idle goes: who was idle last."""
    team = floor.teams[team_id]
    if team.on_duty > team.target and team.idle > 0:
        do_next(floor, SEND_HOME, team_id, 0)
        agent = floor.agents[team.idle_tail]
        leave_idle(floor, agent)
        go_off(floor, now, agent)


@jitable
def drop_one(floor: Floor, now: float, team_id: int, k: int) -> None:
    """One too many drops everything and goes: the last-numbered after the ``k`` seen so far."""
    team = floor.teams[team_id]
    while k < team.agents and team.on_duty > team.target:
        k += 1
        agent = floor.agents[team.first_agent + team.agents - k]
        if agent.on_duty == 1:
            do_next(floor, DROP_ALL, team_id, k)
            drop_all(floor, now, agent)
            return


@jitable
def call_in(floor: Floor, now: float, team_id: int, k: int) -> None:
    """One too few: the first-numbered off duty comes, after the ``k`` seen so far."""
    team = floor.teams[team_id]
    while k < team.agents and team.on_duty < team.target:
        agent = floor.agents[team.first_agent + k]
        k += 1
        if agent.on_duty == 0:
            do_next(floor, CALL_IN, team_id, k)
            go_on(floor, now, agent)
            return
