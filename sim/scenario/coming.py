"""When contacts may come to a team: arriving, waiting, handed over, or coming back."""

from __future__ import annotations

import math

import numpy as np

from sim.scenario.calendar_text import Spans, merged, within
from sim.scenario.calendars import joined
from sim.scenario.check_returns import no_cause
from sim.scenario.findings import Subject
from sim.scenario.hourly import HOURS_OF_WEEK
from sim.scenario.model import Channel, IssueType
from sim.scenario.moments import cdf
from sim.scenario.returning import (
    never_closes,
    patience_factors_of,
    patience_of,
    queues_when_closed,
    returns_of,
    ways_of,
)
from sim.scenario.units import HOUR, WEEK

FEW = 1e-9
"""Chance to wait longer that counts as none."""


def hours_of_contacts(subject: Subject, team: str, name: str) -> Spans:
    """Hours of the week in which contacts of a channel may be there for a team."""
    channel, who = subject.scenario.channels[name], subject.abilities
    serves = any(team in who.serving(name, kind) for kind in subject.kinds())
    handed = any(team in who.handed_over(name, kind) for kind in subject.kinds())
    if not serves and not handed:
        return ()
    if handed or channel.kind == "deferred" or _at_any_time(subject, name):
        return channel.hours.spans
    return _waiting(channel, subject.busy(name), _longest_wait(subject, name))


def _at_any_time(subject: Subject, name: str) -> bool:
    """Whether more than first contacts come to a channel, at times that follow no profile."""
    scenario = subject.scenario
    recurs = any(scenario.issue_types[kind].recurs for kind in subject.kinds())
    teams = [team for team in scenario.teams if subject.abilities.serves(team, name)]
    handed_back = any(scenario.teams[team].end_of_shift == "hand_back" for team in teams)
    return recurs or handed_back or name in subject.later or _comes_back(subject, name)


def _comes_back(subject: Subject, name: str) -> bool:
    """Whether customers may try a channel again after it."""
    scenario = subject.scenario
    channel = scenario.channels[name]
    return any(
        rule.at_most > 0
        and name in ways_of(scenario, name, rule)
        and not no_cause(scenario, channel, reason)[0]
        for reason, rule in returns_of(scenario, channel).items()
    )


def _longest_wait(subject: Subject, name: str) -> float:
    """Seconds after which everybody has given up (whole hours; infinite if some never do)."""
    scenario = subject.scenario
    channel = scenario.channels[name]
    kinds = [scenario.issue_types[kind] for kind in subject.kinds()]
    return max((_given_up(channel, kind) for kind in kinds), default=0.0)


def _given_up(channel: Channel, kind: IssueType) -> float:
    """The same for an issue type, in the hour of the week that makes customers most patient."""
    hours = np.arange(HOURS_OF_WEEK + 1.0)
    longest = max(patience_factors_of(channel, kind) or (1.0,))
    over = np.flatnonzero(cdf(patience_of(channel, kind), hours * HOUR / longest) >= 1.0 - FEW)
    return float(hours[over[0]]) * HOUR if len(over) else math.inf


def _waiting(channel: Channel, busy: Spans, longest_s: float) -> Spans:
    """Open hours with anybody waiting who arrives in busy hours; doors that close cut them off
    or have them served out, unless they are kept."""
    hours = channel.hours.spans
    queues = queues_when_closed(channel)
    arriving = busy if queues else within(hours, busy)
    longest_s = min(longest_s, WEEK)
    if queues or channel.at_closing == "keep" or never_closes(channel):
        return within(hours, merged((a, min(b + longest_s, a + WEEK)) for a, b in arriving))
    twice = (*arriving, *((a + WEEK, b + WEEK) for a, b in arriving))
    stretches = joined(channel.hours)
    return merged(
        (a, min(b + longest_s, closing))
        for opening, closing in stretches
        for a, b in within(((opening, closing),), twice)
    )
