"""How large the plan of a scenario will be, counted without making it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.plan.details import details_of
from sim.plan.headcount import steps
from sim.plan.hours import DAY, Hours
from sim.plan.profile import profile_of
from sim.scenario.model import IssueType, Scenario, Stream, Team
from sim.scenario.rules.channel_choice import is_changed
from sim.scenario.rules.shifts import Group, groups_of, is_by_seat
from sim.scenario.rules.volumes import horizon_s
from sim.scenario.values.columns import Numbers
from sim.scenario.values.units import per_week_text, seconds_text
from sim.time_units import HOURS_OF_WEEK

Array = npt.NDArray[Any]

SAMPLE_S = 28 * DAY
"""Shifts are counted in so much of the run; the rest is taken to be alike."""


@dataclass
class Source:
    """Something in a scenario that makes a plan large.

    ``path`` and ``told``: where it is stated, and what it makes. Expected numbers in a
    replication: ``issues``, with their ``contacts`` and ``tasks``; ``agents`` with their
    ``shifts``, ``duty`` rows, ``stays`` on duty, ``pauses`` and planned ``moments``; ``cells`` of
    grids that the floor looks into; ``numbers`` of other arrays; ``text``: numbers that the
    explicit scenario spells out. ``details``: the tables that note more of issues and contacts.
    """

    path: str
    told: str
    issues: float = 0.0
    contacts: float = 0.0
    tasks: float = 0.0
    agents: float = 0.0
    shifts: float = 0.0
    duty: float = 0.0
    stays: float = 0.0
    pauses: float = 0.0
    moments: float = 0.0
    cells: float = 0.0
    numbers: float = 0.0
    text: float = 0.0
    details: tuple[str, ...] = ()


def sources(scenario: Scenario) -> Iterator[Source]:
    """What a replication of a scenario consists of: expected rows by what makes them."""
    (contacts, tasks), details = _per_issue(scenario), details_of(scenario)
    for name, stream in scenario.demand.items():
        for found in _stream(scenario, name, stream):
            found.contacts, found.tasks = found.issues * contacts, found.issues * tasks
            found.details = details
            yield found
    for name, issue_type in scenario.issue_types.items():
        yield from _durations(name, issue_type)
    hours = Hours(scenario.clock.start, min(horizon_s(scenario), SAMPLE_S), frozenset())
    times = horizon_s(scenario) / hours.stop_s
    for name, team in scenario.teams.items():
        yield from _team(name, team, hours, times)
    yield _doors(scenario, hours, times)
    yield _grids(scenario)


AGAIN = 1.2
"""Contacts per issue where customers may come again; shipped scenarios have 1.04 to 1.4."""


def _per_issue(scenario: Scenario) -> tuple[float, float]:
    """About how many contacts and how many tasks an issue makes."""
    returns = [scenario.returns, *(channel.returns for channel in scenario.channels.values())]
    issue_types = scenario.issue_types.values()
    recurs = any(one.recurs is not None for one in issue_types)
    share = sum(one.share for one in issue_types) or 1.0
    tasks = sum(one.share for one in issue_types if one.leaves.fix or one.leaves.diagnose) / share
    tasks += sum(one.share * one.noticed.chance for one in issue_types if one.noticed) / share
    redirects = any(channel.redirect is not None for channel in scenario.channels.values())
    contacts = AGAIN if any(returns) or recurs or redirects else 1.0
    turns = sum(one.share * (one.turns.per_contact if one.turns else 1.0) for one in issue_types)
    return contacts * max(turns / share, 1.0), contacts * tasks


# -- demand ----------------------------------------------------------------------------------


def _stream(scenario: Scenario, name: str, stream: Stream) -> Iterator[Source]:
    here, dates = f"demand.{name}", _dates(scenario, stream)
    issues, numbers = float(dates.issues.sum()), dates.numbers
    if stream.trace is not None:
        rows = len(stream.trace)
        yield Source(f"{here}.trace", f"{rows:,} arrivals", issues, text=rows)
    elif stream.forecast is not None:
        rows = len(stream.forecast)
        told = f"{rows:,} intervals make about {issues:,.0f} issues"
        yield Source(f"{here}.forecast", told, issues, numbers=numbers, text=3 * rows)
    else:
        text, run = per_week_text(stream.rate_per_week or 0.0), seconds_text(horizon_s(scenario))
        told = f"{text} for {run} makes about {issues:,.0f} issues"
        yield Source(f"{here}.rate", told, issues, numbers=numbers)
    for place, surge in enumerate(stream.surges):
        told = f"{surge.issues:,.0f} issues"
        yield Source(f"{here}.surges.{place}.issues", told, surge.issues)


class _Dates(NamedTuple):
    """Expected issues of a stream by date, and the numbers that its profile will hold."""

    issues: Array
    numbers: float


def _dates(scenario: Scenario, stream: Stream) -> _Dates:
    stop_s = horizon_s(scenario)
    if stream.trace is None and stream.forecast is None:
        profile = profile_of(stream, scenario.clock.start, stop_s)
        return _Dates(profile.expected, 7.0 * profile.starts.size)
    rows = stream.forecast.array if stream.forecast is not None else None
    at = rows[:, 0] if rows is not None else (stream.trace or Numbers()).array
    inside = at < stop_s
    date = (at[inside] // DAY).astype(np.int64)
    if rows is None:
        return _Dates(np.bincount(date), 0.0)
    by_date = np.bincount(date, rows[inside, 2])
    return _Dates(by_date, 7.0 * np.bincount(date).max(initial=1) * ceil(stop_s / DAY))


def _durations(name: str, issue_type: IssueType) -> Iterator[Source]:
    """Values of empirical distributions: arrays, and now and then a tuple of Python's numbers."""
    for path, dist in (
        ("work.acknowledge", issue_type.work.acknowledge),
        ("work.diagnose", issue_type.work.diagnose),
        ("work.fix", issue_type.work.fix),
        ("after_contact", issue_type.after_contact),
    ):
        count = len(dist.values)
        if count:
            told = f"{count:,} durations"
            yield Source(f"issue_types.{name}.{path}", told, numbers=10 * count, text=2 * count)


