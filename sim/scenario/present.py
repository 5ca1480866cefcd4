"""Agents expected at work by the time of an average week, and how late they stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.scenario.average_week import CELL, CELLS, AverageWeek, covered
from sim.scenario.calendar_text import Spans, merged
from sim.scenario.calendars import joined
from sim.scenario.model import HeadCount, Scenario, Shift, Team
from sim.scenario.units import DAY, HOUR, WEEK

Array = npt.NDArray[Any]


def agents_at_work(
    scenario: Scenario, week: AverageWeek, hours: Mapping[str, float]
) -> dict[str, Array]:
    """Expected agents at work in each cell of the week, by team; they add up to the team's
    ``hours`` (``staffed_hours``)."""
    found = {}
    for name, team in scenario.teams.items():
        planned = _planned(team, week)
        total = float(planned.sum()) * CELL / HOUR
        found[name] = planned * (hours[name] / total) if total > 0.0 else planned
    return found


def _planned(team: Team, week: AverageWeek) -> Array:
    """Agents planned in each cell, their breaks taken off."""
    total = np.zeros(CELLS)
    for entry in team.entries:
        on_break = covered(_breaks(entry))
        total += entry.agents * week.open_shares(entry.hours) * (1.0 - on_break)
    return total


def _breaks(entry: Shift | HeadCount) -> Spans:
    """Breaks of the week that lie whole inside one of the spans."""
    return merged(
        (begin, begin + pause.length_s)
        for start, end in joined(entry.hours)
        for day in range(int(end // DAY) + 1)
        for pause in entry.breaks
        if start <= (begin := day * DAY + pause.at_s) and begin + pause.length_s <= end
    )


def goings(team: Team, week: AverageWeek) -> float:
    """Agents who go off duty in an average week because a shift ends or the head count falls;
    who is absent does not."""
    if team.head_count is None:
        ends = sum(one.agents * _endings(joined(one.hours)) for one in team.shifts or ())
        return float(ends * (1.0 - team.absence.share))
    counts = np.zeros(CELLS)
    for entry in team.head_count:
        counts += entry.agents * week.open_shares(entry.hours)
    return float(np.maximum(counts - np.roll(counts, -1), 0.0).sum())


def _endings(spans: list[tuple[float, float]]) -> int:
    """Ends of spans, none of one around the clock."""
    return 0 if len(spans) == 1 and spans[0][1] - spans[0][0] >= WEEK else len(spans)
