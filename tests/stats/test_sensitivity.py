"""Sensitivity of a result to what nobody knows: models whose answers are plain."""

from __future__ import annotations

import numpy as np
import pytest

from sim.stats import (
    Range,
    Uncertain,
    latin_hypercube,
    mean_interval,
    morris_design,
    morris_effects,
    one_at_a_time,
    robustness,
    tornado,
)

PARAMETERS = {
    "patience": Uncertain(4.0, 2.0, 8.0),
    "public": Uncertain(0.1, 0.0, 0.5),
    "nothing": Uncertain(1.0, 0.0, 2.0),
}


def difference(point: dict[str, float], rng: np.random.Generator | None = None) -> np.ndarray:
    """A result by replication: what replications share is drawn with the same seed."""
    noise = np.random.default_rng(1).normal(0.0, 5.0, 20)
    own = 0.0 if rng is None else rng.normal(0.0, 0.1, 20)
    return 2.0 * (point["patience"] - 3.0) + 30.0 * point["public"] ** 2 + noise + own


def test_one_parameter_moves_at_a_time() -> None:
    points = one_at_a_time(PARAMETERS)
    assert len(points) == 7
    assert points[0] == {"patience": 4.0, "public": 0.1, "nothing": 1.0}
    assert points[1] == points[0] | {"patience": 2.0}
    assert points[4] == points[0] | {"public": 0.5}


def test_the_tornado_ranks_the_swings() -> None:
    rng = np.random.default_rng(2)
    results = [difference(point, rng) for point in one_at_a_time(PARAMETERS)]
    found = tornado(PARAMETERS, results)
    assert [bar.path for bar in found.bars] == ["patience", "public", "nothing"]
    patience, public, nothing = found.bars
    assert patience.swing.mean == pytest.approx(12.0, abs=0.1)
    assert public.swing.mean == pytest.approx(7.5, abs=0.1)
    assert nothing.swing.low <= 0.0 <= nothing.swing.high
    assert patience.turns  # 2 (2 - 3) + 0.3 < 0 < 2 (4 - 3) + 0.3
    assert not nothing.turns
    assert found.base == mean_interval(results[0])


def test_the_swing_is_paired() -> None:
    rng = np.random.default_rng(3)
    results = [difference(point, rng) for point in one_at_a_time(PARAMETERS)]
    bar = tornado(PARAMETERS, results).bars[0]
    assert bar.swing.half_width < 0.05 * bar.at_low.half_width


def test_the_tornado_wants_its_own_points() -> None:
    with pytest.raises(ValueError, match="7 points"):
        tornado(PARAMETERS, np.zeros((6, 20)))


# -- elementary effects ----------------------------------------------------------------------------


def test_morris_moves_one_parameter_per_step_within_its_range() -> None:
    design = morris_design(PARAMETERS, 10, seed=5)
    values = design.values
    assert values.shape == (40, 3)
    for path, column in zip(design.paths, values.T, strict=True):
        assert PARAMETERS[path].low <= column.min() < column.max() <= PARAMETERS[path].high
    for trajectory in values.reshape(10, 4, 3):
        assert ((np.diff(trajectory, axis=0) != 0.0).sum(axis=1) == 1).all()
    assert design.points[7] == dict(zip(design.paths, values[7].tolist(), strict=True))


