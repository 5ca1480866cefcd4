"""How long a piece of work takes, and what cutting talk at a target leaves of it and of the fix."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sim.scenario.expected.flows import AS_STATED, Pace
from sim.scenario.model import HandleTimeTarget
from sim.scenario.values.distributions import Distribution, constant
from sim.scenario.values.moments import cdf, variance

STEPS = 500
"""Of the numerical integrals: means are right to a few tenths of a per cent."""


class Cut(NamedTuple):
    """Work W cut at a target a: mean and variance of min(W, a), and E[min(1, a / W)]."""

    mean_s: float
    variance: float
    holds: float


@lru_cache(maxsize=4096)
def cut_at(works: tuple[Distribution, ...], target_s: float) -> Cut:
    """Work in several parts, done in one piece, that is cut at a target.

    The sum of several parts that vary is taken for a gamma of its mean and variance.
    """
    work = _sum(works)
    if work.kind == "constant":
        mean = min(work.a, target_s)
        return Cut(mean, 0.0, mean / work.a if work.a > 0.0 else 1.0)
    middles = (np.arange(STEPS) + 0.5) / STEPS
    longer = 1.0 - cdf(work, middles * target_s)
    mean = float(longer.mean()) * target_s
    square = float((2.0 * middles * longer).mean()) * target_s**2
    holds = float(cdf(work, target_s / middles).mean())
    return Cut(mean, max(square - mean * mean, 0.0), holds)


def _sum(works: Sequence[Distribution]) -> Distribution:
    some = [one for one in works if one.mean_s() > 0.0]
    if len(some) == 1:
        return some[0]
    mean, varied = sum(one.mean_s() for one in some), sum(map(variance, some))
    if varied <= 0.0 or not math.isfinite(varied):
        return constant(mean)
    return Distribution(kind="gamma", a=mean * mean / varied, b=varied / mean)


Works = tuple[Distribution, ...]


def talk(
    target: HandleTimeTarget | None, chase: Works, work: Works, wrap: Works, pace: Pace
) -> tuple[tuple[float, float], float]:
    """Mean and variance of a piece of work, cut at a target; the chance that the fix holds."""
    if target is None:
        return moments(chase, (*work, *wrap), pace), 1.0
    mean, varied = moments((*chase, target.overhead), wrap, pace)
    cut = cut_at(work, target.talk_s / pace.mean)
    return (mean + pace.mean * cut.mean_s, varied + pace.mean**2 * cut.variance), cut.holds


def moments(chase: Works, work: Works, pace: Pace) -> tuple[float, float]:
    """Mean and variance of a piece of work, of which all but a chase goes at a pace."""
    mean, varied = sum(one.mean_s() for one in work), sum(map(variance, work))
    if pace != AS_STATED:
        mean, varied = (
            pace.mean * mean,
            pace.square * (varied + mean * mean) - (pace.mean * mean) ** 2,
        )
    return sum(one.mean_s() for one in chase) + mean, sum(map(variance, chase)) + varied
