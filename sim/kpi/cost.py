"""Money spent in the window, by component, and what it bought."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sim.codes import LATE, NOT_ARISEN
from sim.kpi.contacts import Contacts
from sim.kpi.rules import Rules
from sim.kpi.service import sums_over
from sim.kpi.tasks import Tasks
from sim.kpi.teams import Time
from sim.kpi.value import Value, Values
from sim.kpi.window import Array, Floats, Ids, Window, chunks, floats, ids, total
from sim.kpi.without_need import have_need
from sim.record import Record
from sim.scenario.model.clock import Holidays
from sim.scenario.values.calendars import Calendar
from sim.time_units import DAY, HOUR


class Hours(NamedTuple):
    """Open spans of a calendar with the open seconds before each."""

    starts: Floats
    lengths: Floats
    before: Floats

    def until(self, times: Floats) -> Floats:
        """Open seconds from the clock's start to each moment."""
        at = np.maximum(np.searchsorted(self.starts, times, "right") - 1, 0)
        into = np.minimum(times - self.starts[at], self.lengths[at])
        seconds: Floats = self.before[at] + np.maximum(into, 0.0)
        return seconds


@lru_cache(maxsize=256)
def hours_of(calendar: Calendar, holidays: Holidays, start: date, days: int) -> Hours:
    """The open hours of a calendar in the first ``days`` days of the clock."""
    return _hours(calendar.open_spans(start, days * DAY, _dates(holidays, start, days)))


@lru_cache(maxsize=64)
def holiday_hours(holidays: Holidays, start: date, days: int) -> Hours:
    """The hours of all holidays in the first ``days`` days of the clock."""
    dates = _dates(holidays, start, days)
    return _hours([((day - start).days * DAY, (day - start).days * DAY + DAY) for day in dates])


@lru_cache(maxsize=64)
def _dates(holidays: Holidays, start: date, days: int) -> frozenset[date]:
    return holidays.dates(start, start + timedelta(days=days))


def _hours(spans: list[tuple[float, float]]) -> Hours:
    both = np.array(sorted(spans) or [(0.0, 0.0)])
    lengths = both[:, 1] - both[:, 0]
    return Hours(both[:, 0].copy(), lengths, np.cumsum(lengths) - lengths)


class Pay(NamedTuple):
    """Money by team."""

    wages: Floats
    premiums: Floats
    overtime: Floats

    @property
    def total(self) -> Floats:
        """All pay."""
        return self.wages + self.premiums + self.overtime


def pay_of(record: Record, rules: Rules, time: Time, window: Window) -> Pay:
    """What the hours of the window cost.

    wages: planned paid hours. overtime: paid hours past the planned end, with their overtime
    premium. premiums: extra for the hours of both that lie in the calendars.
    """
    teams = list(rules.scenario.teams.values())
    wage = np.array([team.wage_per_h for team in teams])
    factor = np.array(
        [1.0 + team.overtime_premium if team.overtime == "overtime" else 1.0 for team in teams]
    )
    return Pay(
        wages=wage * time.planned_paid / HOUR,
        premiums=wage * _premium_seconds(record, rules, window) / HOUR,
        overtime=wage * factor * time.late_paid / HOUR,
    )


