"""Agents in an average week: paid for, at work, going off duty."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.scenario.expected.average_week import CELL, CELLS, AverageWeek, covered
from sim.scenario.expected.room_for_pauses import Jobs, Pauses, pauses_of
from sim.scenario.model import HeadCount, Scenario, Shift, Team
from sim.scenario.rules.shifts import Shape, groups_of, is_by_seat, pause_rule, rests_of, shapes
from sim.scenario.values.calendars import Calendar, joined
from sim.scenario.values.week_spans import Spans, merged
from sim.time_units import DAY, HOUR, WEEK

TOLERANCE = 0.005
"""Relative difference up to which two plans count as the same."""
Span = tuple[float, float]


class _Period:
    """The whole weeks in which plans are counted, from the clock's start on."""

    def __init__(self, scenario: Scenario) -> None:
        self.start = scenario.clock.start
        self.weeks = max(1, math.ceil(scenario.clock.length_s / WEEK))
        self.length_s = self.weeks * WEEK
        end = self.start + timedelta(days=7 * self.weeks)
        self.holidays: frozenset[date] = scenario.clock.holidays.dates(self.start, end)

    def spans(self, calendar: Calendar) -> list[Span]:
        return calendar.open_spans(self.start, self.length_s, self.holidays)

    def on_holidays(self) -> list[Span]:
        days = sorted((day - self.start).days for day in self.holidays)
        return [(day * DAY, (day + 1) * DAY) for day in days]


def planned_paid_hours(scenario: Scenario) -> dict[str, float]:
    """Paid agent hours of an average week by team.

    From shifts or head counts without their unpaid breaks; holidays of the clock counted,
    absence, shrinkage and overtime not.
    """
    period = _Period(scenario)
    return {
        name: sum(agents * _total(spans) for agents, spans in _paid(team, period))
        / (HOUR * period.weeks)
        for name, team in scenario.teams.items()
    }


def planned_cost(scenario: Scenario) -> dict[str, float]:
    """Wages and premiums of the planned paid hours of an average week by team, in money."""
    period = _Period(scenario)
    return {name: _pay(team, period) / period.weeks for name, team in scenario.teams.items()}


def staffed_hours(scenario: Scenario, jobs: Mapping[str, Jobs] | None = None) -> dict[str, float]:
    """Agent hours of an average week in which work can be done, by team.

    Breaks, and what is lost to shrinkage and absence, are taken off. With the pieces of work
    (``jobs``, by team) only as much as a team takes that is busy all the time: a pause that
    finds no room before the shift ends is not taken.
    """
    period = _Period(scenario)
    return {
        name: _at_work(team, period, (jobs or {}).get(name)) / (HOUR * period.weeks)
        for name, team in scenario.teams.items()
    }


def untaken_share(team: Team, scenario: Scenario, jobs: Jobs) -> float:
    """Share of the planned time of pauses that a team does not take that is always busy."""
    planned = taken = 0.0
    for shifts, _, pauses in _shifts(team, _Period(scenario), jobs):
        planned += shifts * pauses.planned_s
        taken += shifts * pauses.taken_s
    return 1.0 - taken / planned if planned > 0.0 else 0.0


def _at_work(team: Team, period: _Period, jobs: Jobs | None) -> float:
    """Seconds for the whole period."""
    if team.head_count is not None and not is_by_seat(team):
        return sum(entry.agents * _total(period.spans(entry.hours)) for entry in team.head_count)
    total = sum(
        shifts * (shape.length - pauses.taken_s)
        for shifts, shape, pauses in _shifts(team, period, jobs)
    )
    return total if team.shifts is None else total * (1.0 - team.absence.share)


def _shifts(team: Team, period: _Period, jobs: Jobs | None) -> Iterator[tuple[int, Shape, Pauses]]:
    """How many shifts, or stays of a head count's seats, there are of each shape, and what
    becomes of their pauses."""
    found: Counter[Shape] = Counter()
    for group in groups_of(team, period):
        for shape, starts in group.starts.items():
            found[shape] += group.agents * len(starts)
    rule = pause_rule(team, team.shrinkage.when_busy)
    for shape, shifts in found.items():
        yield shifts, shape, pauses_of(shape, team.shrinkage, rule, jobs, len(found))


def not_the_same(what: str, base: Scenario, other: Scenario, baseline: str) -> str:
    """The sentence that a plan breaks its word to equal the baseline's; empty if it does not."""
    plan = planned_cost if what == "cost" else planned_paid_hours
    unit = f"{base.cost.currency} a week" if what == "cost" else "h a week"
    before, after = plan(base), plan(other)
    total, changed = sum(before.values()), sum(after.values())
    if abs(changed - total) <= TOLERANCE * max(total, changed):
        return ""
    teams = [
        f"{name} {after.get(name, 0.0):,.1f} against {before.get(name, 0.0):,.1f}"
        for name in dict.fromkeys([*before, *after])
        if abs(after.get(name, 0.0) - before.get(name, 0.0)) > 1e-6
    ]
    share = f"{(changed / total - 1.0) * 100:+.1f} %" if total else "from nothing"
    said = "the cost is not that" if what == "cost" else "the paid hours are not those"
    return (
        f"{said} of `{baseline}`: {changed:,.1f} {unit} against {total:,.1f} "
        f"({share}); {', '.join(teams)}."
    )


def _pay(team: Team, period: _Period) -> float:
    """Money for the whole period."""
    extras = [(premium.share, period.spans(premium.hours)) for premium in team.premiums.values()]
    extras.append((team.holiday_premium, period.on_holidays()))
    total = 0.0
    for agents, spans in _paid(team, period):
        hours = _total(spans) + sum(share * _overlap(spans, extra) for share, extra in extras)
        total += agents * hours / HOUR * team.wage_per_h
    return total


def _paid(team: Team, period: _Period) -> Iterator[tuple[int, list[Span]]]:
    """Agents and when they are paid, by entry of the head count or pattern of shifts."""
    for entry in team.entries:
        rests = rests_of(team, entry.breaks)
        known = shapes(period.spans(entry.hours), rests)
        yield (
            entry.agents,
            sorted(
                (start + begin, start + end)
                for shape, starts in known.items()
                for begin, end in shape.paid()
                for start in starts
            ),
        )


def _total(spans: Iterable[Span]) -> float:
    return sum(end - start for start, end in spans)


def _overlap(first: list[Span], second: list[Span]) -> float:
    """Seconds in which both lists of sorted disjoint spans hold."""
    total, i, j = 0.0, 0, 0
    while i < len(first) and j < len(second):
        low, high = max(first[i][0], second[j][0]), min(first[i][1], second[j][1])
        total += max(0.0, high - low)
        if first[i][1] <= second[j][1]:
            i += 1
        else:
            j += 1
    return total


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
