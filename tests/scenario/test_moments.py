"""Second moments and distribution functions agree with each other and with the means."""

from __future__ import annotations

import numpy as np
import pytest

from sim.scenario.values.distributions import Distribution
from sim.scenario.values.moments import cdf, second_moment, variance

TEXTS = [
    "7 min",
    "0 s",
    "exponential(mean 5 min)",
    "uniform(low 1 min, high 9 min)",
    "triangular(low 1 min, mode 3 min, high 9 min)",
    "normal(mean 5 min, sd 1 min)",
    "normal(mean 1 min, sd 3 min)",
    "gamma(mean 5 min, cv 0.7)",
    "erlang(k 3, mean 5 min)",
    "lognormal(mean 5 min, cv 1)",
    "weibull(shape 1.5, scale 5 min)",
    "mixture(30 % exponential(mean 1 min), 70 % uniform(low 2 min, high 8 min))",
]


@pytest.mark.parametrize("text", TEXTS)
def test_moments_are_integrals_of_the_tail(text: str) -> None:
    dist = Distribution.model_validate(text)
    step = 0.05
    at = np.arange(step / 2.0, 20_000.0, step)
    tail = 1.0 - cdf(dist, at)
    assert tail.sum() * step == pytest.approx(dist.mean_s(), rel=2e-3, abs=0.05)
    second = 2.0 * (at * tail).sum() * step
    assert second == pytest.approx(second_moment(dist), rel=5e-3, abs=0.1)
    assert variance(dist) == pytest.approx(
        max(0.0, second - dist.mean_s() ** 2), rel=2e-2, abs=60.0
    )
    assert (cdf(dist, np.array([-1.0, -1e-9])) == 0.0).all()


def test_what_never_ends() -> None:
    never = Distribution(kind="never")
    assert cdf(never, np.array([1e12])).tolist() == [0.0]
    assert variance(never) == float("inf")


def test_values_of_a_list_are_steps() -> None:
    dist = Distribution(kind="empirical", values=(60.0, 120.0), weights=(0.25, 0.75))
    assert cdf(dist, np.array([59.0, 60.0, 119.0, 120.0])).tolist() == [0.0, 0.25, 0.25, 1.0]
    assert second_moment(dist) == 0.25 * 3600.0 + 0.75 * 14400.0
