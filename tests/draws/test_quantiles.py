"""Draws have the stated distributions; scalar, array and compiled forms agree to the bit."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from sim.draws import arrays, kinds
from sim.draws.arrays import grid_array, values
from sim.draws.normal import normal_quantile, rough_normal_quantiles
from sim.draws.quantiles import on_grid, value
from sim.jit import MARKED
from tests.draws.examples import DIST, DIST_ROWS, DISTS, EXAMPLES, KNOT_ROWS, KNOT_TABLE, NAMES

N = 40_000
KEYS = np.arange(N, dtype=np.int64) * 2654435761 % 4294967296

EXPECTED: dict[str, Any] = {
    "exponential": stats.expon(scale=240),
    "uniform": stats.uniform(10, 40),
    "triangular": stats.triang(10 / 60, 10, 60),
    "normal": stats.truncnorm(-1.2, math.inf, 60, 50),
    "gamma": stats.gamma(2.5, scale=40),
    "gamma_below_1": stats.gamma(0.4, scale=300),
    "erlang": stats.gamma(3, scale=60),
    "lognormal": stats.lognorm(0.9, scale=150),
    "weibull": stats.weibull_min(0.7, scale=200),
}


def drawn(name: str, n: int = 0) -> np.ndarray:
    return values(DISTS, KNOT_TABLE, NAMES.index(name), KEYS, KEYS[::-1], 8, n)


@pytest.mark.parametrize("name", EXPECTED)
def test_distribution(name):
    assert stats.kstest(drawn(name), EXPECTED[name].cdf).pvalue > 1e-3


def test_mixture_has_the_distribution_of_its_parts_by_weight():
    def cdf(x):
        return (
            0.2 * stats.expon.cdf(x, scale=30)
            + 0.3 * stats.gamma.cdf(x, 0.8, scale=100)
            + 0.5 * stats.lognorm.cdf(x, 0.3, scale=400)
        )

    assert stats.kstest(drawn("mixture"), cdf).pvalue > 1e-3


def test_empirical_draws_its_values_by_weight():
    found, counts = np.unique(drawn("empirical"), return_counts=True)
    assert found.tolist() == [5.0, 30.0, 60.5, 1000.0]
    assert stats.chisquare(counts, N * np.array([0.1, 0.3, 0.5, 0.1])).pvalue > 1e-3


def test_constant_and_never():
    assert set(drawn("constant").tolist()) == {90.0}
    assert set(drawn("never").tolist()) == {math.inf}


@pytest.mark.parametrize("name", [n for n in NAMES if n not in ("constant", "never")])
def test_purposes_keys_and_occurrences_draw_independently(name):
    d = NAMES.index(name)
    first = drawn(name)
    for other in (
        values(DISTS, KNOT_TABLE, d, KEYS, KEYS[::-1], 9, 0),
        drawn(name, 1),
        np.roll(first, 1),
    ):
        assert abs(stats.spearmanr(first, other).statistic) < 4 / math.sqrt(N)


@pytest.mark.parametrize("name", NAMES)
def test_array_and_scalar_give_the_same_bits(name):
    d = NAMES.index(name)
    for n in (0, 3):
        array = values(DISTS, KNOT_TABLE, d, KEYS[:3000], KEYS[-3000:], 40, n)
        keys = zip(KEYS[:3000].tolist(), KEYS[-3000:].tolist(), strict=True)
        scalar = [value(DIST_ROWS, KNOT_ROWS, d, k0, k1, 40, n) for k0, k1 in keys]
        assert array.tolist() == scalar


@pytest.mark.parametrize("kind", [kinds.EXPONENTIAL, kinds.LOGNORMAL, kinds.GAMMA, kinds.WEIBULL])
def test_last_bits_of_numpy_do_not_matter(kind, monkeypatch):
    table = np.zeros(1, DIST)
    long = 1e6  # seconds: the error reaches the next step of the grid once in some 50 values
    shape = kind in (kinds.GAMMA, kinds.WEIBULL)
    table[0] = (kind, 0, 0, 1.0, *((1.5, long) if shape else (long, 0.5)), 0.0)
    keys = KEYS[:2000]
    expected = values(table, KNOT_TABLE, 0, keys, keys, 8, 0).tolist()
    rough = arrays._rough

    def on_another_processor(*arguments):
        noise = np.random.default_rng(1).uniform(-4e-14, 4e-14, len(arguments[4]))
        return rough(*arguments) * (1.0 + noise)

    monkeypatch.setattr(arrays, "_rough", on_another_processor)
    assert values(table, KNOT_TABLE, 0, keys, keys, 8, 0).tolist() == expected
    monkeypatch.setattr(arrays, "_doubtful", lambda x, rounded, size: np.zeros(0, np.intp))
    assert values(table, KNOT_TABLE, 0, keys, keys, 8, 0).tolist() != expected


PARAMETERS = st.floats(1e-3, 1e10, allow_subnormal=False)


@given(
    kind=st.sampled_from([kinds.EXPONENTIAL, kinds.GAMMA, kinds.LOGNORMAL, kinds.WEIBULL]),
    a=PARAMETERS,
    b=st.floats(0.05, 5.0),
    start=st.integers(0, 2**31),
)
def test_array_and_scalar_agree_for_extreme_parameters(kind, a, b, start):
    if kind in (kinds.GAMMA, kinds.WEIBULL):
        a, b = b, a
    table = np.zeros(1, DIST)
    table[0] = (kind, 0, 0, 1.0, a, b, 0.0)
    keys = np.arange(start, start + 60)
    array = values(table, KNOT_TABLE, 0, keys, keys, 11, 2)
    rows = table.view(np.recarray)
    scalar = [value(rows, KNOT_ROWS, 0, k, k, 11, 2) for k in keys.tolist()]
    assert array.tolist() == [float(x) for x in scalar]


@pytest.fixture(scope="module")
def compiled_value() -> Callable[..., np.ndarray]:
    """``value`` compiled, for an array of keys."""
    pytest.importorskip("numba", reason="the compiled form needs numba")
    from numba import njit
    from numba.extending import register_jitable

    for function in MARKED:
        if function.__module__.startswith("sim.draws"):
            register_jitable(function)

    @njit
    def many(dists, knots, d, k0s, k1s, purpose, n):
        result = np.empty(len(k0s))
        for i in range(len(k0s)):
            result[i] = value(dists, knots, d, k0s[i], k1s[i], purpose, n)
        return result

    return many


@pytest.mark.parametrize("name", NAMES)
def test_compiled_and_array_give_the_same_bits(name, compiled_value):
    d = NAMES.index(name)
    compiled = compiled_value(DISTS, KNOT_TABLE, d, KEYS, KEYS[::-1].copy(), 8, 5)
    assert compiled.tolist() == drawn(name, 5).tolist()


@pytest.mark.parametrize("name", ["exponential", "uniform", "triangular", "lognormal", "weibull"])
def test_values_rise_with_the_uniform_number(name):
    from sim.draws.threefry import uniform_array

    u = uniform_array(KEYS, KEYS[::-1], 8, 0)
    assert (np.diff(drawn(name)[np.argsort(u)]) >= 0).all()


@given(st.floats(1e-300, 1.0, exclude_max=True))
def test_normal_quantile(p):
    assert normal_quantile(p) == pytest.approx(special.ndtri(p), rel=1e-13, abs=1e-15)
    assert rough_normal_quantiles(np.array([p]))[0] == pytest.approx(normal_quantile(p), rel=1e-13)


@given(st.floats(-2e9, 2e9))
def test_grid(x):
    assert on_grid(x) * 2.0**20 == math.floor(on_grid(x) * 2.0**20)
    assert abs(on_grid(x) - x) <= 2.0**-21
    assert on_grid(on_grid(x)) == on_grid(x) == grid_array(np.array([x]))[0]


def test_every_kind_has_an_example():
    assert {row[0] for row in EXAMPLES.values()} == set(kinds.CODES.values())
