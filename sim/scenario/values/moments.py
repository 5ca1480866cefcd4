"""What a distribution says beyond its mean: second moments, and chances to be over by a time."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.scenario.values.distributions import Distribution

Array = npt.NDArray[Any]

MOST_POWER = 700.0
"""Of e, that a float holds."""


def variance(dist: Distribution) -> float:
    """The variance in square seconds (infinite for ``never``)."""
    if dist.kind == "never":
        return math.inf
    return max(0.0, second_moment(dist) - dist.mean_s() ** 2)


def second_moment(dist: Distribution) -> float:
    """The mean square in square seconds (infinite for ``never``, or beyond what a float holds)."""
    a, b, c = dist.a, dist.b, dist.c
    match dist.kind:
        case "constant":
            return a * a
        case "exponential":
            return 2.0 * a * a
        case "uniform":
            return (a * a + a * b + b * b) / 3.0
        case "triangular":
            return (a * a + b * b + c * c + a * b + b * c + a * c) / 6.0
        case "normal":  # cut to positive values: E[X²] = mean E[X] + sd²
            return a * dist.mean_s() + b * b
        case "gamma" | "erlang":
            return a * (a + 1.0) * b * b
        case "lognormal":
            return dist.mean_s() ** 2 * math.exp(b * b)
        case "weibull":
            return _weibull_square(a, b)
        case "mixture":
            return math.fsum(weight * second_moment(part) for weight, part in dist.parts)
        case "empirical":
            return math.fsum(v * v * w for v, w in zip(dist.values, dist.weights, strict=True))
        case "never":
            return math.inf


def _weibull_square(shape: float, scale: float) -> float:
    if scale <= 0.0:
        return 0.0
    power = 2.0 * math.log(scale) + math.lgamma(1.0 + 2.0 / shape)
    return math.exp(power) if power < MOST_POWER else math.inf


def cdf(dist: Distribution, at: Array) -> Array:
    """Chances that a duration is at most ``at`` (seconds, any shape)."""
    positive = np.maximum(at, 0.0)
    return np.where(at < 0.0, 0.0, _cdf(dist, positive))


def _cdf(dist: Distribution, at: Array) -> Any:
    a, b, c = dist.a, dist.b, dist.c
    match dist.kind:
        case "constant":
            return at >= a
        case "exponential":
            return -np.expm1(-at / a) if a > 0.0 else at >= 0.0
        case "uniform":
            return np.clip((at - a) / (b - a), 0.0, 1.0) if b > a else at >= a
        case "triangular":
            return _triangular(a, b, c, at)
        case "normal":
            return _normal(a, b, at)
        case "gamma" | "erlang":
            from scipy.special import gammainc

            return gammainc(a, at / b) if b > 0.0 else at >= 0.0
        case "lognormal":
            return _lognormal(a, b, at)
        case "weibull":
            return -np.expm1(-((at / b) ** a)) if b > 0.0 else at >= 0.0
        case "mixture":
            return sum(weight * cdf(part, at) for weight, part in dist.parts)
        case "empirical":
            sums = np.append(0.0, np.cumsum(dist.weights.array))
            return sums[np.searchsorted(dist.values.array, at, side="right")]
        case "never":
            return np.zeros(np.shape(at))


def _triangular(low: float, mode: float, high: float, at: Array) -> Any:
    if high <= low:
        return at >= low
    x = np.clip(at, low, high)
    rising = (x - low) ** 2 / ((high - low) * max(mode - low, 1e-300))
    falling = 1.0 - (high - x) ** 2 / ((high - low) * max(high - mode, 1e-300))
    return np.where(x < mode, rising, falling)


def _normal(mean: float, sd: float, at: Array) -> Any:
    if sd == 0.0:
        return at >= mean
    from scipy.special import ndtr

    below = ndtr(-mean / sd)
    return np.clip((ndtr((at - mean) / sd) - below) / (1.0 - below), 0.0, 1.0)


def _lognormal(median: float, sigma: float, at: Array) -> Any:
    if sigma == 0.0 or median == 0.0:
        return at >= median
    from scipy.special import ndtr

    with np.errstate(divide="ignore"):
        return ndtr(np.log(at / median) / sigma)
