"""Distributions of scenarios become rows that the draws understand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.draws.arrays import values
from sim.plan.dists import DistTable, cumulative
from sim.scenario.values.distributions import Distribution

TEXTS = [
    "90 s",
    "exponential(mean 4 min)",
    "uniform(low 1 min, high 3 min)",
    "triangular(low 1 min, mode 2 min, high 9 min)",
    "normal(mean 60 s, sd 60 s)",
    "gamma(mean 200 s, cv 0.5)",
    "gamma(mean 200 s, cv 1.5)",
    "erlang(mean 3 min, k 3)",
    "lognormal(mean 177 s, cv 1.23)",
    "weibull(shape 1.3, scale 100 s)",
    "hyperexponential(mean 300 s, cv 2)",
    "mixture(30 % exponential(mean 60 s), 70 % lognormal(mean 5 min, cv 0.4))",
]


@pytest.mark.parametrize("text", TEXTS)
def test_draws_have_the_mean_that_the_scenario_states(text):
    dist = Distribution.model_validate(text)
    table = DistTable()
    row = table.index(dist)
    keys = np.arange(40_000)
    drawn = values(*table.tables(), row, keys, keys, 7, 0)
    error = drawn.std() / math.sqrt(len(drawn))
    assert abs(drawn.mean() - dist.mean_s()) <= 4 * error + 1e-6


def test_equal_distributions_share_a_row():
    table = DistTable()
    one, other, again = (
        table.index(Distribution.model_validate(text)) for text in ("5 min", "6 min", "300 s")
    )
    assert one == again != other


def test_empirical_values_are_drawn_by_weight():
    dist = Distribution(kind="empirical", values=(10.0, 20.0, 30.0), weights=(0.5, 0.25, 0.25))
    table = DistTable()
    table.index(Distribution(kind="empirical", values=(1.0,), weights=(1.0,)))
    row = table.index(dist)
    keys = np.arange(40_000)
    drawn = values(*table.tables(), row, keys, keys, 7, 0)
    assert np.mean(drawn == 10.0) == pytest.approx(0.5, abs=0.02)
    assert np.mean(drawn == 30.0) == pytest.approx(0.25, abs=0.02)


def test_cumulative_shares_end_at_one():
    assert cumulative([1.0, 1.0, 2.0]) == [0.25, 0.5, 1.0]
