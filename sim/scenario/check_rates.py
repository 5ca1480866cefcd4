"""Rates that are easily read as something else than they mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sim.scenario.demand import is_hours
from sim.scenario.findings import Finding, Subject
from sim.scenario.hourly import HOURS_OF_WEEK, open_hours
from sim.scenario.nodes import Node, plain
from sim.scenario.units import DAY, HOUR, number_text, per_week_text, rate_parts

DAYS_OF_WEEK = 7
HOURS_OF_DAY = 24

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
            message = _message(rate.text, stream.rate_per_week, meant)
            yield Finding(("demand", name, "rate"), message)


def _as_open_time(rate: Node, weights: Weights, profile: Node | None) -> _OpenTime | None:
    """What the rate may be taken for; nothing if it is the same, or stated for longer times."""
    number, per_s = rate_parts(rate.value) or (0.0, 0.0)
    if per_s == DAY:
        return _days(number, weights)
    if 0.0 < per_s <= HOUR:
        return _hours(number * (HOUR / per_s), weights, profile)
    return None


def _hours(per_hour: float, weights: Weights, profile: Node | None) -> _OpenTime | None:
    if all(weights):
        return None
    hours = open_hours(weights, profile is not None and is_hours(plain(profile)))
    clear = f"`{number_text(per_hour)} per open hour` ({_figure(per_hour * hours)} a week)"
    return _OpenTime("hour", HOURS_OF_WEEK, hours, clear)


def _days(per_day: float, weights: Weights) -> _OpenTime | None:
    starts = range(0, HOURS_OF_WEEK, HOURS_OF_DAY)
    days = sum(any(weights[at : at + HOURS_OF_DAY]) for at in starts)
    clear = f"`{per_week_text(per_day * days)}`"
    return _OpenTime("day", DAYS_OF_WEEK, days, clear) if days < DAYS_OF_WEEK else None


def _message(text: str, per_week: float, meant: _OpenTime) -> str:
    unit = meant.unit
    return (
        f"`{text}` is the average of all {meant.in_week} {unit}s: {_figure(per_week)} a week, "
        f"{_figure(per_week / meant.are_open)} per open {unit}. If that is meant of each open "
        f"{unit}, write {meant.clear}; else write `{per_week_text(per_week)}`."
    )


def _figure(value: float) -> str:
    """A number of events for people: thousands apart, two decimals at most, or three digits."""
    return f"{value:,.2f}".rstrip("0").rstrip(".") if value >= 1 else f"{value:.3g}"
