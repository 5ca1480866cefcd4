"""Main effects by hand, and the interval of a price."""

from __future__ import annotations

import numpy as np
import pytest

from sim.stats.effects import level_means, main_effect
from sim.stats.fieller import fieller_interval
from sim.stats.intervals import mean_interval

VALUES = np.array([[1.0, 3.0, 5.0, 11.0], [2.0, 4.0, 8.0, 10.0]])
"""Two replications of four points."""


def test_a_replication_is_averaged_over_the_points_first() -> None:
    assert level_means(VALUES, [0, 0, 1, 1], 2).tolist() == [[2.0, 8.0], [3.0, 9.0]]
    found = main_effect(VALUES, [0, 0, 1, 1], 2)
    assert found is not None
    assert found.means.mean.tolist() == [2.5, 8.5]
    by_hand = mean_interval([2.0, 3.0])  # not over the four numbers of the level
    assert found.means.at(0) == pytest.approx(by_hand)
    assert (found.lowest, found.highest) == (0, 1)
    assert found.swing == (6.0, 6.0, 6.0)  # paired: what the replications share cancels


def test_points_without_a_value_are_left_out_of_every_replication() -> None:
    values = VALUES.copy()
    values[0, 1] = np.nan
    assert level_means(values, [0, 0, 1, 1], 3)[:, :2].tolist() == [[1.0, 8.0], [2.0, 9.0]]
    assert np.isnan(level_means(values, [0, 0, 1, 1], 3)[:, 2]).all()
    values[0] = np.nan  # a replication without any value is left out, and no point with it
    assert level_means(values, [0, 0, 1, 1], 2)[1].tolist() == [3.0, 9.0]
    assert main_effect(np.full((2, 4), np.nan), [0, 0, 1, 1], 2) is None


def test_one_replication_has_no_interval() -> None:
    found = main_effect(VALUES[:1], [0, 1, 1, 0], 2)
    assert found is not None
    assert found.swing.mean == 2.0
    assert np.isnan(found.swing.low)


def test_every_point_needs_a_level() -> None:
    with pytest.raises(ValueError, match="a level for each of 4 points"):
        level_means(VALUES, [0, 1], 2)


def test_fiellers_interval_covers() -> None:
    rng = np.random.default_rng(1)
    covered = bounded = 0
    for _ in range(2000):
        gain = 1.0 + rng.normal(0.0, 0.9, 12)
        price = 3.0 + gain + rng.normal(0.0, 0.5, 12)
        found = fieller_interval(price, gain)
        bounded += np.isfinite(found.low)
        covered += found.low <= 4.0 <= found.high
    assert bounded > 1800
    assert 0.93 <= covered / bounded <= 0.97


def test_a_price_has_limits_only_where_a_gain_is_shown() -> None:
    assert np.isnan(fieller_interval([1.0, 1.0, 1.0], [-1.0, 0.5, 1.0]).low)
    known = fieller_interval([2.0, 2.2, 2.4], [1.0, 1.1, 1.2])
    assert known == pytest.approx((2.0, 2.0, 2.0))
    assert np.isnan(fieller_interval([1.0], [2.0]).high)
    with pytest.raises(ValueError, match="one dimension"):
        fieller_interval([[1.0]], [[1.0]])
