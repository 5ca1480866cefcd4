"""The expected course of a stream: pieces of constant rate, by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.scenario.model import Stream
from sim.scenario.rules.volumes import rows_by_hour

Array = npt.NDArray[Any]

HOUR, DAY = 3600.0, 86400.0
HOURS_OF_WEEK = 168


@dataclass(frozen=True)
class Profile:
    """Expected issues of each date and how they spread over its pieces of constant rate.

    Arrays of float64. ``expected``: issues by date, shape (dates,). ``starts``, ``ends``: of
    the pieces, seconds since the clock's start, shape (dates, pieces). ``shares``: of the
    date's issues before each piece and, last, 1; shape (dates, pieces + 1). Unused pieces at
    the end of a row are empty.
    """

    expected: Array
    starts: Array
    ends: Array
    shares: Array


def profile_of(stream: Stream, first: date, stop_s: float) -> Profile:
    """The expected course of a stream with a rate or a forecast over [0, ``stop_s``)."""
    if stream.forecast is not None:
        pieces = _forecast_pieces(rows_by_hour(stream, first), stop_s)
    else:
        pieces = _weekly_pieces(stream, first, stop_s)
    return _by_date(*pieces, dates=int(-(-stop_s // DAY)))


def _weekly_pieces(stream: Stream, first: date, stop_s: float) -> tuple[Array, Array, Array]:
    """Starts, ends and expected issues of every hour."""
    starts = np.arange(0.0, stop_s, HOUR)
    ends = np.minimum(starts + HOUR, stop_s)
    weights = np.array(stream.profile or (1.0,) * HOURS_OF_WEEK)
    hours = (first.weekday() * 24 + np.arange(len(starts))) % HOURS_OF_WEEK
    per_hour = (stream.rate_per_week or 0.0) * weights[hours] / np.cumsum(weights)[-1]
    return starts, ends, per_hour * ((ends - starts) / HOUR)


def _forecast_pieces(rows: Array, stop_s: float) -> tuple[Array, Array, Array]:
    """Starts, ends and expected issues of the intervals, cut to the run and at midnight."""
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    at, length, issues = rows.T
    cuts = np.arange(0.0, stop_s + DAY, DAY)
    first = np.searchsorted(cuts, at, side="right") - 1
    last = np.searchsorted(cuts, at + length, side="left") - 1
    days = np.maximum(last - first, 0) + 1
    row = np.repeat(np.arange(len(rows)), days)
    day = first[row] + np.arange(len(row)) - np.repeat(np.cumsum(days) - days, days)
    starts = np.maximum(at[row], day * DAY)
    ends = np.minimum(np.minimum((at + length)[row], (day + 1) * DAY), stop_s)
    kept = (ends > starts) & (starts >= 0.0)
    rate = issues / length
    return starts[kept], ends[kept], ((ends - starts) * rate[row])[kept]


def _by_date(starts: Array, ends: Array, expected: Array, dates: int) -> Profile:
    """Pieces in time order, none over midnight, as one row for each date."""
    day = (starts // DAY).astype(np.int64)
    counts = np.bincount(day, minlength=dates)
    place = np.arange(len(day)) - np.repeat(np.cumsum(counts) - counts, counts)
    width = int(counts.max(initial=1))
    midnights = np.arange(1, dates + 1)[:, None] * DAY

    def grid(values: Array) -> Array:
        result = np.zeros((dates, width)) + (midnights if values is not expected else 0.0)
        result[day, place] = values
        return result

    sums = np.cumsum(grid(expected), axis=1)
    totals = sums[:, -1]
    shares = np.ones((dates, width + 1))
    shares[:, 0] = 0.0
    busy = totals > 0.0
    shares[busy, 1:] = sums[busy] / totals[busy, None]
    return Profile(totals, grid(starts), grid(ends), shares)
