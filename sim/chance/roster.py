"""Agents and everything planned about them and about doors, as tables of the floor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.chance import keys
from sim.chance.headcount import presence, steps
from sim.chance.hours import Hours
from sim.chance.ids import Ids, channel_at
from sim.chance.presence import Stretches, at_work
from sim.chance.shifts import rostered, shapes
from sim.floor.tables import empty
from sim.record.record import DUTY
from sim.scenario.model import Scenario, Team
from sim.words import CLOSE, FEWER, MORE, NOBODY, OPENING, SPAN_END, SPAN_START

Array = npt.NDArray[Any]
Steps = tuple[Array, Array]


@dataclass(frozen=True)
class TeamRoster:
    """What is planned about one team; agents are numbered within it.

    ``supply``: times (the first 0 s, the last the end of the run) and planned agent seconds
    until then.
    """

    speeds: tuple[float, ...]
    stretches: Stretches
    head_count: Steps | None
    supply: Steps


@dataclass(frozen=True)
class Roster:
    """Tables ``agents``, ``moments`` and ``supply``, the grid ``supply_of``, and duty rows."""

    agents: Array
    moments: Array
    supply: Array
    supply_of: Array
    duty: Array


def depends_on_chance(team: Team) -> bool:
    """Whether two replications may differ in when the team works."""
    return team.shifts is not None and (team.absence.share > 0.0 or team.shrinkage.share > 0.0)


def team_roster(team: Team, name: str, hours: Hours, root: keys.Key) -> TeamRoster:
    """Plan a team; the numbers drawn matter only if ``depends_on_chance``."""
    if team.head_count is not None:
        times, counts = steps(team.head_count, hours)
        speeds = (1.0,) * int(counts.max(initial=0))
        planned = presence(times, counts, hours.stop_s)
        supply = _accumulated(times, counts.astype(float), hours.stop_s)
        return TeamRoster(speeds, planned, (times, counts), supply)
    patterns = team.shifts or ()
    speeds = tuple(pattern.speed for pattern in patterns for _ in range(pattern.agents))
    planned = rostered(team, name, hours, root)
    return TeamRoster(speeds, planned, None, expected_supply(team, hours))


def expected_supply(team: Team, hours: Hours) -> Steps:
    """Planned agent seconds of a rostered team, less the expected absence and shrinkage."""
    change: dict[float, float] = {0.0: 0.0}
    for pattern in team.shifts or ():
        for shape, starts in shapes(hours, pattern).items():
            share = (1.0 - team.absence.share) * shape.available_share(team.shrinkage)
            for start in starts:
                for begin, end in shape.free():
                    for at, sign in ((start + begin, 1.0), (start + end, -1.0)):
                        change[at] = change.get(at, 0.0) + sign * pattern.agents * share
    times = sorted(at for at in change if at < hours.stop_s)
    rates = np.cumsum([change[at] for at in times])
    return _accumulated(np.array(times), rates, hours.stop_s)


def _accumulated(times: Array, rates: Array, stop_s: float) -> Steps:
    ends = np.append(times, stop_s)
    return ends, np.append(0.0, np.cumsum(rates * np.diff(ends)))


# -- all teams together ----------------------------------------------------------------------


def assemble(scenario: Scenario, ids: Ids, hours: Hours, teams: Mapping[str, TeamRoster]) -> Roster:
    """Put the plans of all teams and the doors into tables."""
    first = first_agents(teams)
    moments = [door_moments(scenario, ids, hours)]
    for t, (name, plan) in enumerate(teams.items()):
        if plan.head_count is not None:
            moments.append(count_moments(t, *plan.head_count))
        else:
            moments.append(span_moments(plan.stretches, first[name], hours.stop_s))
    joined = np.concatenate(moments)
    supply, supply_of = _supply_tables(teams)
    return Roster(
        agents=agent_rows(teams),
        moments=joined[np.lexsort((joined["id"], joined["kind"], joined["at"]))],
        supply=supply,
        supply_of=supply_of,
        duty=np.concatenate(
            [_duty(t, first[n], plan.stretches) for t, (n, plan) in enumerate(teams.items())]
        ),
    )


def first_agents(teams: Mapping[str, TeamRoster]) -> dict[str, int]:
    """The id of each team's first agent."""
    sizes = [len(plan.speeds) for plan in teams.values()]
    return dict(zip(teams, np.cumsum([0, *sizes]).tolist(), strict=False))


