"""Teams: issues that nobody can resolve, doors without people, people without work."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sim.scenario.checks.findings import Finding, Subject, patterns
from sim.scenario.model import Channel, IssueType, Scenario
from sim.scenario.problems import Path
from sim.scenario.rules.abilities import FIX, STAGES, Abilities, about, desk_for, lists
from sim.scenario.rules.doors import (
    never_closes,
    no_cause,
    patience_factors_of,
    patience_of,
    queues_when_closed,
    returns_of,
    ways_of,
)
from sim.scenario.rules.redirects import needs_nobody, redirects_all
from sim.scenario.values.calendars import hours_text, joined
from sim.scenario.values.moments import cdf
from sim.scenario.values.week_spans import Spans, merged, minus, within
from sim.time_units import HOUR, HOURS_OF_WEEK, WEEK

NOUNS = {"acknowledge": "acknowledgement", "diagnose": "diagnosis", "fix": "fix"}
FEW = 1e-9
"""Chance to wait longer that counts as none."""


def unresolved(subject: Subject) -> Iterator[Finding]:
    """Channels, types and stages at which an issue gets stuck for want of a skill."""
    scenario = subject.scenario

    def needed(channel: str, issue_type: str) -> bool:
        served = subject.abilities.serving(channel, issue_type)
        return not served and not needs_nobody(scenario, channel, issue_type)

    for channel in scenario.channels:
        if channel not in subject.used:
            continue
        types = subject.arising_types()
        missing = [one for one in types if needed(channel, one)]
        if missing and len(missing) == len(types):
            message = f"nobody answers here: no team lists `{channel}` under `skills: channels`."
            yield Finding(("channels", channel), message, key=True)
            continue
        for issue_type in missing:
            help_ = _help(scenario, channel, issue_type)
            message = f"nobody takes `{issue_type}` on `{channel}`; {help_}"
            yield Finding(_type_path(subject, issue_type), message, key=True)
    seen: set[str] = set()
    for issue_type in subject.arising_types():
        for channel in _amiss(subject, issue_type):
            for message in _stuck(subject.abilities, channel, issue_type, {channel}):
                if message not in seen:
                    seen.add(message)
                    yield Finding(_type_path(subject, issue_type), message, key=True)


def _amiss(subject: Subject, issue_type: str) -> list[str]:
    """Used channels on which something is amiss with a type; channels alike are looked at once
    if nothing is."""
    who = subject.abilities
    found = []
    fine: set[tuple[object, ...]] = set()
    for name, channel in subject.scenario.channels.items():
        if name in subject.used and not redirects_all(subject.scenario, name, issue_type):
            alike = (who.in_order(name), who.ways(name), channel.kind)
            if alike not in fine:
                if next(_stuck(who, name, issue_type, {name}), None) is None:
                    fine.add(alike)
                else:
                    found.append(name)
    return found


def _type_path(subject: Subject, issue_type: str) -> Path:
    path: Path = ("issue_types", issue_type)
    return path if subject.written(*path) else ("issue_types",)


def _help(scenario: Scenario, queue: str, issue_type: str) -> str:
    """The change that would help soonest."""
    teams = scenario.teams.items()
    is_desk = queue in scenario.tasks
    for name, team in teams:
        for skill in team.skills:
            if lists(skill, queue) and not about(skill, issue_type):
                return f"add `{issue_type}` to the issue types of team `{name}`."
    for name, team in teams:
        if any(about(skill, issue_type) for skill in team.skills):
            section = "tasks" if is_desk else "channels"
            return f"add `{queue}` to the {section} of team `{name}`."
    return "give a team a skill for it."


def _stuck(who: Abilities, queue: str, issue_type: str, seen: set[str]) -> Iterator[str]:
    """What happens to issues of a type that lie in a queue, if not the fix."""
    scenario = who.scenario
    for team in who.serving(queue, issue_type):
        done = who.depth(team, queue, issue_type)
        if done >= FIX or _transferred(who, queue, issue_type, done):
            continue
        desk = desk_for(scenario.issue_types[issue_type], done + 1)
        if desk is None:
            yield _dead_end(scenario, team, queue, issue_type, done)
        elif not who.able(desk, issue_type):
            help_ = _help(scenario, desk, issue_type)
            yield f"`{issue_type}` is left at `{desk}`, where nobody takes it; {help_}"
        elif max(who.depth(one, desk, issue_type) for one in who.able(desk, issue_type)) <= done:
            stage = NOUNS[STAGES[done]]
            yield (
                f"`{issue_type}` is left at `{desk}` for the {stage}, which nobody there does; "
                f"{_authority(scenario, who.able(desk, issue_type)[0], issue_type)}"
            )
        elif desk not in seen:
            yield from _stuck(who, desk, issue_type, seen | {desk})


def _transferred(who: Abilities, queue: str, issue_type: str, done: int) -> bool:
    """Whether the customer is handed over, live, to a team that does the next stage."""
    scenario = who.scenario
    channel = scenario.channels.get(queue)
    if scenario.issue_types[issue_type].leaves.how != "transfer" or channel is None:
        return False
    return channel.kind == "live" and bool(who.deeper(queue, issue_type, done))


def _dead_end(scenario: Scenario, team: str, queue: str, issue_type: str, done: int) -> str:
    stage = STAGES[done]
    return (
        f"team `{team}` takes `{issue_type}` on `{queue}` but leaves the {NOUNS[stage]} to "
        f"nobody: state `leaves: {{{stage}: …}}`, or {_authority(scenario, team, issue_type)}"
    )


def _authority(scenario: Scenario, team: str, issue_type: str) -> str:
    need = scenario.issue_types[issue_type].authority
    if any(skill.does == "fix" and skill.authority < need for skill in scenario.teams[team].skills):
        return f"give team `{team}` authority {need}."
    return f"let team `{team}` do `fix`."


def unstaffed(subject: Subject) -> Iterator[Finding]:
    """Open hours of live channels in which nobody is planned who could answer."""
    scenario = subject.scenario
    for name, channel in scenario.channels.items():
        teams = [team for team in scenario.teams if subject.abilities.serves(team, name)]
        if channel.kind != "live" or name not in subject.used or not teams:
            continue
        present = merged(
            span
            for team in teams
            for _, hours in patterns(scenario.teams[team])
            for span in hours.spans
        )
        path: Path = ("channels", name, "hours")
        bare = within(minus(channel.hours.spans, present), subject.watched())
        if bare:
            hours = hours_text(bare, True)
            message = f"open, but nobody is there to answer: {hours}."
            yield Finding(path if subject.written(*path) else path[:2], message)
        elif channel.hours.on_holidays and scenario.clock.has_holidays:
            on = [c for t in teams for _, c in patterns(scenario.teams[t]) if c.on_holidays]
            if not on:
                message = "open on holidays, when nobody is there to answer."
                yield Finding(path if subject.written(*path) else path[:2], message)


def idle_shifts(subject: Subject) -> Iterator[Finding]:
    """Shifts in which nothing can arrive for the team."""
    scenario = subject.scenario
    for name, team in scenario.teams.items():
        work = _work_hours(subject, name)
        for below, hours in patterns(team):
            idle = merged(span for span in joined(hours) if not _touches(span, work))
            if within(idle, subject.watched()):
                what = "shift" if below[0] == "shifts" else "head count"
                text = hours_text(idle, True)
                message = f"nothing can arrive in this {what}: {text}; {_when(work)}"
                path = ("teams", name, *below, "hours")
                yield Finding(path, message)


def _work_hours(subject: Subject, team: str) -> Spans:
    """Hours in which there can be work for a team: live contacts arrive, deferred work waits."""
    scenario = subject.scenario
    spans: list[tuple[float, float]] = []
    for name in scenario.channels:
        if name in subject.used:
            spans += hours_of_contacts(subject, team, name)
    for name, desk in scenario.tasks.items():
        if subject.abilities.serves(team, name):
            spans += desk.hours.spans
    return merged(spans)


def _touches(span: tuple[float, float], others: Spans) -> bool:
    """Whether a span, which may run past the week's end, meets any of the others."""
    start, end = span
    again = ((start, end), (start - WEEK, end - WEEK))
    return any(one < high and low < two for one, two in again for low, high in others)