def test_the_same_seed_gives_the_same_design() -> None:
    first, again, other = (morris_design(PARAMETERS, 6, seed=s).values for s in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_effects_of_a_linear_model_are_its_slopes_times_the_ranges() -> None:
    design = morris_design(PARAMETERS, 8, seed=1)
    results = [2.0 * p["patience"] - 3.0 * p["public"] for p in design.points]
    patience, public, nothing = morris_effects(design, results)
    assert (patience.path, public.path, nothing.path) == ("patience", "public", "nothing")
    assert (patience.mean, patience.size) == pytest.approx((12.0, 12.0))
    assert (public.mean, public.size) == pytest.approx((-1.5, 1.5))
    assert [e.spread for e in (patience, public, nothing)] == pytest.approx([0.0] * 3, abs=1e-9)
    assert nothing.size == pytest.approx(0.0)


def test_effects_agree_with_their_definition_and_show_interactions() -> None:
    parameters = {name: Uncertain(0.5, 0.0, 1.0) for name in "abc"}
    design = morris_design(parameters, 20, seed=3)
    results = np.array([p["a"] * p["b"] + p["c"] for p in design.points])
    effects = {effect.path: effect for effect in morris_effects(design, results)}
    steps = np.diff(design.values.reshape(20, 4, 3), axis=1)
    changes = np.diff(results.reshape(20, 4), axis=1)
    for at, path in enumerate(design.paths):
        moved = steps[:, :, at]
        elementary = (changes[moved != 0.0] / moved[moved != 0.0]).reshape(20)
        assert effects[path].mean == pytest.approx(elementary.mean())
        assert effects[path].size == pytest.approx(np.abs(elementary).mean())
        assert effects[path].spread == pytest.approx(elementary.std(ddof=1))
    assert effects["a"].spread > 0.1
    assert effects["c"].spread == pytest.approx(0.0, abs=1e-9)
    assert effects["a"].half_width > 0.0
    again = {effect.path: effect for effect in morris_effects(design, results)}
    assert again == effects


def test_parameters_without_a_range_are_left_out() -> None:
    known = PARAMETERS | {"certain": Uncertain(3.0, 3.0, 3.0)}
    assert morris_design(known, 4, seed=1).paths == tuple(PARAMETERS)
    with pytest.raises(ValueError, match="with a range"):
        morris_design({"certain": known["certain"]}, 4, seed=1)
    with pytest.raises(ValueError, match="2 trajectories"):
        morris_design(PARAMETERS, 1, seed=1)


def test_every_point_needs_a_finite_result() -> None:
    design = morris_design(PARAMETERS, 4, seed=1)
    with pytest.raises(ValueError, match="16 points"):
        morris_effects(design, np.zeros(15))
    with pytest.raises(ValueError, match="finite"):
        morris_effects(design, np.full(16, np.nan))


# -- how much of the space the winner keeps ------------------------------------------------------


def test_the_share_of_the_space_that_a_winner_keeps() -> None:
    ranges = {"x": Range(0.0, 1.0), "y": Range(0.0, 1.0)}
    points = latin_hypercube(ranges, 400, seed=1)
    noise = np.random.default_rng(4).normal(0.0, 0.2, (400, 10))
    results = np.array([[p["x"] + p["y"] - 0.5] for p in points]) + noise
    found = robustness(results, winner_is_positive=True)
    assert found.share == pytest.approx(7.0 / 8.0, abs=0.03)
    assert found.low < 7.0 / 8.0 < found.high
    assert found.shown + found.reversed + found.open == pytest.approx(1.0)
    assert 0.5 < found.shown < found.share
    assert 0.0 < found.reversed < 1.0 - found.share
    other = robustness(results, winner_is_positive=False)
    assert other.share == pytest.approx(1.0 - found.share)
    assert other.shown == found.reversed


def test_a_winner_everywhere_is_not_certain() -> None:
    found = robustness(np.ones((20, 5)) + np.arange(5.0), True)
    assert (found.share, found.shown, found.high) == (1.0, 1.0, 1.0)
    # Wilson's lower limit for 20 of 20: n / (n + z²)
    assert found.low == pytest.approx(20.0 / (20.0 + 1.959964**2))


def test_points_without_a_value_are_left_out() -> None:
    results = np.array([[1.0, 2.0], [np.nan, np.nan], [-1.0, -3.0]])
    assert robustness(results, True).share == 0.5
    with pytest.raises(ValueError, match="no point"):
        robustness(np.full((2, 3), np.nan), True)
