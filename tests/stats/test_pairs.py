"""What pairing saves: against the definition and known laws."""

from __future__ import annotations

import numpy as np
import pytest

from sim.stats import mean_intervals, paired_intervals, pairing, ratio_values


def test_the_factor_is_that_of_the_variances() -> None:
    rng = np.random.default_rng(1)
    days = rng.normal(100.0, 30.0, (40, 3))
    left, right = days + rng.normal(0.0, 5.0, (40, 3)), days + rng.normal(0.0, 10.0, (40, 3))
    found = pairing(left, right)
    apart = (left - right).var(axis=0, ddof=1)
    np.testing.assert_allclose(found.factor, (left.var(0, ddof=1) + right.var(0, ddof=1)) / apart)
    expected = [np.corrcoef(left[:, i], right[:, i])[0, 1] for i in range(3)]
    np.testing.assert_allclose(found.correlation, expected)
    assert (found.n == 40).all()


def test_equal_variances_tie_factor_and_correlation() -> None:
    rng = np.random.default_rng(2)
    x = rng.standard_normal((20_000, 1))
    y = 0.8 * x + 0.6 * rng.standard_normal((20_000, 1))
    found = pairing(x, y)
    assert found.correlation[0] == pytest.approx(0.8, abs=0.01)
    assert found.factor[0] == pytest.approx(1.0 / (1.0 - 0.8), rel=0.03)


def test_the_factor_is_what_independent_replications_would_cost() -> None:
    rng = np.random.default_rng(3)
    days = rng.normal(0.0, 3.0, (50, 2000))
    left, right = days + rng.normal(0, 1.0, days.shape), days + rng.normal(1.0, 1.0, days.shape)
    factor = np.median(pairing(left, right).factor)
    shuffled = rng.permuted(right, axis=0)
    paired, alone = paired_intervals(left, right), paired_intervals(left, shuffled)
    widths = (alone.high - alone.low).mean() / (paired.high - paired.low).mean()
    assert widths**2 == pytest.approx(factor, rel=0.05)
    assert factor == pytest.approx(10.0, rel=0.05)


def test_pairing_can_do_harm() -> None:
    x = np.array([[1.0], [2.0], [3.0], [5.0]])
    found = pairing(x, -x)
    assert found.correlation[0] == pytest.approx(-1.0)
    assert found.factor[0] == pytest.approx(0.5)


def test_a_constant_difference_is_free() -> None:
    x = np.array([[0.1, 7.0], [0.2, 7.0], [0.4, 7.0]])
    found = pairing(x + 0.3, x)
    np.testing.assert_array_equal(found.factor, [np.inf, np.nan])
    np.testing.assert_array_equal(found.correlation, [1.0, np.nan])


def test_undefined_pairs_are_left_out() -> None:
    rng = np.random.default_rng(4)
    x, y = rng.normal(0, 1, (9, 1)), rng.normal(0, 1, (9, 1))
    lacking = x.copy()
    lacking[3] = np.nan
    kept = np.delete(np.arange(9), 3)
    there, here = pairing(lacking, y), pairing(x[kept], y[kept])
    assert there.factor[0] == pytest.approx(here.factor[0])
    assert there.n[0] == 8


def test_ratios_pair_too() -> None:
    rng = np.random.default_rng(5)
    callers = rng.poisson(100.0, (30, 1)).astype(float)
    waits = callers**2 + rng.normal(0.0, 50.0, (30, 1))
    left, right = ratio_values(waits, callers), ratio_values(0.9 * waits, callers)
    assert pairing(left, right).factor[0] > 50.0
    assert mean_intervals(left).mean[0] == pytest.approx(waits.sum() / callers.sum())
