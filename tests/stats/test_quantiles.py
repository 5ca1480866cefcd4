"""Quantiles: against tables, the binomial law, and dependent values."""

from __future__ import annotations

import numpy as np
import pytest

from sim.stats import mean_intervals, order_statistics, pooled_quantile


def test_ranks_from_a_table_of_the_binomial() -> None:
    # Of 16 throws of a coin at most 3 are heads with probability 0.0106, at most 4 with 0.0384:
    # for the median the ranks 4 and 13 cover in 97.9 %, 5 and 12 in 92.3 % only.
    interval = order_statistics(np.arange(1.0, 17.0), 0.5)
    assert (interval.low, interval.high) == (4.0, 13.0)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.95])
@pytest.mark.parametrize("n", [5, 30, 200])
def test_ranks_are_the_closest_that_cover(n: int, share: float) -> None:
    from scipy.stats import binom

    interval = order_statistics(np.arange(1.0, n + 1.0), share, 0.9)
    below, tail = binom(n, share), 0.05 + 1e-12
    low = 0 if np.isinf(interval.low) else int(interval.low)
    high = n + 1 if np.isinf(interval.high) else int(interval.high)
    assert below.cdf(low - 1) <= tail < below.cdf(low)
    assert below.sf(high - 1) <= tail < below.sf(high - 2)


def test_order_statistics_cover_whatever_the_law() -> None:
    rng = np.random.default_rng(1)
    truth = -np.log(0.1)
    intervals = [order_statistics(rng.exponential(1.0, 60), 0.9) for _ in range(2000)]
    covered = np.mean([i.low <= truth <= i.high for i in intervals])
    assert covered > 0.945
    assert np.mean([np.isfinite(i.high) for i in intervals]) == 1.0


def test_too_few_values_give_no_upper_limit() -> None:
    assert np.isinf(order_statistics([1.0, 2.0, 3.0], 0.9).high)


def dependent(rng: np.random.Generator, n: int = 15) -> list[np.ndarray]:
    """Waits of weeks with a level and a number of customers of their own."""
    levels = rng.gamma(9.0, 1.0 / 9.0, n)
    return [rng.exponential(level, 20 + rng.poisson(180.0 * level)) for level in levels]


def test_a_pooled_quantile_covers_when_values_depend_on_each_other() -> None:
    rng = np.random.default_rng(2)
    truth = np.quantile(np.concatenate(dependent(rng, 20_000)), 0.9)
    covered = {"pooled": 0, "as if independent": 0}
    for _ in range(600):
        samples = dependent(rng)
        pooled = pooled_quantile(samples, 0.9)
        naive = order_statistics(np.concatenate(samples), 0.9)
        covered["pooled"] += pooled.low <= truth <= pooled.high
        covered["as if independent"] += naive.low <= truth <= naive.high
    assert 0.90 < covered["pooled"] / 600 < 0.98
    assert covered["as if independent"] / 600 < 0.75


def test_quantiles_measured_in_each_replication_have_student_intervals() -> None:
    rng = np.random.default_rng(3)
    quantiles = np.quantile(rng.exponential(1.0, (400, 10, 2000)), 0.9, axis=0)  # (10, 2000)
    interval = mean_intervals(quantiles)
    truth = quantiles.mean()  # of the quantile of 400 values, not of the law
    assert 0.93 < ((interval.low <= truth) & (interval.high >= truth)).mean() < 0.97


def test_a_pooled_quantile_of_one_replication_has_no_interval() -> None:
    interval = pooled_quantile([[1.0, 2.0, 3.0]], 0.5)
    assert interval.mean == 2.0
    assert np.isnan([interval.low, interval.high]).all()


def test_limits_beyond_the_sample_are_infinite() -> None:
    interval = pooled_quantile([[1.0, 2.0], [7.0, 9.0, 9.5], [1.0]], 0.95)
    assert np.isinf(interval.high)
    assert interval.low < interval.mean


def test_senseless_requests_are_refused() -> None:
    with pytest.raises(ValueError, match="share"):
        order_statistics([1.0], 90.0)
    with pytest.raises(ValueError, match="confidence"):
        pooled_quantile([[1.0]], 0.5, 1.0)
    with pytest.raises(ValueError, match="at least one value"):
        pooled_quantile([], 0.5)
