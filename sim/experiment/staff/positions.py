"""What agents may be hired for, what each costs and how much of the week it covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.experiment.errors import RequestError
from sim.experiment.sweeps.design import Levels
from sim.scenario import Scenario, ScenarioFile
from sim.scenario.expected.average_week import AverageWeek, average_week
from sim.scenario.expected.staffing import agents_at_work, planned_cost, staffed_hours
from sim.scenario.model import HeadCount, Shift, Team
from sim.scenario.model.staffing import Candidate, TeamStaffing
from sim.scenario.nodes import Node
from sim.scenario.problems import Path
from sim.scenario.reading.changes import read_setting
from sim.scenario.sweep import node_of

Array = npt.NDArray[np.float64]
Roster = tuple[int, ...]
"""Agents by position."""
PER_TEAM_AT_MOST = 10_000
"""Agents of a team where nothing else bounds them."""


class Position(NamedTuple):
    """Hours of a team that agents may be hired for. ``cost``: money a week for each agent;
    ``at_work``: agents at work for each, by cell of the week (672), pauses and absence off;
    ``there``: share of each cell in their hours.
    """

    team: str
    hired_for: Candidate
    cost: float
    at_work: Array
    there: Array

    @property
    def most(self) -> int:
        """Agents at most."""
        return PER_TEAM_AT_MOST if self.hired_for.most is None else self.hired_for.most


@dataclass(frozen=True)
class Space:
    """All rosters that a scenario's ``staffing`` allows.

    ``variant``, ``settings``: what holds beside.
    """

    file: ScenarioFile
    variant: str
    settings: tuple[tuple[Path, Node], ...]
    scenario: Scenario
    positions: tuple[Position, ...]

    @property
    def staffing(self) -> dict[str, TeamStaffing]:
        """By team, what may be changed."""
        return self.scenario.staffing or {}

    @cached_property
    def costs(self) -> Array:
        """Money a week for an agent, by position."""
        return np.array([one.cost for one in self.positions])

    @cached_property
    def fixed_cost(self) -> float:
        """Planned money a week of the teams that stay as they are."""
        planned = planned_cost(self.scenario)
        return sum(cost for name, cost in planned.items() if name not in self.staffing)

    @cached_property
    def at_work(self) -> Array:
        """Agents at work for each one hired, [position, cell of the week]."""
        return np.array([one.at_work for one in self.positions])

    def cost(self, roster: Sequence[int]) -> float:
        """Planned money a week of a roster, teams that stay as they are included."""
        return float(np.dot(self.costs, roster)) + self.fixed_cost

    def of(self, team: str) -> list[int]:
        """Positions of a team."""
        return [at for at, one in enumerate(self.positions) if one.team == team]

    def allows(self, roster: Sequence[int]) -> bool:
        """Whether a roster keeps all that ``staffing`` says."""
        for one, agents in zip(self.positions, roster, strict=True):
            if not one.hired_for.least <= agents <= one.most:
                return False
        return all(self._allows(rule, team, roster) for team, rule in self.staffing.items())

    def _allows(self, rule: TeamStaffing, team: str, roster: Sequence[int]) -> bool:
        agents = [roster[at] for at in self.of(team)]
        used = sum(number > 0 for number in agents)
        return (
            sum(agents) >= rule.at_least
            and (rule.at_most is None or sum(agents) <= rule.at_most)
            and (rule.patterns_at_most is None or used <= rule.patterns_at_most)
        )

    def changes(self, roster: Sequence[int]) -> Levels:
        """The roster as changes of the scenario by path."""
        found: Levels = {}
        for team, rule in self.staffing.items():
            key, other = ("shifts", "head_count")
            if rule.intervals is not None:
                key, other = other, key
            entries = [
                _entry(self.positions[at].hired_for, roster[at])
                for at in self.of(team)
                if roster[at] > 0
            ] or [_entry(self.positions[self.of(team)[0]].hired_for, 0)]
            if getattr(self.scenario.teams[team], other) is not None:
                found[f"teams.{team}.{other}"] = node_of(None)
            found[f"teams.{team}.{key}"] = node_of(entries)
        return found


def _entry(hired_for: Candidate, agents: int) -> dict[str, Any]:
    breaks = [
        one.model_dump(mode="json", by_alias=True, exclude_none=True) for one in hired_for.breaks
    ]
    found: dict[str, Any] = {"agents": agents, "hours": str(hired_for.hours)}
    return found | ({"breaks": breaks} if breaks else {})


def space_of(file: ScenarioFile, variant: str, overrides: Sequence[str] = ()) -> Space:
    """The rosters that a variant allows. Raises RequestError if it says nothing of that."""
    scenario = file.resolve(variant, overrides)
    if not scenario.staffing:
        raise RequestError(
            f"{file.name}: nothing says which staffing may be changed; state `staffing:`, by team "
            "the shift patterns (`patterns`) or `intervals` that agents may be hired for"
        )
    week = average_week(scenario)
    positions = tuple(
        _position(scenario, week, team, candidate, rule.intervals is None)
        for team, rule in scenario.staffing.items()
        for candidate in rule.candidates()
    )
    settings = tuple(read_setting(text) for text in overrides)
    return Space(file, variant, settings, scenario, positions)


def _position(
    scenario: Scenario, week: AverageWeek, name: str, hired_for: Candidate, rostered: bool
) -> Position:
    """A position as it is in a scenario where one agent alone has it."""
    team = scenario.teams[name].model_copy(update=_alone(hired_for, rostered))
    one: Scenario = scenario.model_copy(update={"teams": {name: team}})
    hours = staffed_hours(one)
    at_work = agents_at_work(one, week, hours)[name]
    there = week.open_shares(hired_for.hours)
    return Position(name, hired_for, planned_cost(one)[name], at_work, there)


def _alone(hired_for: Candidate, rostered: bool) -> dict[str, Any]:
    part: type[Shift] | type[HeadCount] = Shift if rostered else HeadCount
    entry = part(agents=1, hours=hired_for.hours, breaks=hired_for.breaks)
    return {"shifts": (entry,) if rostered else None, "head_count": None if rostered else (entry,)}


def roster_of(space: Space) -> Roster:
    """The roster that the scenario has now, where its entries are among the positions.

    Others count for nothing.
    """
    now = {
        (team, entry.hours, tuple(entry.breaks)): entry.agents
        for team in space.staffing
        for entry in _entries(space.scenario.teams[team])
    }
    return tuple(
        now.get((one.team, one.hired_for.hours, one.hired_for.breaks), 0) for one in space.positions
    )


def _entries(team: Team) -> Sequence[HeadCount | Shift]:
    return team.entries
