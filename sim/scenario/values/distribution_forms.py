"""The kinds of distributions, each with one canonical parameterisation and its human forms."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from sim.scenario.problems import wrong
from sim.scenario.values.bounds import DURATION, SCALE
from sim.scenario.values.columns import Floats, Numbers

Given = dict[str, object]


class Canon(NamedTuple):
    """The fields of ``Distribution`` (see there for the meaning of a, b, c by kind)."""

    kind: str
    a: float = 0.0
    b: float = 0.0
    c: float = 0.0
    parts: tuple[tuple[float, Canon], ...] = ()
    values: Numbers = Numbers()
    weights: Numbers = Numbers()


def _balanced(mean: float, cv: float) -> Canon:
    """Two-phase hyperexponential with balanced means (Whitt 1982)."""
    if cv < 1:
        raise wrong(f"cv {cv:g} is below 1: a hyperexponential has a cv of 1 or more.")
    if mean == 0:
        return Canon("constant", 0.0)
    p = 0.5 * (1.0 + math.sqrt((cv * cv - 1.0) / (cv * cv + 1.0)))
    pieces = [(p, mean / (2.0 * p)), (1.0 - p, mean / (2.0 * (1.0 - p)))]
    return mixed([(weight, Canon("exponential", part)) for weight, part in pieces])


def _lognormal(mean: float, cv: float) -> Canon:
    if mean == 0:
        return Canon("constant", 0.0)
    spread = math.log1p(cv * cv)
    return Canon("lognormal", mean / math.sqrt(1.0 + cv * cv), math.sqrt(spread))


def _gamma(mean: float, cv: float) -> Canon:
    if cv < LEAST_CV or mean == 0:
        return Canon("constant", mean)
    return Canon("gamma", 1.0 / (cv * cv), mean * cv * cv)


def _erlang(mean: float, k: float) -> Canon:
    if k < 1 or k != int(k):
        raise wrong(f"k {k:g} is not a number of phases; expected 1, 2, 3, …")
    return Canon("erlang", k, mean / k) if mean > 0 else Canon("constant", 0.0)


def _uniform(low: float, high: float) -> Canon:
    _ordered(low=low, high=high)
    return Canon("uniform", low, high)


def _triangular(low: float, mode: float, high: float) -> Canon:
    _ordered(low=low, mode=mode, high=high)
    if low == high:
        raise wrong("low and high are equal: write the duration alone for a constant.")
    return Canon("triangular", low, mode, high)


def _ordered(**values: float) -> None:
    names = list(values)
    for before, after in pairwise(names):
        if values[before] > values[after]:
            raise wrong(f"{before} is above {after}; expected {' ≤ '.join(names)}.")


FORMS: dict[str, dict[tuple[str, ...], Callable[..., Canon]]] = {
    "constant": {("value",): lambda value: Canon("constant", value)},
    "exponential": {("mean",): lambda mean: Canon("exponential", mean)},
    "uniform": {("low", "high"): _uniform},
    "triangular": {("low", "mode", "high"): _triangular},
    "normal": {("mean", "sd"): lambda mean, sd: Canon("normal", mean, sd)},
    "gamma": {
        ("mean", "cv"): _gamma,
        ("shape", "scale"): lambda shape, scale: Canon("gamma", shape, scale),
    },
    "erlang": {
        ("mean", "k"): _erlang,
        ("k", "scale"): lambda k, scale: _erlang(k * scale, k)._replace(b=scale),
    },
    "lognormal": {
        ("mean", "cv"): _lognormal,
        ("median", "sigma"): lambda median, sigma: Canon("lognormal", median, sigma),
    },
    "weibull": {("shape", "scale"): lambda shape, scale: Canon("weibull", shape, scale)},
    "hyperexponential": {("mean", "cv"): _balanced},
}
PLAIN = {"cv": (0.0, 1000.0), "shape": (0.01, 1e9), "sigma": (0.0, 20.0), "k": (1.0, 1000.0)}
"""Parameters without a unit, with their bounds; the others are durations."""
TIMES = {
    "constant": "a",
    "exponential": "a",
    "uniform": "ab",
    "triangular": "abc",
    "normal": "ab",
    "gamma": "b",
    "erlang": "b",
    "lognormal": "a",
    "weibull": "b",
}
"""The fields of a canonical distribution that are durations, by kind."""
SCALED = ("gamma", "erlang", "lognormal", "weibull")
ABOVE_ZERO = {"scale", "median"}
LEAST_CV = 1e-4
"""Below this a gamma distribution is as good as constant."""
KINDS = [*FORMS, "mixture", "empirical", "never"]


def within_bounds(kind: str, canon: Canon) -> Canon:
    """The distribution, if what is reckoned of its parameters is of a legal size, too."""
    for part in (canon, *(leaf for _, leaf in canon.parts)):
        within = SCALE if part.kind in SCALED else DURATION
        for time in (float(getattr(part, at)) for at in TIMES.get(part.kind, "")):
            within.check(time, f"{time:g} s, reckoned for {kind}(…)")
        least = PLAIN["shape"][0]
        if part.kind == "gamma" and part.a < least:
            raise wrong(f"the cv of `{kind}(…)` is too much; expected at most {least**-0.5:g}.")
    return canon


def mixed(parts: Sequence[tuple[float, Canon]]) -> Canon:
    """A mixture, flattened, its weights summing to 1, parts of weight 0 left out."""
    flat = [
        (weight * inner, leaf)
        for weight, part in parts
        for inner, leaf in (part.parts or ((1.0, part),))
        if weight * inner > 0
    ]
    weights = normalised([weight for weight, _ in flat])
    if len(flat) == 1:
        return flat[0][1]
    return Canon(
        "mixture", parts=tuple((w, leaf) for w, (_, leaf) in zip(weights, flat, strict=True))
    )


def normalised(weights: Sequence[float]) -> tuple[float, ...]:
    """Weights summing to 1; left as they are when they do already (to 1e-9)."""
    scale = _scale(weights)
    return tuple(weight / scale for weight in weights)


def _scale(weights: Sequence[float]) -> float:
    total = math.fsum(weights)
    if total <= 0:
        raise wrong("the weights are all zero; expected at least one above zero.")
    return 1.0 if abs(total - 1.0) < 1e-9 else total


def empirical(values: Sequence[float] | Floats, weights: Sequence[float] | Floats) -> Canon:
    """Values in ascending order with weights summing to 1; equal values are put together."""
    value, weight = np.array(values, float), np.array(weights, float)
    order = np.lexsort((weight, value))
    order = order[weight[order] > 0]
    value, weight = value[order], weight[order]
    new = np.diff(value, prepend=np.nan) != 0
    found, together = value[new], np.zeros(int(new.sum()))
    np.add.at(together, np.cumsum(new) - 1, weight)  # one after the other, as they stand
    return Canon(
        "empirical",
        values=Numbers(found),
        weights=Numbers(together / _scale(together.tolist() or [0.0])),
    )
