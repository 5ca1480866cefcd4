"""Staff against hours: doors without people, people without work."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario import calendar_text
from sim.scenario.calendar_text import Spans, merged, minus, within
from sim.scenario.calendars import Calendar, joined
from sim.scenario.coming import hours_of_contacts
from sim.scenario.findings import Finding, Subject
from sim.scenario.model import Team
from sim.scenario.problems import Path
from sim.scenario.units import WEEK


def patterns(team: Team) -> Iterator[tuple[Path, Calendar]]:
    """Hours in which a team plans anybody at all, with their path below the team."""
    key = "head_count" if team.shifts is None else "shifts"
    for place, entry in enumerate(team.entries):
        if entry.agents > 0:
            yield (key, place), entry.hours


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
            hours = calendar_text.write(bare, True)
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
                text = calendar_text.write(idle, True)
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
    return f"work comes {calendar_text.write(work, True)}." if work else "no work comes at all."
