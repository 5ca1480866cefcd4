"""Keyed draws from distributions for many keys at once, equal to ``quantiles.value``.

NumPy's logarithms and exponentials may differ in their last bits from those of ``math`` (and
from one processor to the next), but values are rounded to a grid. So all are computed by
NumPy, and the few that lie so near the middle between two grid points that the last bits
could tell are computed again one by one.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.draws.kinds import (
    CONSTANT,
    EMPIRICAL,
    ERLANG,
    EXPONENTIAL,
    GAMMA,
    LOGNORMAL,
    MIXTURE,
    NEVER,
    NORMAL,
    TRIANGULAR,
    UNIFORM,
    WEIBULL,
)
from sim.draws.normal import rough_normal_quantiles
from sim.draws.quantiles import SHIFT, SUB, on_grid, sample
from sim.draws.threefry import CHUNK, uniform_array
from sim.time_units import HOUR, HOURS_OF_WEEK

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]

TOLERANCE = 1e-13
"""Relative error allowed to NumPy's results: some hundred units in the last place."""
FURTHEST = 2147483648.0
"""Beyond this the grid of floats is coarser than that of times."""


def grid_array(x: Floats) -> Floats:
    """``on_grid`` of an array."""
    return (x + SHIFT) - SHIFT


def hours_of_week(t: Floats) -> Array:
    """``pace.hour_of_week`` of an array."""
    return (t / HOUR).astype(np.int64) % HOURS_OF_WEEK


def paced_array(drawn: Floats | float, factors: Floats) -> Floats:
    """``pace.paced`` of an array."""
    return grid_array(drawn * factors)


def values(
    dists: Array, knots: Array, d: int, k0s: Array, k1s: Array, purpose: int, n: int
) -> Floats:
    """``quantiles.value`` for keys ``k0s``, ``k1s`` (int64, same length): float64 seconds.

    ``dists`` and ``knots`` are structured arrays of the floor's tables.
    """
    result = np.empty(len(k0s))
    for start in range(0, len(k0s), CHUNK):
        piece = slice(start, start + CHUNK)
        result[piece] = _piece(dists, knots, d, k0s[piece], k1s[piece], purpose, n)
    return result


def _piece(
    dists: Array, knots: Array, d: int, k0s: Array, k1s: Array, purpose: int, n: int
) -> Floats:
    kind, first, count = (int(dists[d][name]) for name in ("kind", "first", "count"))
    if kind not in (MIXTURE, EMPIRICAL):
        return _samples(dists[d], k0s, k1s, purpose, n)
    rows = knots if kind == EMPIRICAL else dists
    bounds = rows["weight"][first : first + count - 1]
    chosen = np.searchsorted(bounds, uniform_array(k0s, k1s, purpose, n), side="right")
    if kind == EMPIRICAL:
        return grid_array(knots["value"][first + chosen])
    result = np.empty(len(k0s))
    for part in range(count):
        mine = np.flatnonzero(chosen == part)
        dist = dists[first + part]
        result[mine] = _samples(dist, k0s[mine], k1s[mine], purpose + SUB, n)
    return result


def _samples(dist: Any, k0s: Array, k1s: Array, counter: int, n: int) -> Floats:
    """Values on the grid of a distribution without parts (a row of the table)."""
    kind = int(dist["kind"])
    a, b, c = (float(dist[name]) for name in "abc")
    if kind in (CONSTANT, NEVER):
        return np.full(len(k0s), on_grid(a if kind == CONSTANT else np.inf))
    x = _rough(kind, a, b, c, k0s, k1s, counter, n)
    result = grid_array(x)
    again = _doubtful(x, result, abs(a) + abs(b))
    result[again] = grid_array(_exactly(kind, a, b, c, k0s[again], k1s[again], counter, n))
    return result


def _exactly(
    kind: int, a: float, b: float, c: float, k0s: Array, k1s: Array, counter: int, n: int
) -> Floats:
    """``quantiles.sample`` for each key, one by one.

    Exponentials of long means are nearly all in doubt: only their logarithms are taken one by one.
    """
    if kind == EXPONENTIAL:
        left = 1.0 - uniform_array(k0s, k1s, counter, n)
        return -a * np.array([math.log(u) for u in left.tolist()])
    keys = zip(k0s.tolist(), k1s.tolist(), strict=True)
    return np.array([sample(kind, a, b, c, k0, k1, counter, n) for k0, k1 in keys], np.float64)


def _doubtful(x: Floats, rounded: Floats, size: float) -> npt.NDArray[np.intp]:
    """Where rounding ``x`` could go either way, given terms of the given size in its sum."""
    middle_distance = 0.5 - np.abs(x - rounded) * 1048576.0
    slack = (x + size) * (TOLERANCE * 1048576.0)
    return np.flatnonzero(~((middle_distance > slack) & (x < FURTHEST)))


def _rough(
    kind: int, a: float, b: float, c: float, k0s: Array, k1s: Array, counter: int, n: int
) -> Floats:
    """``quantiles.sample`` but for the last bits; nan where even the first are not sure."""
    if kind == GAMMA:
        return b * _rough_gamma(a, k0s, k1s, counter, n)
    if kind == ERLANG:
        steps = range(counter, counter + SUB * int(a + 0.5), SUB)
        total = np.zeros(len(k0s))
        for step in steps:
            total -= np.log(1.0 - uniform_array(k0s, k1s, step, n))
        return b * total
    u = uniform_array(k0s, k1s, counter, n)
    if kind == EXPONENTIAL:
        return -a * np.log(1.0 - u)
    if kind == LOGNORMAL:
        return a * np.exp(b * rough_normal_quantiles(u))
    if kind == UNIFORM:
        return a + (b - a) * u
    if kind == TRIANGULAR:
        width = c - a
        rising = a + np.sqrt(u * width * (b - a))
        falling = c - np.sqrt((1.0 - u) * width * (c - b))
        return np.where(u * width < b - a, rising, falling)
    if kind == NORMAL:
        return np.maximum(0.0, a + b * rough_normal_quantiles(c + (1.0 - c) * u))
    assert kind == WEIBULL
    return b * np.exp(np.log(-np.log(1.0 - u)) / a)


def _rough_gamma(shape: float, k0s: Array, k1s: Array, counter: int, n: int) -> Floats:
    """``quantiles.gamma`` but for the last bits; nan where acceptance is a close call."""
    boost = np.ones(len(k0s))
    if shape < 1.0:
        boost = np.exp(np.log(uniform_array(k0s, k1s, counter, n)) / shape)
        shape += 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / np.sqrt(9.0 * d)
    result = np.full(len(k0s), np.nan)
    left = np.arange(len(k0s))
    while len(left):
        counter += 2 * SUB
        z = rough_normal_quantiles(uniform_array(k0s[left], k1s[left], counter - SUB, n))
        v = np.maximum(1.0 + c * z, 1e-300)
        v = v * v * v
        log_u = np.log(uniform_array(k0s[left], k1s[left], counter, n))
        with np.errstate(divide="ignore"):
            margin = 0.5 * z * z + d - d * v + d * np.log(v) - log_u
        close = np.abs(margin) < 1e-9 + 1e-12 * d
        accepted = (margin > 0.0) & ~close
        result[left[accepted]] = d * v[accepted]
        left = left[~(accepted | close)]
    return result * boost
