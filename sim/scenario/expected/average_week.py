"""The average week of a simulated time: which hours are measured, open, holidays."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.scenario.model import Clock, Scenario
from sim.scenario.values.calendars import Calendar
from sim.scenario.values.columns import PIECE
from sim.time_units import DAY, HOUR, HOURS_OF_DAY, HOURS_OF_WEEK, WEEK

Array = npt.NDArray[Any]
CELL = 900.0
"""Seconds; the week is reckoned in quarters of an hour, Monday 00:00 first."""
IN_HOUR = int(HOUR / CELL)
CELLS = HOURS_OF_WEEK * IN_HOUR


@dataclass(frozen=True)
class AverageWeek:
    """``measured``: seconds of measured time by hour of the week (168). ``no_holiday``: share of
    dates that are no holidays by day of the week (7)."""

    measured: Array
    no_holiday: Array

    def open_shares(self, calendar: Calendar) -> Array:
        """Share of each cell of the week (672) in which a calendar is open."""
        shares = covered(calendar.spans)
        if not calendar.on_holidays:
            shares *= np.repeat(self.no_holiday, CELLS // 7)
        return shares


def average_week(scenario: Scenario) -> AverageWeek:
    """The average week of a scenario; holidays are those of the whole weeks from its start."""
    clock = scenario.clock
    weeks = max(1, math.ceil(clock.length_s / WEEK))
    days = clock.holidays.dates(clock.start, clock.start + timedelta(days=7 * weeks))
    off = np.bincount([day.weekday() for day in days], minlength=7) if days else np.zeros(7)
    first = clock.start.weekday() * DAY
    return AverageWeek(_seconds(first + clock.warm_up_s, first + clock.length_s), 1.0 - off / weeks)


def _seconds(start: float, end: float) -> Array:
    """Seconds between two moments after a Monday's midnight by hour of the week."""
    whole, rest = divmod(end - start, WEEK)
    found = np.full(HOURS_OF_WEEK, whole * HOUR)
    for low, high in _wrapped(start % WEEK, rest):
        found += _overlaps(low, high, HOUR, HOURS_OF_WEEK)
    return found


def _wrapped(start: float, length: float) -> list[tuple[float, float]]:
    """A stretch of at most a week, cut at the week's end."""
    end = start + length
    return [(start, min(end, WEEK)), (0.0, max(0.0, end - WEEK))]


def _overlaps(low: float, high: float, size: float, count: int) -> Array:
    """Seconds that a stretch shares with each of ``count`` steps of ``size`` seconds."""
    edges = np.clip(np.arange(count + 1) * size, low, max(low, high))
    return np.diff(edges)


def covered(spans: tuple[tuple[float, float], ...]) -> Array:
    """Share of each cell of the week that disjoint spans of it cover."""
    edges = np.arange(CELLS + 1) * CELL
    before = np.zeros(CELLS + 1)
    for start, end in spans:
        before += np.clip(edges, start, end) - start
    return np.diff(before) / CELL


def by_hour(cells: Array) -> Array:
    """Sums over the hours of the week of numbers by cell (the last axis)."""
    return np.asarray(cells.reshape(*cells.shape[:-1], HOURS_OF_WEEK, IN_HOUR).sum(-1))


def by_cell(hours: Array) -> Array:
    """Numbers by hour of the week spread evenly over its cells (the last axis)."""
    return np.repeat(hours, IN_HOUR, axis=-1) / IN_HOUR


def hours_of(clock: Clock, at: Array, length: Array, number: Array) -> Array:
    """Numbers in stretches of time (seconds since the clock's start), by hour of the week.

    Only what lies in the measured time counts; a stretch is spread evenly over its hours.
    """
    found = np.zeros(HOURS_OF_WEEK)
    for first in range(0, len(at), PIECE):
        rows = slice(first, first + PIECE)
        found += _hours_of(clock, at[rows], length[rows], number[rows])
    return found


def _hours_of(clock: Clock, at: Array, length: Array, number: Array) -> Array:
    """``hours_of`` for as many stretches as may be held ten times over."""
    start = np.maximum(at, clock.warm_up_s)
    end = np.minimum(at + length, clock.length_s)
    inside = (end > start) | ((length == 0.0) & (at >= clock.warm_up_s) & (at < clock.length_s))
    at, length, number, start, end = (part[inside] for part in (at, length, number, start, end))
    first = (start // HOUR).astype(np.int64)
    last = np.maximum(first, np.ceil(end / HOUR).astype(np.int64) - 1)
    hours = last - first + 1
    row = np.repeat(np.arange(len(at)), hours)
    hour = first[row] + np.arange(len(row)) - np.repeat(np.cumsum(hours) - hours, hours)
    low, high = np.maximum(hour * HOUR, start[row]), np.minimum((hour + 1) * HOUR, end[row])
    share = np.where(length[row] > 0.0, (high - low) / np.maximum(length[row], 1e-9), 1.0)
    of_week = (clock.start.weekday() * HOURS_OF_DAY + hour) % HOURS_OF_WEEK
    return np.bincount(of_week, weights=number[row] * share, minlength=HOURS_OF_WEEK)