def agent_rows(teams: Mapping[str, TeamRoster]) -> Array:
    """The table of agents, nobody on duty yet."""
    speeds = [speed for plan in teams.values() for speed in plan.speeds]
    rows = empty("agents", len(speeds))
    rows["id"] = np.arange(len(speeds))
    rows["team"] = np.repeat(np.arange(len(teams)), [len(p.speeds) for p in teams.values()])
    rows["speed"] = speeds
    for name in ("job", "aside", "prev", "next"):
        rows[name] = NOBODY
    for name in ("due_at", "since", "busy_since", "duty_since", "late_since"):
        rows[name] = np.nan
    return rows


def moment_rows(at: Array, kind: int, ids: Array | int, value: Array | int) -> Array:
    """Rows of the table of moments."""
    rows = empty("moments", len(at))
    rows["at"], rows["kind"], rows["id"], rows["value"] = at, kind, ids, value
    return rows


def door_moments(scenario: Scenario, ids: Ids, hours: Hours) -> Array:
    """Openings after the start and closings before the end, of channels and desks."""
    parts = []
    for q in range(len(ids.queues)):
        spans = np.array(hours.spans(channel_at(scenario, ids, q).hours)).reshape(-1, 2)
        starts, ends = spans[:, 0], spans[:, 1]
        parts.append(moment_rows(starts[starts > 0.0], OPENING, q, 0))
        parts.append(moment_rows(ends[ends < hours.stop_s], CLOSE, q, 0))
    return np.concatenate(parts)


def open_at_start(scenario: Scenario, ids: Ids, hours: Hours) -> list[bool]:
    """Whether each queue is open at 0 s."""
    spans = [hours.spans(channel_at(scenario, ids, q).hours) for q in range(len(ids.queues))]
    return [bool(found) and found[0][0] == 0.0 for found in spans]


def count_moments(team: int, times: Array, counts: Array) -> Array:
    """Changes of a team's head count; the count before the start is 0."""
    rises = np.diff(np.append(0, counts))
    more, fewer = rises > 0, rises < 0
    return np.concatenate(
        [
            moment_rows(times[more], MORE, team, counts[more]),
            moment_rows(times[fewer], FEWER, team, counts[fewer]),
        ]
    )


def span_moments(planned: Stretches, first_agent: int, stop_s: float) -> Array:
    """When rostered agents come and go; value 1 at a shift's boundary, 0 at a pause's."""
    work = at_work(planned)
    agent = work.agent + first_agent
    ends = work.end < stop_s
    return np.concatenate(
        [
            moment_rows(work.start, SPAN_START, agent, work.first),
            moment_rows(work.end[ends], SPAN_END, agent[ends], work.last[ends]),
        ]
    )


def _duty(team: int, first_agent: int, planned: Stretches) -> Array:
    rows = np.zeros(len(planned.agent), DUTY)
    rows["agent"] = planned.agent + first_agent
    rows["team"] = team
    rows["kind"], rows["paid"] = planned.kind, planned.paid
    rows["start"], rows["end"] = planned.start, planned.end
    return rows[np.lexsort((rows["start"], rows["agent"]))]


def _supply_tables(teams: Mapping[str, TeamRoster]) -> tuple[Array, Array]:
    """The table ``supply``, and [team, 0 or 1]: its rows of each team, from and to."""
    sizes = [len(plan.supply[0]) for plan in teams.values()]
    rows = empty("supply", sum(sizes))
    rows["at"] = np.concatenate([plan.supply[0] for plan in teams.values()])
    rows["cumulative_s"] = np.concatenate([plan.supply[1] for plan in teams.values()])
    ends = np.cumsum(sizes)
    return rows, np.stack([ends - sizes, ends], axis=1).astype(np.int64)