def _premium_seconds(record: Record, rules: Rules, window: Window) -> Floats:
    """Paid seconds in premiums' hours, weighted with their shares, by team."""
    clock = rules.scenario.clock
    when = (clock.holidays, clock.start, int(-(-window.stop // DAY)))
    shares: dict[Calendar, Floats] = {}
    teams = list(rules.scenario.teams.values())
    for at, team in enumerate(teams):
        for premium in team.premiums.values():
            shares.setdefault(premium.hours, np.zeros(len(teams)))[at] += premium.share
    seconds = np.zeros(len(teams))
    on_holidays = np.array([team.holiday_premium for team in teams])
    if not shares and not on_holidays.any():
        return seconds
    whose, start, end = _paid(record, rules, window)
    for calendar, share in shares.items():
        seconds += share * _within(hours_of(calendar, *when), whose, start, end, len(teams))
    if on_holidays.any():
        seconds += on_holidays * _within(holiday_hours(*when), whose, start, end, len(teams))
    return seconds


def _paid(record: Record, rules: Rules, window: Window) -> tuple[Ids, Floats, Floats]:
    """Paid stretches within the window: team, start and end of each."""
    duty, spells = record.duty, record.spells
    pays = np.array([team.overtime != "unpaid" for team in rules.scenario.teams.values()])
    planned = np.flatnonzero(duty["paid"])
    late = np.flatnonzero(spells["kind"] == LATE)
    late_team = record.agents["team"][spells["agent"][late]]
    late, late_team = late[pays[late_team]], late_team[pays[late_team]]
    team = np.concatenate([duty["team"][planned], late_team])
    start = window.cut(np.concatenate([duty["start"][planned], spells["start"][late]]))
    end = window.cut(np.concatenate([duty["end"][planned], spells["end"][late]]))
    inside = np.flatnonzero(start < end)
    return ids(team[inside]), start[inside], end[inside]


def _within(hours: Hours, team: Ids, start: Floats, end: Floats, n: int) -> Floats:
    return total(team, hours.until(end) - hours.until(start), n)


class Flow(NamedTuple):
    """Issues, measured or not: opened and (of those with a need) met in the window, open at its
    start and end."""

    opened: int
    met: int
    open_at_start: int
    open_at_end: int


def flow_of(issues: Array, rules: Rules, window: Window) -> Flow:
    """The flow of issues through the window."""
    flow = np.zeros(4, np.int64)
    for rows in chunks(issues):
        opened, closed = floats(rows["opened_at"]), floats(rows["closed_at"])
        arisen = rows["state"] != NOT_ARISEN
        before = arisen & (opened < window.start)
        before_end = arisen & (opened < window.end)
        flow += (
            np.count_nonzero(before_end) - np.count_nonzero(before),
            np.count_nonzero((arisen & window.holds(rows["met_at"]))[have_need(rules, rows)]),
            np.count_nonzero(before & ~(closed < window.start)),
            np.count_nonzero(before_end & ~(closed < window.end)),
        )
    return Flow(*flow.tolist())


def cost(
    pay: Pay,
    time: Time,
    contacts: Contacts,
    tasks: Tasks,
    flow: Flow,
    machines: float | None,
    amends: Value | None,
) -> Values:
    """The measures of the ``cost`` family; ``machines``: what self-service costs, if any;
    ``amends``: what was paid, where any team may pay."""
    scenario = contacts.rules.scenario
    offered = sums_over(contacts, 1, 2).offered
    each = np.array([channel.cost_per_contact for channel in scenario.channels.values()])
    of_contacts = float((offered * each).sum())
    per_task = np.array([desk.cost_per_task for desk in scenario.tasks.values()])
    of_tasks = float(((tasks.created - tasks.lost) * per_task).sum())
    wages, premiums, overtime = (float(part.sum()) for part in pay)
    spent = wages + premiums + overtime + of_contacts + of_tasks
    of_machines = {}
    if machines is not None:
        spent += machines
        of_machines = {"cost.self_service": Value(machines)}
    if amends is not None:
        spent += amends.value
    return {
        "cost.total": Value(spent),
        "cost.wages": Value(wages),
        "cost.premiums": Value(premiums),
        "cost.overtime": Value(overtime),
        "cost.contacts": Value(of_contacts),
        "cost.tasks": Value(of_tasks),
        **of_machines,
        **({} if amends is None else {"cost.amends": amends}),
        "cost.per_contact": Value(spent, float(offered.sum())),
        "cost.per_issue": Value(spent, float(flow.opened)),
        "cost.per_resolved_issue": Value(spent, float(flow.met)),
        "cost.backlog_change": Value(float(flow.open_at_end - flow.open_at_start)),
        "cost.paid_h": Value(float(time.paid.sum()) / HOUR),
    }
