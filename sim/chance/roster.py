"""Agents and everything planned about them and about doors, as tables of the floor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.chance import keys
from sim.chance.doors import door_moments, moment_rows
from sim.chance.headcount import presence, steps
from sim.chance.hours import Hours
from sim.chance.ids import Ids
from sim.chance.presence import Stretches, at_work
from sim.chance.shifts import Shape, rostered, shape_table
from sim.floor.tables import empty
from sim.record.record import DUTY
from sim.scenario.model import Scenario, Team
from sim.words import FEWER, MORE, NOBODY, SPAN_END, SPAN_START

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


class TeamPlanner:
    """Plans a team, replication by replication; what they share is worked out once."""

    def __init__(self, team: Team, name: str, hours: Hours) -> None:
        self._team, self._name, self._hours = team, name, hours
        self.speeds, self._steps = self._heads()
        self._shapes = shape_table(team, hours)
        if self._steps is None:
            self._supply = expected_supply(team, self._shapes, hours.stop_s)
        else:
            times, counts = self._steps
            self._supply = _accumulated(times, counts.astype(float), hours.stop_s)
        self._steady = None if depends_on_chance(team) else self._plan((0, 0))

    def _heads(self) -> tuple[tuple[float, ...], Steps | None]:
        """The speed of each agent, and the steps of a head count."""
        if self._team.head_count is None:
            patterns = self._team.shifts or ()
            return tuple(one.speed for one in patterns for _ in range(one.agents)), None
        times, counts = steps(self._team.head_count, self._hours)
        return (1.0,) * int(counts.max(initial=0)), (times, counts)

    def _plan(self, root: keys.Key) -> TeamRoster:
        if self._steps is None:
            first = self._hours.start
            planned = rostered(self._team, self._name, self._shapes, first, root)
        else:
            planned = presence(*self._steps, self._hours.stop_s)
        return TeamRoster(self.speeds, planned, self._steps, self._supply)

    def plan(self, root: keys.Key) -> TeamRoster:
        """The team's roster in the replication with the key ``root``."""
        return self._steady or self._plan(root)

    @property
    def steady(self) -> bool:
        """Whether all replications have the same roster."""
        return self._steady is not None


def expected_supply(team: Team, table: list[dict[Shape, Array]], stop_s: float) -> Steps:
    """Planned agent seconds of a rostered team, less the expected absence and shrinkage."""
    change: dict[float, float] = {0.0: 0.0}
    for pattern, starts_of in zip(team.shifts or (), table, strict=True):
        for shape, starts in starts_of.items():
            share = (1.0 - team.absence.share) * shape.available_share(team.shrinkage)
            for start in starts.tolist():
                for begin, end in shape.free():
                    for at, sign in ((start + begin, 1.0), (start + end, -1.0)):
                        change[at] = change.get(at, 0.0) + sign * pattern.agents * share
    times = sorted(at for at in change if at < stop_s)
    rates = np.cumsum([change[at] for at in times])
    return _accumulated(np.array(times), rates, stop_s)


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


def first_agents(teams: Mapping[str, TeamRoster | TeamPlanner]) -> dict[str, int]:
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
