"""What becomes of too much work that nobody walks away from."""

from __future__ import annotations

from sim.scenario.checks.findings import Subject
from sim.scenario.expected.paths import Step
from sim.scenario.expected.workload import Overload
from sim.scenario.model import Scenario, Stream
from sim.scenario.rules.doors import never_closes, stays_late
from sim.scenario.rules.volumes import type_weights
from sim.scenario.values.columns import Rows
from sim.scenario.values.week_spans import by_day
from sim.time_units import DAY, HOUR, WEEK

GROWS = "the backlog grows"
LEFT = "left when the measured time ends"


def goes_on(subject: Subject, found: Overload) -> bool:
    """Whether work for a group still comes in the last week of the time (of two weeks or less: in
    its second half), so that more and more waits. Days of less than a week are over then."""
    length_s = subject.scenario.clock.length_s
    if length_s < WEEK:
        return False
    last_s = max(length_s - WEEK, length_s / 2.0)
    kinds = _issue_types(subject, found)
    return any(
        _comes_between(stream, last_s, length_s)
        for stream in subject.scenario.demand.values()
        if any(weight > 0.0 for weight in _of_types(subject, stream, kinds))
    )


def _issue_types(subject: Subject, found: Overload) -> set[int]:
    """Places of the issue types whose contacts make work for a group; all where that is told by
    more than the first contacts."""
    workload = subject.workload
    reach = {step: found.group & teams for step, teams in workload.steps.items()}
    if any(step not in workload.firsts for step in workload.contacts if reach[step]):
        return set(range(len(subject.scenario.issue_types)))
    return {k for step, pairs in workload.firsts.items() if reach[step] for _, k in pairs}


def _of_types(subject: Subject, stream: Stream, kinds: set[int]) -> list[float]:
    weights = type_weights(subject.scenario, stream)
    return [weight for place, weight in enumerate(weights) if place in kinds]


def _comes_between(stream: Stream, start_s: float, end_s: float) -> bool:
    """Whether a stream brings anything between two moments."""
    if stream.rate_per_week is not None:
        return stream.rate_per_week > 0.0
    if stream.trace is not None:
        return bool(((start_s <= stream.trace.array) & (stream.trace.array < end_s)).any())
    at, lasts, issues = (stream.forecast or Rows()).array.T
    return bool(((issues > 0.0) & (at + lasts > start_s) & (at < end_s)).any())


def stays_late_for(subject: Subject, steps: list[Step]) -> dict[Step, set[str]]:
    """By step the teams whose agents work on after their shifts until no job waits there."""
    found: dict[Step, set[str]] = {}
    for step in steps:
        late = {
            name for name in step.teams for queue in step.queues if _stays(subject, queue, name)
        }
        found[step] = late
    return found


def _stays(subject: Subject, queue: str, name: str) -> bool:
    """Whether agents of a team work on until a line is empty."""
    scenario = subject.scenario
    if subject.staffed[name] <= 0.0:
        return False
    clears = scenario.teams[name].end_of_shift == "clear"
    return (clears and _may_go_on(scenario, queue)) or stays_late(scenario, queue, name)


def _may_go_on(scenario: Scenario, queue: str) -> bool:
    """Whether jobs that wait may be taken up after closing: not deferred ones, until the next
    opening."""
    channel = scenario.channels.get(queue)
    if channel is not None:
        return channel.kind == "live" or never_closes(channel)
    return never_closes(scenario.tasks[queue])


def is_worked_off(subject: Subject, found: Overload, late: dict[Step, set[str]]) -> bool:
    """Whether agents who stay after their shifts empty every line of a group before the next."""
    teams = set[str]().union(*late.values())
    around_h = sum(_around_the_clock_h(subject, name) for name in teams)
    return all(late.values()) and found.load_h <= around_h


def _around_the_clock_h(subject: Subject, name: str) -> float:
    """Agent hours of a week if the smallest shift of a team lasted until the next day's."""
    entries = [one for one in subject.scenario.teams[name].entries if one.agents > 0]
    planned_h = sum(one.agents * one.hours.hours_per_week() for one in entries)
    days = [sum(bool(part) for part in by_day(one.hours.spans)) for one in entries]
    longest_h = min(one.agents * many * DAY / HOUR for one, many in zip(entries, days, strict=True))
    return longest_h * subject.staffed[name] / planned_h
