"""Designs: their size, their balance, their resolution, and that a seed repeats them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.stats import Range, fraction, grid, latin_hypercube, sobol
from sim.stats.designs import place


def two_levels(k: int) -> dict[str, tuple[str, str]]:
    return {f"factor {i}": ("low", "high") for i in range(k)}


def test_the_grid_in_its_order() -> None:
    points = grid({"teams.care.agents": [3, 4], "routing": ["skill", "queue"]})
    assert points == [
        {"teams.care.agents": 3, "routing": "skill"},
        {"teams.care.agents": 3, "routing": "queue"},
        {"teams.care.agents": 4, "routing": "skill"},
        {"teams.care.agents": 4, "routing": "queue"},
    ]


@pytest.mark.parametrize(
    ("factors", "resolution", "runs"),
    [
        # Box, Hunter & Hunter, Statistics for Experimenters (2005), chapter 6
        (3, 3, 4),
        (7, 3, 8),
        (15, 3, 16),
        (4, 4, 8),
        (8, 4, 16),
        (16, 4, 32),
        (5, 5, 16),
        (1, 4, 2),
        (3, 4, 8),
    ],
)
def test_published_sizes_of_fractions(factors: int, resolution: int, runs: int) -> None:
    assert len(fraction(two_levels(factors), resolution).points) == runs


@pytest.mark.parametrize("resolution", [3, 4, 5])
@given(k=st.integers(1, 9))
def test_fractions_have_their_resolution(resolution: int, k: int) -> None:
    signs = fraction(two_levels(k), resolution).signs
    assert set(np.unique(signs)) == {-1.0, 1.0}
    for size in range(1, min(resolution, k + 1)):
        for columns in combinations(range(k), size):
            assert signs[:, columns].prod(axis=1).sum() == 0.0


def test_generators_say_what_is_confused() -> None:
    design = fraction(two_levels(8), 4)
    column = dict(zip(two_levels(8), design.signs.T, strict=True))
    assert len(design.generators) == 4
    for name, words in design.generators.items():
        product = np.prod([column[word] for word in words], axis=0)
        np.testing.assert_array_equal(column[name], product)


def test_points_of_a_fraction_follow_its_signs() -> None:
    design = fraction({"wage": (15.0, 20.0), "hours": ("office", "always"), "agents": (3, 4)}, 3)
    for point, signs in zip(design.points, design.signs, strict=True):
        assert point["wage"] == (20.0 if signs[0] > 0 else 15.0)
        assert point["hours"] == ("always" if signs[1] > 0 else "office")
        assert point["agents"] == (4 if signs[2] > 0 else 3)


FACTORS = {"share": Range(0.1, 0.5), "agents": Range(3, 7, whole=True), "rule": ["a", "b", "c"]}


@pytest.mark.parametrize("design", [latin_hypercube, sobol])
def test_spread_designs_stay_in_their_ranges_and_repeat(design) -> None:  # type: ignore[no-untyped-def]
    points = design(FACTORS, 40, seed=7)
    assert len(points) == 40
    assert all(0.1 <= point["share"] < 0.5 for point in points)
    assert {point["agents"] for point in points} == {3, 4, 5, 6, 7}
    assert {point["rule"] for point in points} == {"a", "b", "c"}
    assert points == design(FACTORS, 40, seed=7)
    assert points != design(FACTORS, 40, seed=8)
    assert all(isinstance(point["agents"], int) for point in points)


def test_a_latin_hypercube_has_a_point_in_every_slice() -> None:
    points = latin_hypercube(FACTORS, 30, seed=1)
    slices = sorted(int((point["share"] - 0.1) / 0.4 * 30) for point in points)
    assert slices == list(range(30))
    rules = [point["rule"] for point in points]
    assert {rules.count(rule) for rule in "abc"} == {10}


def test_a_sobol_sequence_is_even_in_every_quarter() -> None:
    factors = {name: Range(0.0, 1.0) for name in "xy"}
    points = np.array([list(point.values()) for point in sobol(factors, 64, seed=1)])
    quarters = np.histogram2d(points[:, 0], points[:, 1], bins=4, range=[[0, 1], [0, 1]])[0]
    np.testing.assert_array_equal(quarters, np.full((4, 4), 4.0))
    assert sobol(factors, 50, seed=1) == sobol(factors, 64, seed=1)[:50]
    assert len(sobol(factors, 1, seed=1)) == 1


@given(st.floats(0.0, 1.0, exclude_max=True))
def test_whole_numbers_are_in_their_range(share: float) -> None:
    assert place(Range(2, 5, whole=True), share) in {2, 3, 4, 5}
    assert place(["x", "y"], share) == ("x" if share < 0.5 else "y")


def test_senseless_requests_are_refused() -> None:
    with pytest.raises(ValueError, match="resolution"):
        fraction(two_levels(3), 2)
    with pytest.raises(ValueError, match="at least one factor"):
        fraction({})
    with pytest.raises(ValueError, match="at least one factor"):
        sobol({}, 4, 1)
    with pytest.raises(ValueError, match="at least one point"):
        latin_hypercube(FACTORS, 0, 1)
