"""Staff against hours and work: doors without people, people without work, too much work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from sim.scenario import calendar_text
from sim.scenario.ability import FIX, best_skill, depth, desk_for, serves, serving
from sim.scenario.calendar_text import Spans, merged
from sim.scenario.calendars import Calendar
from sim.scenario.findings import Finding, Subject
from sim.scenario.flows import Pair
from sim.scenario.model import Scenario, Team
from sim.scenario.planned import staffed_hours
from sim.scenario.problems import Path
from sim.scenario.teams import joined
from sim.scenario.units import HOUR, WEEK

MOST_TEAMS = 10
"""Groups of teams are looked at together up to this number."""


def patterns(team: Team) -> Iterator[tuple[Path, Calendar]]:
    """Hours in which a team plans anybody at all, with their path below the team."""
    for place, shift in enumerate(team.shifts or ()):
        if shift.agents > 0:
            yield ("shifts", place), shift.hours
    for place, entry in enumerate(team.head_count or ()):
        if entry.agents > 0:
            yield ("head_count", place), entry.hours


def minus(spans: Spans, others: Spans) -> Spans:
    """The parts of sorted spans outside other sorted spans."""
    left = []
    for start, end in spans:
        at = start
        for low, high in others:
            if at < high and low < end:
                if at < low:
                    left.append((at, low))
                at = high
        if at < end:
            left.append((at, end))
    return tuple(left)


def unstaffed(subject: Subject) -> Iterator[Finding]:
    """Open hours of live channels in which nobody is planned who could answer."""
    scenario = subject.scenario
    for name, channel in scenario.channels.items():
        teams = [team for team in scenario.teams if serves(scenario, team, name)]
        if channel.kind != "live" or name not in subject.used or not teams:
            continue
        present = merged(
            span
            for team in teams
            for _, hours in patterns(scenario.teams[team])
            for span in hours.spans
        )
        path: Path = ("channels", name, "hours")
        bare = _within(minus(channel.hours.spans, present), subject.watched())
        if bare:
            hours = calendar_text.write(bare, True)
            message = f"open, but nobody is there to answer: {hours}."
            yield Finding(path if subject.written(*path) else path[:2], message)
        elif channel.hours.on_holidays and _holidays(scenario):
            on = [c for t in teams for _, c in patterns(scenario.teams[t]) if c.on_holidays]
            if not on:
                message = "open on holidays, when nobody is there to answer."
                yield Finding(path if subject.written(*path) else path[:2], message)


def _holidays(scenario: Scenario) -> bool:
    clock = scenario.clock
    end = clock.start + timedelta(seconds=clock.length_s)
    return bool(clock.holidays.dates(clock.start, end))


def idle_shifts(subject: Subject) -> Iterator[Finding]:
    """Shifts in which nothing can arrive for the team."""
    scenario = subject.scenario
    for name, team in scenario.teams.items():
        work = _work_hours(subject, name)
        for below, hours in patterns(team):
            idle = merged(span for span in joined(hours) if not _touches(span, work))
            if _within(idle, subject.watched()):
                what = "shift" if below[0] == "shifts" else "head count"
                text = calendar_text.write(idle, True)
                message = f"nothing can arrive in this {what}: {text}; {_when(work)}"
                path = ("teams", name, *below, "hours")
                yield Finding(path, message)


def _work_hours(subject: Subject, team: str) -> Spans:
    """Hours in which there can be work for a team: live contacts arrive, deferred work waits."""
    scenario = subject.scenario
    spans: list[tuple[float, float]] = []
    for name, channel in scenario.channels.items():
        if name in subject.used and serves(scenario, team, name):
            open_hours = channel.hours.spans
            first_only = channel.kind == "live" and name not in subject.later
            spans += _within(open_hours, subject.busy(name)) if first_only else open_hours
    for name, desk in scenario.tasks.items():
        if serves(scenario, team, name):
            spans += desk.hours.spans
    return merged(spans)


def _within(spans: Spans, others: Spans) -> Spans:
    return minus(spans, minus(spans, others))


def _touches(span: tuple[float, float], others: Spans) -> bool:
    """Whether a span, which may run past the week's end, meets any of the others."""
    start, end = span
    again = ((start, end), (start - WEEK, end - WEEK))
    return any(one < high and low < two for one, two in again for low, high in others)


