"""Keyed draws from distributions, one at a time, alike in Python and compiled.

Each value is a non-decreasing function of one uniform number wherever that is possible, so
that two scenarios whose distributions differ a little draw alike. Only + - * /, ``log``,
``exp`` and ``sqrt`` are used (powers differ between Python and compiled code), and results
are rounded to the grid of 2**-20 s on which all times lie, so that sums are exact.
"""

from __future__ import annotations

import math

from sim.draws.kinds import (
    CONSTANT,
    EMPIRICAL,
    ERLANG,
    EXPONENTIAL,
    GAMMA,
    LOGNORMAL,
    MIXTURE,
    NORMAL,
    TRIANGULAR,
    UNIFORM,
    WEIBULL,
    DistRow,
    KnotRow,
    Rows,
)
from sim.draws.normal import normal_quantile
from sim.draws.threefry import uniform
from sim.jit import jitable

SHIFT = 6442450944.0
"""1.5 * 2**32: floats of this size lie 2**-20 apart."""
SUB = 256
"""Distance between the counters of further uniform numbers for the same draw."""


@jitable
def on_grid(x: float) -> float:
    """The multiple of 2**-20 nearest to ``x`` (|x| < 2**31); infinity stays."""
    return (x + SHIFT) - SHIFT


@jitable
def gamma(shape: float, k0: int, k1: int, counter: int, n: int) -> float:
    """A gamma number of scale 1 (Marsaglia & Tsang 2000); below shape 1 with a boost."""
    boost = 1.0
    if shape < 1.0:
        boost = math.exp(math.log(uniform(k0, k1, counter, n)) / shape)
        shape += 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    while True:
        counter += 2 * SUB
        z = normal_quantile(uniform(k0, k1, counter - SUB, n))
        v = 1.0 + c * z
        if v > 0.0:
            v = v * v * v
            log_u = math.log(uniform(k0, k1, counter, n))
            if log_u < 0.5 * z * z + d - d * v + d * math.log(v):
                return d * v * boost


@jitable
def erlang(k: float, k0: int, k1: int, counter: int, n: int) -> float:
    """The sum of ``k`` exponential numbers of mean 1."""
    total = 0.0
    while k > 0.5:
        total -= math.log(1.0 - uniform(k0, k1, counter, n))
        counter += SUB
        k -= 1.0
    return total


@jitable
def triangular(low: float, mode: float, high: float, u: float) -> float:
    """The triangular quantile at ``u``."""
    width = high - low
    if u * width < mode - low:
        return low + math.sqrt(u * width * (mode - low))
    return high - math.sqrt((1.0 - u) * width * (high - mode))


@jitable
def sample(
    kind: int, a: float, b: float, c: float, k0: int, k1: int, counter: int, n: int
) -> float:
    """A number of a kind that has no parts; see ``sim.draws.kinds`` for ``a``, ``b``, ``c``."""
    if kind == CONSTANT:
        return a
    if kind == GAMMA:
        return b * gamma(a, k0, k1, counter, n)
    if kind == ERLANG:
        return b * erlang(a, k0, k1, counter, n)
    u = uniform(k0, k1, counter, n)
    if kind == EXPONENTIAL:
        return -a * math.log(1.0 - u)
    if kind == LOGNORMAL:
        return a * math.exp(b * normal_quantile(u))
    if kind == UNIFORM:
        return a + (b - a) * u
    if kind == TRIANGULAR:
        return triangular(a, b, c, u)
    if kind == NORMAL:
        return max(0.0, a + b * normal_quantile(c + (1.0 - c) * u))
    if kind == WEIBULL:
        return b * math.exp(math.log(-math.log(1.0 - u)) / a)
    return math.inf


@jitable
def knot_at(knots: Rows[KnotRow], first: int, count: int, u: float) -> float:
    """The first of ``count`` values whose cumulative weight exceeds ``u`` (else the last)."""
    low = first
    high = first + count - 1
    while low < high:
        middle = (low + high) // 2
        if u < knots[middle].weight:
            high = middle
        else:
            low = middle + 1
    return knots[low].value


@jitable
def value(
    dists: Rows[DistRow],
    knots: Rows[KnotRow],
    d: int,
    k0: int,
    k1: int,
    purpose: int,
    n: int,
) -> float:
    """The ``n``-th number for a purpose from distribution ``d``, seconds on the grid.

    ``k0`` and ``k1`` are the key of whom it is about; ``purpose`` is below 256. A mixture
    chooses its part by the first uniform number and draws from it with the further ones.
    """
    dist = dists[d]
    counter = purpose
    if dist.kind == EMPIRICAL:
        u = uniform(k0, k1, counter, n)
        return on_grid(knot_at(knots, dist.first, dist.count, u))
    if dist.kind == MIXTURE:
        u = uniform(k0, k1, counter, n)
        part = dist.first
        last = dist.first + dist.count - 1
        while part < last and u >= dists[part].weight:
            part += 1
        dist = dists[part]
        counter += SUB
    return on_grid(sample(dist.kind, dist.a, dist.b, dist.c, k0, k1, counter, n))
