"""Intervals against textbook numbers, a peer library, and their own definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.stats import mean_intervals, paired_intervals

FINITE = st.floats(-1e6, 1e6)


def test_a_published_interval() -> None:
    # Law & Kelton, Simulation Modeling and Analysis, 3rd ed., example 4.26: ten observations,
    # 90 % interval 1.34 ± 0.24.
    sample = [1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09]
    interval = mean_intervals(np.array(sample)[:, None], confidence=0.9)
    assert interval.mean[0] == pytest.approx(1.34, abs=0.005)
    assert interval.high[0] - interval.mean[0] == pytest.approx(0.24, abs=0.005)


def test_paired_intervals_agree_with_scipy() -> None:
    from scipy.stats import ttest_rel

    rng = np.random.default_rng(7)
    left, right = rng.normal(3.0, 2.0, (12, 4)), rng.normal(2.0, 1.0, (12, 4))
    ours = paired_intervals(left, right)
    theirs = ttest_rel(left, right).confidence_interval(0.95)
    np.testing.assert_allclose(ours.low, theirs.low, rtol=1e-12)
    np.testing.assert_allclose(ours.high, theirs.high, rtol=1e-12)


def test_pairing_removes_what_the_two_share() -> None:
    rng = np.random.default_rng(1)
    days = rng.normal(100.0, 30.0, (50, 1))
    better = days + 1.0 + rng.normal(0.0, 0.5, (50, 1))
    paired = paired_intervals(better, days)
    alone = mean_intervals(better)
    assert paired.low[0] > 0.0
    assert (paired.high - paired.low)[0] < 0.05 * (alone.high - alone.low)[0]


def test_undefined_replications_are_left_out() -> None:
    values = np.array([[1.0, np.nan, np.nan], [np.nan, 5.0, np.nan], [3.0, np.inf, np.nan]])
    interval = mean_intervals(values)
    np.testing.assert_array_equal(interval.n, [2, 1, 0])
    np.testing.assert_array_equal(interval.mean, [2.0, 5.0, np.nan])
    np.testing.assert_array_equal(np.isnan(interval.low), [False, True, True])
    np.testing.assert_array_equal(interval.low, mean_intervals(values[[0, 2]]).low)


def test_pairs_need_both_halves() -> None:
    left = np.array([[1.0], [2.0], [np.nan], [np.inf]])
    right = np.array([[0.5], [np.nan], [1.0], [np.inf]])
    assert paired_intervals(left, right).n[0] == 1


def test_one_replication_has_no_interval() -> None:
    interval = mean_intervals([[4.0]])
    assert interval.mean[0] == 4.0
    assert np.isnan([interval.low[0], interval.high[0]]).all()


@given(arrays(np.float64, st.tuples(st.integers(2, 30), st.integers(1, 4)), elements=FINITE))
def test_intervals_surround_the_mean_evenly(values: np.ndarray) -> None:
    interval = mean_intervals(values)
    np.testing.assert_allclose(interval.mean, values.mean(axis=0), rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(
        interval.high - interval.mean, interval.mean - interval.low, rtol=1e-6, atol=1e-6
    )
    assert (interval.low <= interval.high).all()


@given(st.permutations(range(6)))
def test_only_the_pairs_matter_not_their_order(order: list[int]) -> None:
    left = np.array([[3.0], [1.0], [4.0], [1.5], [9.0], [2.0]])
    right = np.array([[2.0], [7.0], [1.0], [8.0], [2.5], [8.0]])
    there, here = paired_intervals(left, right), paired_intervals(left[order], right[order])
    np.testing.assert_allclose([here.low, here.high], [there.low, there.high], rtol=1e-12)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
def test_confidence_is_a_fraction(confidence: float) -> None:
    with pytest.raises(ValueError, match="fraction between 0 and 1"):
        mean_intervals([[1.0], [2.0]], confidence)


def test_wrong_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        mean_intervals([1.0, 2.0])
    with pytest.raises(ValueError, match="equal shapes"):
        paired_intervals([[1.0]], [[1.0], [2.0]])


def test_intervals_cover_as_often_as_they_say() -> None:
    rng = np.random.default_rng(20)
    columns = 4000
    interval = mean_intervals(rng.normal(5.0, 2.0, (8, columns)))
    covered = ((interval.low <= 5.0) & (interval.high >= 5.0)).mean()
    assert abs(covered - 0.95) < 4 * (0.95 * 0.05 / columns) ** 0.5


@given(
    arrays(np.float64, st.tuples(st.integers(2, 8), st.integers(1, 3)), elements=st.floats(0, 1)),
    st.floats(0, 1),
)
def test_intervals_cut_to_what_is_possible_cover_as_before(table: np.ndarray, truth: float) -> None:
    whole = mean_intervals(table)
    cut = whole.within(0.0, 1.0)
    assert (cut.low >= 0.0).all()
    assert (cut.high <= 1.0).all()
    assert ((cut.low <= cut.mean) & (cut.mean <= cut.high)).all()
    assert np.array_equal(
        (whole.low <= truth) & (truth <= whole.high), (cut.low <= truth) & (truth <= cut.high)
    )
    assert [cut.at(0)] == [whole.at(0).within(0.0, 1.0)]


def test_what_has_no_interval_or_lies_outside_is_left_as_it_is() -> None:
    found = mean_intervals(np.array([[0.5, 2.0, np.nan], [np.nan, 3.0, np.nan]]))
    for cut in (found.within(0.0, 1.0), found.within(np.zeros(3), np.ones(3))):
        assert all(np.array_equal(*pair, equal_nan=True) for pair in zip(cut, found, strict=True))
    assert found.at(1).within(0.0, 1.0) == found.at(1)
    assert np.isnan(found.at(2).within(0.0, 1.0).low)
