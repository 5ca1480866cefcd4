"""Ratios of sums: against a textbook, brute force, means, and their own promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.stats import (
    mean_intervals,
    paired_intervals,
    paired_ratio_intervals,
    ratio_intervals,
    ratio_values,
)

METHODS = pytest.mark.parametrize("method", ["jackknife", "delta"])

TRUTH = 45.0 * (1.0 + 0.04) / 100.0


def busy_weeks(
    rng: np.random.Generator, n: int, columns: int, shape: float = 25.0
) -> tuple[np.ndarray, np.ndarray]:
    """Totals of waiting and callers: busy weeks have longer waits. The true ratio is TRUTH."""
    load = rng.gamma(shape, 1.0 / shape, (n, columns))
    callers = rng.poisson(100.0 * load).astype(float)
    waiting = 45.0 * load**2 + rng.normal(0.0, 4.0, (n, columns))
    return waiting, callers


def test_a_published_ratio() -> None:
    # Efron & Tibshirani, An Introduction to the Bootstrap (1993), tables 10.1 and section 10.5:
    # the patch data, ratio -0.0713, jackknife estimate of bias 0.0080.
    above = np.array([[-1200.0, 2601, -2705, 1982, -1290, 351, -638, -2719]]).T
    below = np.array([[8406.0, 2342, 8187, 8459, 4795, 3516, 4796, 10238]]).T
    ratio = ratio_intervals(above, below).mean[0]
    assert ratio == pytest.approx(-0.0713, abs=5e-5)
    without = (above.sum() - above) / (below.sum() - below)
    assert 7 * (without.mean() - ratio) == pytest.approx(0.0080, abs=5e-5)


def test_the_jackknife_is_that_of_its_definition() -> None:
    above, below = busy_weeks(np.random.default_rng(2), 9, 3)
    ours = ratio_intervals(above, below)
    rows = [np.delete(np.arange(9), i) for i in range(9)]
    without = np.array([above[kept].sum(axis=0) / below[kept].sum(axis=0) for kept in rows])
    error = np.sqrt(8 / 9 * ((without - without.mean(axis=0)) ** 2).sum(axis=0))
    np.testing.assert_allclose(ours.mean, above.sum(axis=0) / below.sum(axis=0))
    np.testing.assert_allclose(ours.high - ours.mean, 2.306004 * error, rtol=1e-6)


@METHODS
def test_equal_denominators_make_it_a_mean(method: str) -> None:
    above = np.random.default_rng(3).normal(5.0, 1.0, (7, 2))
    ratio = ratio_intervals(above, np.full((7, 2), 4.0), method=method)
    mean = mean_intervals(above / 4.0)
    for ours, theirs in zip(ratio, mean, strict=True):
        np.testing.assert_allclose(ours, theirs)


@METHODS
def test_totals_are_means_to_the_last_bit(method: str) -> None:
    above = np.random.default_rng(4).normal(5.0, 1.0, (7, 3))
    above[2, 1] = np.nan
    no_ratio = np.full((7, 3), np.nan)
    ratio, mean = ratio_intervals(above, no_ratio, method=method), mean_intervals(above)
    for ours, theirs in zip(ratio, mean, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    np.testing.assert_allclose(ratio_values(above, no_ratio), above, rtol=1e-15)


def test_the_two_methods_agree_in_large_samples() -> None:
    above, below = busy_weeks(np.random.default_rng(5), 400, 5)
    jackknife, delta = (ratio_intervals(above, below, method=m) for m in ("jackknife", "delta"))
    np.testing.assert_array_equal(jackknife.mean, delta.mean)
    np.testing.assert_allclose(jackknife.high - jackknife.mean, delta.high - delta.mean, rtol=0.02)
    assert (jackknife.high != delta.high).all()


@METHODS
def test_values_stand_for_the_ratio(method: str) -> None:
    above, below = busy_weeks(np.random.default_rng(6), 12, 4)
    values = ratio_values(above, below, method)
    for ours, theirs in zip(
        mean_intervals(values), ratio_intervals(above, below, method=method), strict=True
    ):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)


@METHODS
def test_paired_values_stand_for_the_difference(method: str) -> None:
    rng = np.random.default_rng(7)
    above, below = busy_weeks(rng, 12, 4)
    other = above * 0.9 + rng.normal(0.0, 1.0, above.shape), below + rng.poisson(2.0, below.shape)
    ours = paired_ratio_intervals(above, below, *other, method=method)
    values = ratio_values(above, below, method), ratio_values(*other, method)
    for left, right in zip(ours, paired_intervals(*values), strict=True):
        np.testing.assert_allclose(left, right, rtol=1e-10, atol=1e-15)


def test_a_replication_without_a_numerator_is_left_out_of_both() -> None:
    above, below = busy_weeks(np.random.default_rng(8), 6, 1)
    lacking = above.copy()
    lacking[4] = np.nan
    kept = [0, 1, 2, 3, 5]
    there = paired_ratio_intervals(lacking, below, above * 2.0, below)
    here = paired_ratio_intervals(above[kept], below[kept], 2.0 * above[kept], below[kept])
    for left, right in zip(there, here, strict=True):
        np.testing.assert_allclose(left, right)
    assert np.isnan(ratio_values(lacking, below)[4, 0])


def test_an_empty_replication_adds_nothing_to_the_sums() -> None:
    above, below = np.array([[1.0], [2.0], [0.0]]), np.array([[4.0], [4.0], [0.0]])
    interval = ratio_intervals(above, below)
    assert interval.mean[0] == 3.0 / 8.0
    assert interval.n[0] == 3
    assert np.isfinite(interval.low[0])


@METHODS
def test_one_replication_with_a_denominator_shows_no_spread(method: str) -> None:
    above, below = np.array([[1.0], [0.0], [0.0]]), np.array([[4.0], [0.0], [0.0]])
    interval = ratio_intervals(above, below, method=method)
    assert interval.mean[0] == 0.25
    assert np.isnan([interval.low[0], interval.high[0]]).all()
    assert np.isnan(ratio_values(above, below, method)).all()


def test_nothing_below_is_undefined() -> None:
    interval = ratio_intervals(np.zeros((3, 1)), np.zeros((3, 1)))
    assert np.isnan([interval.mean[0], interval.low[0], interval.high[0]]).all()


def test_wrong_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="equal shapes"):
        ratio_intervals([[1.0], [2.0]], [[1.0]])
    with pytest.raises(ValueError, match="shape"):
        ratio_intervals([1.0, 2.0], [1.0, 2.0])
    with pytest.raises(ValueError, match="equal shapes"):
        paired_ratio_intervals([[1.0]], [[1.0]], [[1.0], [2.0]], [[1.0], [2.0]])


@given(st.floats(0.01, 1e4), st.floats(0.01, 1e4), st.permutations(range(5)))
def test_units_and_order_do_not_matter(scale: float, count: float, order: list[int]) -> None:
    above = np.array([[3.0], [1.0], [4.0], [1.5], [9.0]])
    below = np.array([[2.0], [7.0], [1.0], [8.0], [2.5]])
    here = ratio_intervals(above, below)
    there = ratio_intervals(scale * above[order], count * below[order])
    for left, right in zip(here[:3], there[:3], strict=True):
        np.testing.assert_allclose(right, left * scale / count, rtol=1e-9)


@METHODS
def test_intervals_cover_where_a_mean_of_ratios_does_not(method: str) -> None:
    above, below = busy_weeks(np.random.default_rng(9), 100, 4000)
    ours, theirs = ratio_intervals(above, below, method=method), mean_intervals(above / below)
    covered = ((ours.low <= TRUTH) & (ours.high >= TRUTH)).mean()
    assert 0.93 < covered < 0.97
    assert abs(ours.mean.mean() - TRUTH) < 0.002 * TRUTH
    # Every week has the same weight there, whatever it brings:
    assert theirs.mean.mean() == pytest.approx(0.45, rel=0.015)
    assert ((theirs.low <= TRUTH) & (theirs.high >= TRUTH)).mean() < 0.8


@METHODS
def test_paired_intervals_cover(method: str) -> None:
    rng = np.random.default_rng(10)
    above, below = busy_weeks(rng, 20, 4000)
    other = above + 5.0 + rng.normal(0.0, 1.0, above.shape)
    interval = paired_ratio_intervals(other, below, above, below, method=method)
    covered = ((interval.low <= 0.05) & (interval.high >= 0.05)).mean()
    assert 0.93 < covered < 0.97
    alone = ratio_intervals(above, below, method=method)
    assert (interval.high - interval.low).mean() < 0.5 * (alone.high - alone.low).mean()