def _when(work: Spans) -> str:
    return f"work comes {hours_text(work, True)}." if work else "no work comes at all."


def hours_of_contacts(subject: Subject, team: str, name: str) -> Spans:
    """Hours of the week in which contacts of a channel may be there for a team."""
    channel, who = subject.scenario.channels[name], subject.abilities
    types = subject.arising_types()
    serves = any(team in who.serving(name, issue_type) for issue_type in types)
    handed = any(team in who.handed_over(name, issue_type) for issue_type in types)
    if not serves and not handed:
        return ()
    if handed or channel.kind == "deferred" or _at_any_time(subject, name):
        return channel.hours.spans
    return _waiting(channel, subject.busy(name), _longest_wait(subject, name))


def _at_any_time(subject: Subject, name: str) -> bool:
    """Whether more than first contacts come to a channel, at times that follow no profile."""
    scenario = subject.scenario
    recurs = any(scenario.issue_types[one].recurs for one in subject.arising_types())
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
    issue_types = [scenario.issue_types[one] for one in subject.arising_types()]
    return max((_given_up(channel, issue_type) for issue_type in issue_types), default=0.0)


def _given_up(channel: Channel, issue_type: IssueType) -> float:
    """The same for an issue type, in the hour of the week that makes customers most patient."""
    hours = np.arange(HOURS_OF_WEEK + 1.0)
    longest = max(patience_factors_of(channel, issue_type) or (1.0,))
    given_up = cdf(patience_of(channel, issue_type), hours * HOUR / longest)
    over = np.flatnonzero(given_up >= 1.0 - FEW)
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
