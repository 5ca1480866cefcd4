"""What the checks of a whole scenario have in hand and how they speak up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.scenario.expected.flows import Flows, flows_of, later_choices
from sim.scenario.expected.pools import Pools
from sim.scenario.expected.staffing import agents_at_work, staffed_hours
from sim.scenario.expected.workload import Overload, Workload, overloads
from sim.scenario.model import Calendar, Scenario, Team
from sim.scenario.nodes import Node
from sim.scenario.problems import Path
from sim.scenario.rules.abilities import Abilities
from sim.scenario.values.units import number_text
from sim.scenario.values.week_spans import Spans, merged
from sim.time_units import DAY, HOUR, WEEK

Array = npt.NDArray[Any]


class Finding(NamedTuple):
    """Something wrong or odd at a path; ``key``: at the key itself."""

    path: Path
    message: str
    key: bool = False


Said = tuple[Path, bool, str]
"""A path, whether nothing reads it, and why."""


@dataclass
class Subject:
    """A scenario with its text and its expected flows."""

    scenario: Scenario
    root: Node

    @cached_property
    def flows(self) -> Flows:
        """What is expected on the channels."""
        return flows_of(self.scenario)

    @cached_property
    def abilities(self) -> Abilities:
        """Who may do what."""
        return Abilities(self.scenario)

    @cached_property
    def staffed(self) -> dict[str, float]:
        """Agent hours of an average week by team."""
        return staffed_hours(self.scenario)

    @cached_property
    def agents(self) -> dict[str, Array]:
        """Agents expected at work in each cell of an average week, by team."""
        return agents_at_work(self.scenario, self.flows.week, self.staffed)

    @cached_property
    def workload(self) -> Workload:
        """The work that teams get."""
        return Workload(self.flows, self.abilities, self.staffed)

    @cached_property
    def overloads(self) -> list[Overload]:
        """The smallest groups of teams with more work than working time."""
        return overloads(self.workload)

    @cached_property
    def pools(self) -> Pools:
        """Live contacts by groups of teams."""
        return Pools(self.workload, self.agents)

    @cached_property
    def later(self) -> set[str]:
        """Channels that customers turn to after another one."""
        return {
            way for name in self.scenario.channels for way in later_choices(self.scenario, name)
        }

    @property
    def used(self) -> set[str]:
        """Channels that anybody may come to use."""
        return self.flows.used

    def arising_types(self) -> list[str]:
        """Issue types that arise at all."""
        return self.flows.arising_types()

    def busy(self, channel: str) -> Spans:
        """Hours of the week in which first contacts may come to a channel."""
        place = list(self.scenario.channels).index(channel)
        hours = np.flatnonzero(self.flows.coming[place].any(axis=0)).tolist()
        return merged((hour * HOUR, (hour + 1) * HOUR) for hour in hours)

    def watched(self) -> Spans:
        """Hours of the week that are simulated at all, the run-out left out."""
        clock = self.scenario.clock
        start = clock.start.weekday() * DAY
        return merged([(start, start + min(clock.length_s, WEEK))])

    def written(self, *path: str | int) -> bool:
        """Whether the text states something at the path."""
        return self.root.at(path) is not None


def patterns(team: Team) -> Iterator[tuple[Path, Calendar]]:
    """Hours in which a team plans anybody at all, with their path below the team."""
    key = "head_count" if team.shifts is None else "shifts"
    for place, entry in enumerate(team.entries):
        if entry.agents > 0:
            yield (key, place), entry.hours


def days_text(seconds: float) -> str:
    """A time in days for readers."""
    days = number_text(round(seconds / DAY, 2))
    return "1 day" if days == "1" else f"{days} days"
