"""How far a result, such as the difference of two variants, depends on what nobody knows.

These functions make the points at which to run and judge what came out; they run nothing. The
result at a point is an array over replications, best a paired difference; replications share
their random numbers across points.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, isfinite
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.stats.designs import Point
from sim.stats.intervals import Floats, Interval, as_table, mean_interval, mean_intervals


class Uncertain(NamedTuple):
    """A parameter's value and the range it may lie in."""

    value: float
    low: float
    high: float


Parameters = Mapping[str, Uncertain]
"""By dotted path."""


class Bar(NamedTuple):
    """What a parameter does to the result on its own.

    ``at_low`` and ``at_high``: the result at the ends of the range, all else at its value;
    ``swing``: the difference of the two, high minus low, replication by replication.
    ``turns``: whether the result changes sign between two of the three (by its means).
    """

    path: str
    at_low: Interval
    at_high: Interval
    swing: Interval
    turns: bool


class Tornado(NamedTuple):
    """The result at the values, and a bar for each parameter, the longest first.

    Those of which nothing is known (nan) come last.
    """

    base: Interval
    bars: list[Bar]


class Robustness(NamedTuple):
    """How much of the parameter space leaves the winner the winner.

    ``share``: of the points, those whose mean has the winner's sign; ``low`` and ``high``: its
    interval for points drawn at random (Wilson 1927; conservative for even designs). Of the
    points, ``shown`` are those whose own interval confirms the winner, ``reversed`` those whose
    interval shows the opposite, ``open`` the rest: these three shares sum to 1.
    """

    share: float
    low: float
    high: float
    shown: float
    reversed: float
    open: float


def one_at_a_time(parameters: Parameters) -> list[Point]:
    """All values, then for each parameter in turn its low and its high end: 1 + 2 k points."""
    base = {path: known.value for path, known in parameters.items()}
    points: list[Point] = [base]
    for path, known in parameters.items():
        points += [base | {path: known.low}, base | {path: known.high}]
    return points


def tornado(parameters: Parameters, results: npt.ArrayLike, confidence: float = 0.95) -> Tornado:
    """Judge the results of ``one_at_a_time``; these have shape (points, replications).

    Raises ValueError when the number of points is another.
    """
    table = as_table(results)
    if len(table) != 1 + 2 * len(parameters):
        raise ValueError(f"{1 + 2 * len(parameters)} points were designed, not {len(table)}")
    base = mean_interval(table[0], confidence)
    bars = [
        _bar(path, base, table[1 + 2 * at], table[2 + 2 * at], confidence)
        for at, path in enumerate(parameters)
    ]
    return Tornado(base, sorted(bars, key=_longest))


def _longest(bar: Bar) -> float:
    size = abs(bar.swing.mean)
    return -size if isfinite(size) else inf


def robustness(
    results: npt.ArrayLike, winner_is_positive: bool, confidence: float = 0.95
) -> Robustness:
    """In how much of the parameter space does the winner still win?

    ``results``: shape (points, replications), the paired difference at the points of a design
    that fills the space (``latin_hypercube``, ``sobol``); the winner wins where it is positive,
    or negative. Points without a value are left out. Raises ValueError when none has one.
    """
    table = as_table(results) if winner_is_positive else -as_table(results)
    points = mean_intervals(table.T, confidence)
    known = np.isfinite(points.mean)
    n = int(known.sum())
    if n == 0:
        raise ValueError("no point has a value")
    share = float((points.mean[known] > 0.0).mean())
    shown = float((points.low[known] > 0.0).mean())
    turned = float((points.high[known] < 0.0).mean())
    low, high = _wilson(share, n, confidence)
    return Robustness(share, low, high, shown, turned, 1.0 - shown - turned)


def _bar(path: str, base: Interval, low: Floats, high: Floats, confidence: float) -> Bar:
    at_low, at_high = mean_interval(low, confidence), mean_interval(high, confidence)
    means = (base.mean, at_low.mean, at_high.mean)
    turns = min(means) < 0.0 < max(means)
    return Bar(path, at_low, at_high, mean_interval(high - low, confidence), turns)


def _wilson(share: float, n: int, confidence: float) -> tuple[float, float]:
    """Limits of a share of ``n`` (Wilson 1927)."""
    from scipy.special import ndtri

    z = float(ndtri((1.0 + confidence) / 2.0))
    centre = (share + z * z / (2 * n)) / (1.0 + z * z / n)
    half = z / (1.0 + z * z / n) * np.sqrt(share * (1.0 - share) / n + z * z / (4 * n * n))
    return max(0.0, float(centre - half)), min(1.0, float(centre + half))
