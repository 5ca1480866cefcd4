"""Whether the simulated time fits what is measured, and whether demand means what it seems to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

import numpy as np

from sim.scenario.checks.findings import Finding, Subject, days_text, patterns
from sim.scenario.expected.average_week import covered
from sim.scenario.model import Scenario, Stream
from sim.scenario.model.hourly import open_hours
from sim.scenario.model.profiles import is_hours
from sim.scenario.nodes import Node, plain
from sim.scenario.rules.volumes import hours_of_first_channels, whole_days
from sim.scenario.values.columns import Floats, Numbers
from sim.scenario.values.units import number_text, per_week_text, rate_parts, seconds_text
from sim.scenario.values.week_spans import merged
from sim.time_units import DAY, HOUR, HOURS_OF_DAY, HOURS_OF_WEEK, WEEK

DAYS_OF_WEEK = 7


def odd_times(subject: Subject) -> Iterator[Finding]:
    """A window of broken weeks, a run-out too short.

    Days of the week have to weigh alike only if they differ; a run of less than a week is of some
    days that were chosen.
    """
    clock = subject.scenario.clock
    window = clock.length_s - clock.warm_up_s
    rhythm = _rhythm_s(subject.scenario) if clock.length_s >= WEEK else None
    if rhythm is not None and window % rhythm:
        whole, parts = (
            ("weeks", "days of the week") if rhythm == WEEK else ("days", "hours of the day")
        )
        message = (
            f"the measured time is {days_text(window)}, not whole {whole}: "
            f"some {parts} will weigh more than others."
        )
        yield _at_clock(subject, "length", message)
    longest, why = max(_run_outs(subject), default=(0.0, ""))
    if clock.run_out_s < longest:
        message = (
            f"{seconds_text(clock.run_out_s)} is shorter than {why}: issues of the last days "
            "count as unresolved."
        )
        yield _at_clock(subject, "run_out", message)


def _rhythm_s(scenario: Scenario) -> float | None:
    """After what time demand, hours and staff begin anew: a week, a day, or nothing if they never
    change. Tables of dates are taken for weeks."""
    streams = scenario.demand.values()
    if any(stream.forecast or stream.trace for stream in streams):
        return WEEK
    weights = [stream.profile for stream in streams]
    weights += [one.handle_time_by_hour_s for one in scenario.issue_types.values()]
    weights += [one.patience_by_hour_s for one in scenario.channels.values()]
    hours = [channel.hours for channel in scenario.channels.values()]
    hours += [desk.hours for desk in scenario.tasks.values()]
    hours += [part for team in scenario.teams.values() for _, part in patterns(team)]
    shapes = [np.array(one).reshape(DAYS_OF_WEEK, -1) for one in weights if one is not None]
    shapes += [covered(one.spans).reshape(DAYS_OF_WEEK, -1) for one in hours]
    if any((shape != shape[0]).any() for shape in shapes):
        return WEEK
    return DAY if any((shape != shape[0, 0]).any() for shape in shapes) else None


def _at_clock(subject: Subject, key: str, message: str) -> Finding:
    for path in (("clock", key), ("clock",)):
        if subject.written(*path):
            return Finding(path, message)
    return Finding((), message)


def _run_outs(subject: Subject) -> Iterator[tuple[float, str]]:
    """How long it may take until issues of the last moment are dealt with, and why."""
    scenario = subject.scenario
    fixed = [rule for rule in map(scenario.promise.on, subject.used) if rule.kind == "fixed"]
    if fixed:
        within = max(rule.within_s for rule in fixed)
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


Weights = tuple[float, ...]


class _OpenTime(NamedTuple):
    """A rate taken as one of the open time: hours or days of the week, and those that are open.

    ``clear``: how to write it so that it means that.
    """

    unit: str
    in_week: int
    are_open: float
    clear: str


def misread_rates(subject: Subject) -> Iterator[Finding]:
    """Rates per hour (minute, second) or day of streams with nothing in some hours or days.

    Such a rate is the average of the whole week, and looks like that of the open time.
    """
    for name, stream in subject.scenario.demand.items():
        written = subject.root.at(("demand", name))
        rate = written.get("rate") if written else None
        if written is None or rate is None or not stream.profile or not stream.rate_per_week:
            continue
        meant = _as_open_time(rate, stream.profile, written.get("profile"))
        if meant is not None:
            message = _rate_message(rate.text, stream.rate_per_week, meant)
            yield Finding(("demand", name, "rate"), message)


def _as_open_time(rate: Node, weights: Weights, profile: Node | None) -> _OpenTime | None:
    """What the rate may be taken for; nothing if it is the same, or stated for longer times."""
    number, per_s = rate_parts(rate.value) or (0.0, 0.0)
    if per_s == DAY:
        return _per_open_day(number, weights)
    if 0.0 < per_s <= HOUR:
        return _per_open_hour(number * (HOUR / per_s), weights, profile)
    return None


def _per_open_hour(per_hour: float, weights: Weights, profile: Node | None) -> _OpenTime | None:
    if all(weights):
        return None
    hours = open_hours(weights, profile is not None and is_hours(plain(profile)))
    clear = f"`{number_text(per_hour)} per open hour` ({_figure(per_hour * hours)} a week)"
    return _OpenTime("hour", HOURS_OF_WEEK, hours, clear)


def _per_open_day(per_day: float, weights: Weights) -> _OpenTime | None:
    starts = range(0, HOURS_OF_WEEK, HOURS_OF_DAY)
    days = sum(any(weights[at : at + HOURS_OF_DAY]) for at in starts)
    clear = f"`{per_week_text(per_day * days)}`"
    return _OpenTime("day", DAYS_OF_WEEK, days, clear) if days < DAYS_OF_WEEK else None


def _rate_message(text: str, per_week: float, meant: _OpenTime) -> str:
    unit = meant.unit
    return (
        f"`{text}` is the average of all {meant.in_week} {unit}s: {_figure(per_week)} a week, "
        f"{_figure(per_week / meant.are_open)} per open {unit}. If that is meant of each open "
        f"{unit}, write {meant.clear}; else write `{per_week_text(per_week)}`."
    )


def _figure(value: float) -> str:
    """A number of events for people: thousands apart, two decimals at most, or three digits."""
    return f"{value:,.2f}".rstrip("0").rstrip(".") if value >= 1 else f"{value:.3g}"


def odd_tables(subject: Subject) -> Iterator[Finding]:
    """Forecasts that end too soon, arrivals after the end, days without a course of their own."""
    clock = subject.scenario.clock
    for name, stream in subject.scenario.demand.items():
        if stream.forecast is not None:
            end = stream.forecast[-1][0] + stream.forecast[-1][1]
            if end < clock.length_s and not _is_idle(stream.forecast.array, end, clock.length_s):
                early = days_text(clock.length_s - end)
                message = f"the forecast ends {early} before the measured time does."
                yield Finding(("demand", _written_as(subject, name), "forecast"), message)
        yield from _arrivals_after_the_end(subject, name, stream)
        yield from _course_of_days(subject, name, stream)


def _written_as(subject: Subject, stream: str) -> str:
    """The name under which a stream is written, which may be made of a column by issue type."""
    demand = subject.root.get("demand")
    names = [str(key) for key, _ in demand.children()] if demand else []
    whole = (name for name in names if stream.startswith(f"{name}_"))
    return stream if stream in names else next(whole, stream)


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
        yield Finding(("demand", _written_as(subject, name), key), message)


def _course_of_days(subject: Subject, name: str, stream: Stream) -> Iterator[Finding]:
    """Volumes by day that take the hours of a channel, or find no hour of their profile."""
    written = _written_as(subject, name)
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
    weights = np.array(stream.profile).reshape(7, HOURS_OF_DAY).sum(axis=1)
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
