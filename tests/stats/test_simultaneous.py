"""Simultaneous intervals: against Dunnett's and Bonferroni's tables, and their family-wise rate."""

from __future__ import annotations

import numpy as np
import pytest

from sim.stats import bonferroni, mean_intervals, simultaneous_intervals
from sim.stats.simultaneous import max_t_quantile


def equally(k: int, correlation: float) -> np.ndarray:
    return np.full((k, k), correlation) + (1.0 - correlation) * np.eye(k)


@pytest.mark.parametrize(
    ("k", "correlation", "expected"),
    [
        (1, 0.0, 1.960),  # normal
        (5, 0.0, 2.569),  # the greatest of five independent ones: 0.95 ** (1 / 5)
        (2, 0.5, 2.212),  # Dunnett (1964), many-to-one, two-sided 5 %, infinite degrees
        (5, 0.5, 2.511),
        (9, 0.5, 2.686),
    ],
)
def test_published_factors_of_large_samples(k: int, correlation: float, expected: float) -> None:
    found = max_t_quantile(equally(k, correlation), 100_000, 0.95)
    assert found == pytest.approx(expected, abs=0.025)


def test_one_comparison_is_students() -> None:
    assert max_t_quantile(np.eye(1), 9, 0.95) == pytest.approx(2.262, abs=0.03)


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.99])
@pytest.mark.parametrize("k", [2, 6])
def test_width_lies_between_the_single_interval_and_bonferronis(k: int, correlation: float) -> None:
    rng = np.random.default_rng(k)
    values = rng.standard_normal((20, k)) @ np.linalg.cholesky(equally(k, correlation)).T
    widths = [
        (interval.high - interval.low).mean()
        for interval in (
            mean_intervals(values),
            simultaneous_intervals(values),
            simultaneous_intervals(values, method="bonferroni"),
        )
    ]
    assert widths == sorted(widths)
    if correlation == 0.99:
        assert widths[1] < 0.5 * (widths[0] + widths[2])


def test_they_all_hold_at_once_as_often_as_they_say() -> None:
    rng = np.random.default_rng(11)
    k, n, runs = 4, 12, 400
    scale = np.array([0.1, 1.0, 5.0, 30.0])
    root = np.linalg.cholesky(equally(k, 0.7)).T
    held = {"max-t": 0, "bonferroni": 0, "alone": 0}
    for _ in range(runs):
        values = rng.standard_normal((n, k)) @ root * scale
        for method in ("max-t", "bonferroni"):
            interval = simultaneous_intervals(values, 0.95, method)
            held[method] += bool(((interval.low <= 0.0) & (interval.high >= 0.0)).all())
        alone = mean_intervals(values)
        held["alone"] += bool(((alone.low <= 0.0) & (alone.high >= 0.0)).all())
    assert 0.93 < held["max-t"] / runs < 0.975
    assert held["bonferroni"] >= held["max-t"]
    assert held["alone"] / runs < 0.92


def test_one_comparison_needs_no_correction() -> None:
    values = np.random.default_rng(1).normal(0.0, 1.0, (9, 1))
    np.testing.assert_array_equal(simultaneous_intervals(values), mean_intervals(values))


@pytest.mark.parametrize("n", [3, 5])
def test_few_replications_fall_back_on_bonferroni(n: int) -> None:
    values = np.random.default_rng(2).normal(0.0, 1.0, (n, 4))
    expected = mean_intervals(values, bonferroni(0.95, 4))
    np.testing.assert_array_equal(simultaneous_intervals(values), expected)
    assert bonferroni(0.95, 4) == pytest.approx(0.9875)


def test_undefined_and_constant_columns() -> None:
    rng = np.random.default_rng(3)
    values = rng.normal(0.0, 1.0, (10, 3))
    values[:, 1] = 2.5
    constant = simultaneous_intervals(values)
    assert (constant.low[1], constant.high[1]) == (2.5, 2.5)
    values[4, 0] = np.nan
    np.testing.assert_array_equal(
        simultaneous_intervals(values), mean_intervals(values, bonferroni(0.95, 3))
    )


def test_repeatable() -> None:
    values = np.random.default_rng(4).normal(0.0, 1.0, (15, 3))
    first = simultaneous_intervals(values)
    simultaneous_intervals(values[:, :2])
    np.testing.assert_array_equal(first, simultaneous_intervals(values))
