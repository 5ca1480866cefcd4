"""The Pareto front: against its definition, and chances against known laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.stats import front, front_chances

SMALL = st.integers(0, 4).map(float)  # many ties


def by_definition(x: np.ndarray, y: np.ndarray) -> list[bool]:
    return [
        not any(
            (x[j] >= x[i] and y[j] >= y[i]) and (x[j] > x[i] or y[j] > y[i]) for j in range(len(x))
        )
        for i in range(len(x))
    ]


@given(st.lists(st.tuples(SMALL, SMALL), min_size=1, max_size=12))
def test_the_front_by_definition(points: list[tuple[float, float]]) -> None:
    x, y = np.array(points).T
    assert front(x, y, (True, True)).tolist() == by_definition(x, y)
    assert front(-x, y, (False, True)).tolist() == by_definition(x, y)


def test_satisfaction_against_cost() -> None:
    satisfaction = np.array([4.0, 3.0, 4.5, 3.5, 4.5])
    cost = np.array([100.0, 90.0, 120.0, 110.0, 120.0])
    on = front(satisfaction, cost, (True, False))
    assert on.tolist() == [True, True, True, False, True]


def test_points_without_a_value_are_off() -> None:
    x, y = np.array([1.0, np.nan, 5.0]), np.array([1.0, 9.0, np.nan])
    assert front(x, y, (True, True)).tolist() == [True, False, False]
    assert not front([np.nan], [np.nan], (True, True)).any()


def test_clear_points_have_clear_chances() -> None:
    rng = np.random.default_rng(1)
    quality = rng.normal([4.0, 3.0, 2.0], 0.01, (10, 3))
    cost = rng.normal([200.0, 100.0, 150.0], 0.1, (10, 3))
    chances = front_chances(quality, cost, (True, False))
    np.testing.assert_array_equal(chances, [1.0, 1.0, 0.0])


def test_two_alike_share_the_chance() -> None:
    # Equal cost: one of the two is on the front in every draw, and either as often when paired
    # differences are symmetric about 0.
    week = np.random.default_rng(2).normal(0.0, 3.0, (40, 1))
    apart = np.tile([[0.2], [-0.2]], (20, 1))
    quality = np.hstack([week + apart, week - apart])
    chances = front_chances(quality, np.ones((40, 2)), (True, False), draws=4000)
    assert chances.sum() == pytest.approx(1.0, abs=0.15)  # both, when a draw is even
    assert chances[0] == pytest.approx(chances[1], abs=0.05)


def test_the_chance_is_that_of_the_paired_mean() -> None:
    from scipy.special import ndtr

    rng = np.random.default_rng(3)
    week = rng.normal(0.0, 5.0, (200, 1))
    lead = rng.normal(0.0, 1.0, 200)
    lead = lead - lead.mean() + 0.08
    quality = np.hstack([week, week + lead[:, None]])
    chances = front_chances(quality, np.ones((200, 2)), (True, False), draws=4000)
    expected = ndtr(0.08 / (lead.std(ddof=1) / np.sqrt(200)))
    assert chances[1] == pytest.approx(expected, abs=0.02)
    assert chances[0] == pytest.approx(1.0 - expected, abs=0.02)


def test_chances_repeat_and_points_lacking_values_have_none() -> None:
    rng = np.random.default_rng(4)
    quality, cost = rng.normal(0.0, 1.0, (8, 30)), rng.normal(0.0, 1.0, (8, 30))
    quality[3, 7] = np.nan
    chances = front_chances(quality, cost, (True, False), draws=200)
    np.testing.assert_array_equal(chances, front_chances(quality, cost, (True, False), draws=200))
    assert np.isnan(chances[7])
    assert np.isfinite(np.delete(chances, 7)).all()
    others = [at for at in range(30) if at != 7]
    np.testing.assert_array_equal(
        chances[others], front_chances(quality[:, others], cost[:, others], (True, False), 200)
    )


def test_ten_thousand_points() -> None:
    rng = np.random.default_rng(5)
    quality, cost = rng.normal(0.0, 1.0, (5, 10_000)), rng.normal(0.0, 1.0, (5, 10_000))
    chances = front_chances(quality, cost, (True, False), draws=50)
    assert chances.shape == (10_000,)
    assert 1.0 <= chances.sum() < 100.0  # about log(10,000) points make a front


def test_too_little_is_refused() -> None:
    with pytest.raises(ValueError, match="2 replications"):
        front_chances([[1.0, 2.0]], [[1.0, 2.0]], (True, True))
    with pytest.raises(ValueError, match="equal shapes"):
        front([1.0], [1.0, 2.0], (True, True))
