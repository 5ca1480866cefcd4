"""Calendars over the whole run, in seconds since the clock's start."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from sim.scenario.model import Scenario
from sim.scenario.rules.volumes import horizon_s
from sim.scenario.values.calendars import Calendar

Spans = list[tuple[float, float]]
DAY = 86400.0


@dataclass
class Hours:
    """Open spans of calendars over the run, worked out once for each calendar."""

    start: date
    stop_s: float
    holidays: frozenset[date]
    _known: dict[Calendar, Spans] = field(default_factory=dict)

    def spans(self, calendar: Calendar) -> Spans:
        """Open spans within [0, ``stop_s``), ascending, contiguous ones joined."""
        if calendar not in self._known:
            self._known[calendar] = calendar.open_spans(self.start, self.stop_s, self.holidays)
        return self._known[calendar]


def hours_of(scenario: Scenario) -> Hours:
    """The hours of a scenario's run."""
    clock = scenario.clock
    stop_s = horizon_s(scenario)
    last = clock.start + timedelta(days=int(stop_s // DAY) + 1)
    return Hours(clock.start, stop_s, clock.holidays.dates(clock.start, last))