def _when(work: Spans) -> str:
    return f"work comes {calendar_text.write(work, True)}." if work else "no work comes at all."


# -- load against capacity -------------------------------------------------------------------


def overloaded(subject: Subject) -> Iterator[Finding]:
    """Smallest groups of teams whose certain work exceeds their working time.

    The work is a lower bound: first contacts that find an open door, each served by the team
    that needs least time for it, and the tasks that they leave. Returns come on top.
    """
    scenario = subject.scenario
    work = _work_by_teams(subject)
    hours = staffed_hours(scenario)
    room = {name: hours[name] * _at_once(scenario, name) for name in scenario.teams}
    found: list[frozenset[str]] = []
    for group in _groups(list(scenario.teams)):
        if any(smaller <= group for smaller in found):
            continue
        load = sum(part for teams, part in work.items() if teams <= group)
        capacity = sum(room[name] for name in group)
        if load > capacity * (1 + 1e-9) and load > 0.05:
            found.append(group)
            yield _too_much(scenario, group, load, capacity)


def _groups(teams: list[str]) -> Iterator[frozenset[str]]:
    sizes = range(1, len(teams) + 1) if len(teams) <= MOST_TEAMS else (1, len(teams))
    for size in sizes:
        for group in combinations(teams, size):
            yield frozenset(group)


def _too_much(scenario: Scenario, group: frozenset[str], load: float, capacity: float) -> Finding:
    names = [name for name in scenario.teams if name in group]
    who = "this team" if len(names) == 1 else f"teams {', '.join(f'`{n}`' for n in names)} together"
    message = (
        f"more work than {who} can do: at least {load:,.1f} h a week for {capacity:,.1f} h of "
        f"agents at work ({load / 168:.2f} erlangs offered, {capacity / 168:.2f} agents "
        "in the average week); the backlog grows, or customers give up."
    )
    return Finding(("teams", names[0]), message, key=True)


def _at_once(scenario: Scenario, team: str) -> float:
    """How much faster a team gets through contacts by holding several at once."""
    rule = scenario.teams[team].concurrency
    many = rule.contacts / (1.0 + rule.slow_down * (rule.contacts - 1))
    return max(1.0, many)


def _work_by_teams(subject: Subject) -> dict[frozenset[str], float]:
    """Hours of work of a week by the set of teams that may do it."""
    scenario = subject.scenario
    found: dict[frozenset[str], float] = defaultdict(float)
    pending: list[tuple[Pair, float, int]] = [
        (pair, number, 0) for pair, number in subject.contacts.items()
    ]
    while pending:
        (queue, kind), number, done = pending.pop()
        teams = serving(scenario, queue, kind)
        ways = {team: depth(scenario, team, queue, kind) for team in teams}
        ways = {team: stage for team, stage in ways.items() if stage > done}
        if not ways:
            continue
        works = [_work_s(scenario, t, queue, kind, done, stage) for t, stage in ways.items()]
        found[frozenset(ways)] += number * min(works) / HOUR
        deepest = max(ways.values())
        desk = desk_for(scenario.issue_types[kind], deepest + 1) if deepest < FIX else None
        if desk is not None:
            left = number * (1.0 - scenario.tasks[desk].lost)
            pending.append(((desk, kind), left, deepest))
    return found


def _work_s(scenario: Scenario, team: str, queue: str, kind: str, done: int, stage: int) -> float:
    """Mean seconds that a team works on an issue from one stage to another."""
    issue_type = scenario.issue_types[kind]
    work = issue_type.work
    stages = [work.acknowledge.mean_s(), work.diagnose.mean_s(), work.fix.mean_s()]
    total = sum(stages[done:stage])
    if queue in scenario.channels:
        total += issue_type.after_contact.mean_s()
    skill = best_skill(scenario, scenario.teams[team], queue, kind)
    speed = skill.speed if skill else 1.0
    fastest = max((shift.speed for shift in scenario.teams[team].shifts or ()), default=1.0)
    return total / (speed * fastest)
