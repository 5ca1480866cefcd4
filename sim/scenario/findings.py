"""What the checks of a whole scenario have in hand and how they speak up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from sim.scenario.calendar_text import Spans, merged
from sim.scenario.flows import (
    Pair,
    Week,
    first_choices,
    later_choices,
    reaching,
    used_channels,
)
from sim.scenario.hourly import HOURS_OF_WEEK
from sim.scenario.model import Scenario
from sim.scenario.nodes import Node
from sim.scenario.problems import Path
from sim.scenario.units import DAY, HOUR, WEEK


class Finding(NamedTuple):
    """Something wrong or odd at a path; ``key``: at the key itself."""

    path: Path
    message: str
    key: bool = False


@dataclass
class Subject:
    """A scenario with its text and its expected flows."""

    scenario: Scenario
    root: Node
    firsts: dict[Pair, Week] = field(init=False)
    contacts: dict[Pair, float] = field(init=False)
    used: set[str] = field(init=False)
    later: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.firsts = first_choices(self.scenario)
        self.contacts = reaching(self.scenario, self.firsts)
        self.used = used_channels(self.scenario, self.firsts)

        self.later = later_choices(self.scenario)

    def busy(self, channel: str) -> Spans:
        """Hours of the week in which first contacts are expected on a channel."""
        weeks = [week for (name, _), week in self.firsts.items() if name == channel]
        hours = [hour for hour in range(HOURS_OF_WEEK) if any(week[hour] > 0 for week in weeks)]
        return merged((hour * HOUR, (hour + 1) * HOUR) for hour in hours)

    def watched(self) -> Spans:
        """Hours of the week that are simulated at all, the run-out left out."""
        clock = self.scenario.clock
        start = clock.start.weekday() * DAY
        return merged([(start, start + min(clock.length_s, WEEK))])

    def kinds(self) -> list[str]:
        """Issue types that arise at all."""
        arising = {kind for (_, kind), week in self.firsts.items() if sum(week) > 0}
        return [kind for kind in self.scenario.issue_types if kind in arising]

    def written(self, *path: str | int) -> bool:
        """Whether the text states something at the path."""
        return self.root.at(path) is not None
