"""Warm-up: the statistic by hand, known settling times, and runs that never settle."""

from __future__ import annotations

import numpy as np
import pytest

from sim.stats import moving_average, mser, ratio_values, warm_up


def settling(rng: np.random.Generator, weeks: int, fade: float, height: float) -> np.ndarray:
    """Ten replications that come to 10 from ``height`` above with a factor ``fade`` a week."""
    return 10.0 + height * fade ** np.arange(weeks) + rng.normal(0.0, 0.5, (10, weeks))


def test_the_statistic_by_hand() -> None:
    # Kept after 0: squares about 4 are 16, 4, 4, 0, 0 ...; after 1 about 5; after 2: 5, 5, 5.
    y = np.array([1.0, 5.0, 5.0, 5.0])
    np.testing.assert_allclose(mser(y), [(9 + 1 + 1 + 1) / 16, 0.0, 0.0])


def test_the_moving_average_by_hand() -> None:
    y = np.array([1.0, 2.0, 6.0, 4.0, 7.0, 9.0])
    expected = [1.0, 3.0, 4.0, 17.0 / 3.0, 20.0 / 3.0, np.nan]
    np.testing.assert_allclose(moving_average(y, 1), expected)
    np.testing.assert_allclose(moving_average(y, 0), y)
    assert moving_average(y, 2)[2] == pytest.approx(4.0)


def test_a_jump_is_cut_off_where_it_ends() -> None:
    rng = np.random.default_rng(1)
    values = rng.normal(10.0, 0.5, (10, 30))
    values[:, :4] += 5.0
    found = warm_up(values)
    assert 4 <= found.weeks <= 9  # never less; more, when the weeks kept are alike by chance
    assert found.statistic[4] < 0.05 * found.statistic[3]
    assert found.enough
    assert found.early.low > 1.5
    assert found.by_week.mean[0] == pytest.approx(15.0, abs=1.0)


def test_the_first_week_is_told_when_none_is_left_out() -> None:
    rng = np.random.default_rng(3)
    values = rng.normal(10.0, 3.0, 12) + rng.normal(0.0, 0.01, (10, 12))  # no cut is worth it
    values[:, 0] = values[:, 1:].mean(axis=1) - 0.5
    found = warm_up(values)
    assert found.weeks == 0
    assert found.early.mean == pytest.approx(-0.5)


@pytest.mark.parametrize(("fade", "least", "most"), [(0.5, 3, 8), (0.8, 7, 20)])
def test_slower_settling_needs_longer(fade: float, least: int, most: int) -> None:
    found = [warm_up(settling(np.random.default_rng(s), 52, fade, 10.0)) for s in range(50)]
    assert least <= np.median([each.weeks for each in found]) <= most
    assert np.mean([each.enough for each in found]) > 0.8


def test_what_is_left_has_little_bias() -> None:
    left = []
    for seed in range(100):
        values = settling(np.random.default_rng(seed), 40, 0.7, 10.0)
        left.append(values[:, warm_up(values).weeks :].mean() - 10.0)
    assert abs(np.mean(left)) < 0.05  # nothing cut: 10 / 0.3 / 40 = 0.83


def test_a_steady_run_needs_little() -> None:
    cuts = [
        warm_up(np.random.default_rng(seed).normal(10.0, 0.5, (10, 40))).weeks
        for seed in range(100)
    ]
    assert np.median(cuts) <= 2
    assert np.mean([cut > 15 for cut in cuts]) < 0.15


def test_a_backlog_that_grows_for_ever_is_noticed() -> None:
    rng = np.random.default_rng(3)
    found = warm_up(np.arange(30.0) + rng.normal(0.0, 0.5, (10, 30)))
    assert not found.enough
    assert not found.settled
    assert found.drift.low > 0.0


def test_a_run_that_is_too_short_is_noticed() -> None:
    found = warm_up(settling(np.random.default_rng(4), 10, 0.9, 20.0))
    assert found.weeks == 5
    assert not found.enough


def test_ratios_by_week() -> None:
    rng = np.random.default_rng(5)
    callers = rng.poisson(200.0, (8, 20)).astype(float)
    waits = callers * (3.0 + 4.0 * 0.3 ** np.arange(20)) + rng.normal(0.0, 20.0, (8, 20))
    found = warm_up(ratio_values(waits, callers))
    assert 1 <= found.weeks <= 4
    np.testing.assert_allclose(found.by_week.mean, waits.sum(axis=0) / callers.sum(axis=0))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (np.ones((1, 20)), "2 replications"),
        (np.ones((5, 3)), "4 weeks"),
        (np.full((5, 20), np.nan), "every week"),
    ],
)
def test_too_little_is_refused(values: np.ndarray, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        warm_up(values)
    with pytest.raises(ValueError, match="window"):
        moving_average([1.0, 2.0], -1)
