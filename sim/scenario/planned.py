"""What a scenario plans to pay for in an average week, before anybody is ill or late."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta

from sim.scenario.calendars import Calendar
from sim.scenario.model import Scenario, Shift, Team
from sim.scenario.units import DAY, HOUR, WEEK

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

    From shifts without their unpaid breaks, or head counts; holidays of the clock counted,
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


def staffed_hours(scenario: Scenario) -> dict[str, float]:
    """Agent hours of an average week in which work can be done, by team.

    All breaks, and the shares lost to shrinkage and absence, are taken off.
    """
    period = _Period(scenario)
    found = {}
    for name, team in scenario.teams.items():
        hours = sum(agents * _total(spans) for agents, spans in _worked(team, period))
        if team.shifts is not None:
            hours *= (1.0 - team.shrinkage.share) * (1.0 - team.absence.share)
        found[name] = hours / (HOUR * period.weeks)
    return found


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


def _paid(team: Team, period: _Period) -> Iterable[tuple[int, list[Span]]]:
    for entry in team.head_count or ():
        yield entry.agents, period.spans(entry.hours)
    for shift in team.shifts or ():
        spans = period.spans(shift.hours)
        yield shift.agents, _without(spans, _breaks(shift, spans, unpaid_only=True))


def _worked(team: Team, period: _Period) -> Iterable[tuple[int, list[Span]]]:
    for entry in team.head_count or ():
        yield entry.agents, period.spans(entry.hours)
    for shift in team.shifts or ():
        spans = period.spans(shift.hours)
        yield shift.agents, _without(spans, _breaks(shift, spans, unpaid_only=False))


def _breaks(shift: Shift, spans: list[Span], unpaid_only: bool) -> list[Span]:
    """Breaks that lie whole inside one of the shifts."""
    found = []
    for start, end in spans:
        for day in range(int(start // DAY), int(end // DAY) + 1):
            for pause in shift.breaks:
                begin = day * DAY + pause.at_s
                inside = start <= begin and begin + pause.length_s <= end
                if inside and not (unpaid_only and pause.paid):
                    found.append((begin, begin + pause.length_s))
    return sorted(found)


def _without(spans: list[Span], gaps: list[Span]) -> list[Span]:
    """Sorted spans with the sorted gaps cut out; each gap lies inside one span."""
    pieces, gap = [], 0
    for start, end in spans:
        at = start
        while gap < len(gaps) and gaps[gap][1] <= end:
            pieces.append((at, gaps[gap][0]))
            at = gaps[gap][1]
            gap += 1
        pieces.append((at, end))
    return [(low, high) for low, high in pieces if high > low]


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
