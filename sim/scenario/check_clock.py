"""Whether the simulated time fits what is to be measured."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import numpy as np

from sim.scenario.calendar_text import merged
from sim.scenario.check_staff import patterns
from sim.scenario.columns import Floats, Numbers
from sim.scenario.days import hours_of_first_channels, whole_days
from sim.scenario.findings import Finding, Subject
from sim.scenario.model import Scenario, Stream
from sim.scenario.units import DAY, HOUR, WEEK, number_text, seconds_text


def odd_times(subject: Subject) -> Iterator[Finding]:
    """A window of broken weeks, a run-out too short, a forecast that ends too soon."""
    clock = subject.scenario.clock
    window = clock.length_s - clock.warm_up_s
    if window % WEEK and _has_a_rhythm(subject.scenario):
        message = (
            f"the measured time is {_days(window)}, not whole weeks: "
            "some days of the week will weigh more than others."
        )
        yield _at_clock(subject, "length", message)
    longest, why = max(_run_outs(subject), default=(0.0, ""))
    if clock.run_out_s < longest:
        message = (
            f"{seconds_text(clock.run_out_s)} is shorter than {why}: issues of the last days "
            "count as unresolved."
        )
        yield _at_clock(subject, "run_out", message)
    for name, stream in subject.scenario.demand.items():
        if stream.forecast is not None:
            end = stream.forecast[-1][0] + stream.forecast[-1][1]
            if end < clock.length_s and not _is_idle(stream.forecast.array, end, clock.length_s):
                early = _days(clock.length_s - end)
                message = f"the forecast ends {early} before the measured time does."
                yield Finding(("demand", written_as(subject, name), "forecast"), message)
        yield from _arrivals_after_the_end(subject, name, stream)
        yield from _course_of_days(subject, name, stream)


def written_as(subject: Subject, stream: str) -> str:
    """The name under which a stream is written, which may be made of a column by issue type."""
    demand = subject.root.get("demand")
    names = [str(key) for key, _ in demand.children()] if demand else []
    whole = (name for name in names if stream.startswith(f"{name}_"))
    return stream if stream in names else next(whole, stream)


def _days(seconds: float) -> str:
    days = number_text(round(seconds / DAY, 2))
    return "1 day" if days == "1" else f"{days} days"


def _is_idle(rows: Floats, end: float, length: float) -> bool:
    """Whether nothing came either, a week before, in the time after a forecast's end."""
    at, lasts, issues = rows.T
    before, busy = at - end + WEEK, issues > 0.0
    if at[0] > end - WEEK or length - end >= WEEK:
        return False
    return not bool((busy & (before + lasts > 0.0) & (before < length - end)).any())


def _arrivals_after_the_end(subject: Subject, name: str, stream: Stream) -> Iterator[Finding]:
    """Arrivals of a table that lie behind all that is simulated."""
    clock, key = subject.scenario.clock, "forecast" if stream.trace is None else "trace"
    at = (stream.trace or Numbers()).array
    if stream.forecast is not None:
        at = stream.forecast.array[:, 0]
    late = at[at >= clock.length_s + clock.run_out_s]
    if len(late):
        start = datetime.combine(clock.start, time())
        first, last = (start + timedelta(seconds=float(s)) for s in (late[0], late[-1]))
        what = "arrival" if key == "trace" else "interval"
        count = f"1 {what} lies" if len(late) == 1 else f"{len(late):,} {what}s lie"
        message = (
            f"{count} after the end of the simulated time, "
            f"the first at {first:%Y-%m-%d %H:%M}, the last at {last:%Y-%m-%d %H:%M}."
        )
        yield Finding(("demand", written_as(subject, name), key), message)


def _course_of_days(subject: Subject, name: str, stream: Stream) -> Iterator[Finding]:
    """Volumes by day that take the hours of a channel, or find no hour of their profile."""
    written = written_as(subject, name)
    days, here = whole_days(stream), ("demand", written, "forecast")
    if not len(days):
        return
    if stream.profile is None:
        message = "the volumes of days are spread evenly over 24 hours: state a `profile`"
        yield Finding(here, f"{message} for the true course of the day.")
        return
    if not subject.written("demand", written, "profile"):
        hours = hours_of_first_channels(subject.scenario, stream)
        message = f"the volumes of days are spread evenly over the open hours ({hours})"
        yield Finding(here, f"{message}: state a `profile` for the true course of the day.")
    weights = np.array(stream.profile).reshape(7, 24).sum(axis=1)
    first = (days[:, 0] // DAY).astype(int) + subject.scenario.clock.start.weekday()
    lasts = np.ceil(days[:, 1] / DAY).astype(int)
    empty = [not weights[np.arange(f, f + n) % 7].any() for f, n in zip(first, lasts, strict=True)]
    outside = days[np.array(empty) & (days[:, 2] > 0.0)]
    if len(outside):
        date = subject.scenario.clock.start + timedelta(seconds=float(outside[0, 0]))
        message = (
            f"{outside[:, 2].sum():,.6g} issues fall on days without any hour of the profile, "
            f"{date:%a %Y-%m-%d} the first: they are spread over all of their time."
        )
        yield Finding(here, message)


def _has_a_rhythm(scenario: Scenario) -> bool:
    """Whether days of the week can differ at all."""
    hours = [channel.hours for channel in scenario.channels.values()]
    hours += [desk.hours for desk in scenario.tasks.values()]
    hours += [part for team in scenario.teams.values() for _, part in patterns(team)]
    shaped = any(
        stream.profile or stream.forecast or stream.trace for stream in scenario.demand.values()
    )
    return shaped or any(part.hours_per_week() < WEEK / HOUR for part in hours)


def _at_clock(subject: Subject, key: str, message: str) -> Finding:
    for path in (("clock", key), ("clock",)):
        if subject.written(*path):
            return Finding(path, message)
    return Finding((), message)


def _run_outs(subject: Subject) -> Iterator[tuple[float, str]]:
    """How long it may take until issues of the last moment are dealt with, and why."""
    scenario = subject.scenario
    if scenario.promise.kind == "fixed":
        within = scenario.promise.within_s
        yield within, f"the {seconds_text(within)} within which a fix is promised"
    queues = [(n, c.expected_reply_s) for n, c in scenario.channels.items() if c.kind != "live"]
    for name, expected in [*queues, *((name, 0.0) for name in scenario.tasks)]:
        if expected:
            yield expected, f"the expected reply on `{name}`, {seconds_text(expected)}"
        gap = _longest_gap(subject, name)
        yield gap, f"the {seconds_text(gap)} in which nobody works on `{name}`"


def _longest_gap(subject: Subject, queue: str) -> float:
    """The longest time of the week in which nobody is planned who serves a queue."""
    scenario = subject.scenario
    spans = merged(
        span
        for name, team in scenario.teams.items()
        if subject.abilities.serves(name, queue)
        for _, hours in patterns(team)
        for span in hours.spans
    )
    if not spans:
        return 0.0
    starts = [start for start, _ in spans[1:]] + [spans[0][0] + WEEK]
    return max(start - end for start, (_, end) in zip(starts, spans, strict=True))
