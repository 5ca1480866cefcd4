"""Closing doors: whether those waiting may be cut off, and whether agents stay for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from sim.scenario.calendars import joined
from sim.scenario.model import HeadCount, Scenario, Shift, Team
from sim.scenario.returning import cuts_off, queues_when_closed
from sim.scenario.units import DAY, WEEK

NEVER = 0.001
"""Chance below which it does not count that all agents are away when doors close."""


def may_cut_off(scenario: Scenario, queue: str, teams: Iterable[str]) -> bool:
    """Whether live contacts may be cut off at closing that only these teams serve."""
    channel = scenario.channels.get(queue)
    if channel is None or not cuts_off(channel):
        return False
    if channel.at_closing == "disconnect":
        return True
    served_by = [scenario.teams[name] for name in teams]
    return any(
        _nobody(scenario, queue, served_by, closing, opening) > NEVER
        for closing, opening in _closed_spans(scenario, queue)
    )


def stays_late(scenario: Scenario, queue: str, name: str) -> bool:
    """Whether agents of a team work on after their shifts for those waiting at closing."""
    channel, team = scenario.channels.get(queue), scenario.teams[name]
    if channel is None or channel.at_closing != "serve_out" or team.end_of_shift == "hand_back":
        return False
    waits_on = channel.kind != "live" or queues_when_closed(channel)
    return any(
        closing <= end < opening and (waits_on or start < closing)
        for closing, opening in _closed_spans(scenario, queue)
        for entry in _entries(team)
        if _away(team, entry) < 1.0
        for start, end in _around(entry, closing)
    )


def _nobody(
    scenario: Scenario, queue: str, teams: list[Team], closing: float, opening: float
) -> float:
    """Chance that nobody of the teams serves out what waits when doors close."""
    on_holidays = scenario.channels[queue].hours.on_holidays and scenario.clock.has_holidays
    chance = 1.0
    for team in teams:
        until = opening if team.end_of_shift == "hand_back" else closing
        for entry in _entries(team):
            if on_holidays and not entry.hours.on_holidays:
                continue
            if any(start < closing and until <= end for start, end in _around(entry, closing)):
                chance *= _away(team, entry) ** entry.agents
    return chance


def _away(team: Team, entry: HeadCount | Shift) -> float:
    """Chance that an agent is not at work at a moment of the shift."""
    absence = team.absence.share if team.shifts is not None else 0.0
    return 1.0 - (1.0 - absence) * (1.0 - team.shrinkage.share)


def _entries(team: Team) -> list[HeadCount | Shift]:
    return [entry for entry in team.entries if entry.agents > 0]


def _around(entry: HeadCount | Shift, moment: float) -> Iterator[tuple[float, float]]:
    """Spans of an entry, those of the weeks before and after too; one around the clock has no
    end."""
    for start, end in joined(entry.hours):
        if end - start >= WEEK:
            yield moment - WEEK, moment + 2 * WEEK
            continue
        for week in (-WEEK, 0.0, WEEK):
            yield start + week, end + week


def _closed_spans(scenario: Scenario, queue: str) -> list[tuple[float, float]]:
    """Closing and next opening of a channel in a week; a day's end if it closes on holidays
    only."""
    spans = sorted(joined(scenario.channels[queue].hours))
    if not spans:
        return []
    if spans[0][1] - spans[0][0] >= WEEK:
        return [(DAY, 2 * DAY)]
    first = (spans[0][0] + WEEK, spans[0][1] + WEEK)
    return [(one[1], after[0]) for one, after in pairwise([*spans, first])]