# -- teams -----------------------------------------------------------------------------------


def _team(name: str, team: Team, hours: Hours, times: float) -> Iterator[Source]:
    """Of each pattern of shifts, or of the whole head count, what its agents make."""
    if team.head_count is not None and not is_by_seat(team):
        yield _head_count(name, team, hours, times)
        return
    groups = groups_of(team, hours)
    if team.head_count is not None:
        yield _planned(f"teams.{name}", "head_count", team, groups, times)
        return
    for group in groups:
        yield _planned(f"teams.{name}", f"shifts.{group.pattern}.agents", team, [group], times)


def _planned(here: str, key: str, team: Team, groups: list[Group], times: float) -> Source:
    """Agents who are planned one by one: a pause makes a row and another spell of work."""
    shrinkage, present = team.shrinkage, 1.0
    if team.shifts is not None:
        present = 1.0 - team.absence.share
    shifts = breaks = blocks = 0.0
    for group in groups:
        for shape, starts in group.starts.items():
            number = len(starts) * times * group.agents
            shifts += number
            breaks += number * len(shape.breaks)
            blocks += number * present * shape.blocks(shrinkage)
    agents = sum(group.agents for group in groups)
    pauses = breaks * present + blocks
    found = Source(
        path=f"{here}.{key}",
        told=f"{agents:,} agents work {shifts:,.0f} shifts",
        agents=agents,
        shifts=shifts,
        duty=shifts + 2.0 * (breaks + blocks),
        stays=shifts * present,
        pauses=pauses,
        moments=2.0 * shifts * present + pauses,
    )
    if blocks > shifts:
        found.path = f"{here}.shrinkage.block"
        found.told = f"{seconds_text(shrinkage.block_s)} makes {blocks:,.0f} blocks"
    return found


def _head_count(name: str, team: Team, hours: Hours, times: float) -> Source:
    _, counts = steps(team.head_count or (), hours)
    agents = int(counts.max(initial=0))
    rises = float((counts[1:] - counts[:-1]).clip(min=0).sum() + counts[0])
    changes = len(counts) * times
    return Source(
        path=f"teams.{name}.head_count",
        told=f"{agents:,} agents with {changes:,.0f} changes of the head count",
        agents=agents,
        duty=max(1.0, times) * rises,
        stays=max(1.0, times) * rises,
        moments=changes,
        numbers=2.0 * agents * changes,
    )


# -- rules -----------------------------------------------------------------------------------


def _doors(scenario: Scenario, hours: Hours, times: float) -> Source:
    calendars = [channel.hours for channel in scenario.channels.values()]
    calendars += [desk.hours for desk in scenario.tasks.values()]
    moments = 2.0 * times * sum(len(hours.spans(calendar)) for calendar in calendars)
    told = f"{seconds_text(horizon_s(scenario))} with {moments:,.0f} openings and closings"
    return Source("clock.length", told, moments=moments)


def _grids(scenario: Scenario) -> Source:
    """Grids of queues by groups of issues, and of teams by lines."""
    queues = len(scenario.channels) + len(scenario.tasks)
    issue_types, segments = len(scenario.issue_types), len(scenario.customers.segments)
    teams = len(scenario.teams)
    named: set[str] = set()
    for skill in (skill for team in scenario.teams.values() for skill in team.skills):
        named |= set() if skill.issue_types == "all" else set(skill.issue_types)
    lines = queues * (1 + len(named))
    cells = queues * issue_types * segments * 2 + 8 * teams * lines + teams * issue_types * queues
    cells += HOURS_OF_WEEK * _by_hour(scenario)
    if is_changed(scenario):
        groups = len(scenario.demand) * issue_types * segments
        cells += groups * len(scenario.channels)
    told = f"{queues} queues, {issue_types} issue types, {segments} segments and {teams} teams"
    return Source("channels", told, cells=cells, text=HOURS_OF_WEEK * _by_hour(scenario))


def _by_hour(scenario: Scenario) -> int:
    """How often durations are stated for the hours of the week."""
    issue_types, channels = scenario.issue_types.values(), scenario.channels.values()
    handled = sum(one.handle_time_by_hour_s is not None for one in issue_types)
    return handled + sum(channel.patience_by_hour_s is not None for channel in channels)
