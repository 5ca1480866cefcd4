"""Human forms of distributions and their one canonical parameterisation."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from scipy import stats

from sim.scenario.values.distributions import Distribution, constant
from sim.scenario.values.part import Context
from tests.scenario import strategies

CONTEXT = Context(Path(__file__).parents[1] / "invalid", strategies.date(2026, 1, 5))
READER = TypeAdapter(Distribution)


def read(value: Any) -> Distribution:
    return READER.validate_python(value, context=CONTEXT)


def parameters(value: Any) -> tuple[str, float, float, float]:
    dist = read(value)
    return dist.kind, dist.a, dist.b, dist.c


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("5 min", ("constant", 300, 0, 0)),
        (0, ("constant", 0, 0, 0)),
        ("never", ("never", 0, 0, 0)),
        ("exponential(5 min)", ("exponential", 300, 0, 0)),
        ("exponential(mean 5 min)", ("exponential", 300, 0, 0)),
        ("exponential(mean=5 min)", ("exponential", 300, 0, 0)),
        ({"exponential": "5 min"}, ("exponential", 300, 0, 0)),
        ({"exponential": {"mean": "5 min"}}, ("exponential", 300, 0, 0)),
        ("uniform(1 min, 2 min)", ("uniform", 60, 120, 0)),
        ("triangular(1 s, 2 s, 4 s)", ("triangular", 1, 2, 4)),
        ("normal(mean 1 h, sd 10 min)", ("normal", 3600, 600, 0)),
        ("gamma(mean 100 s, cv 0.5)", ("gamma", 4, 25, 0)),
        ("gamma(shape 2, scale 50 s)", ("gamma", 2, 50, 0)),
        ("erlang(mean 90 s, k 3)", ("erlang", 3, 30, 0)),
        ("erlang(k 3, scale 30 s)", ("erlang", 3, 30, 0)),
        ("weibull(shape 2, scale 1 h)", ("weibull", 2, 3600, 0)),
        ("lognormal(median 60 s, sigma 1.5)", ("lognormal", 60, 1.5, 0)),
        ("lognormal(mean 0 s, cv 1)", ("constant", 0, 0, 0)),
        ("gamma(mean 7 s, cv 0)", ("constant", 7, 0, 0)),
    ],
)
def test_forms(value: Any, expected: tuple[str, float, float, float]) -> None:
    assert parameters(value) == expected


def test_text_and_mapping_say_the_same() -> None:
    text = "lognormal(mean 177 s, cv 1.23)"
    assert read(text) == read({"lognormal": {"mean": "177 s", "cv": 1.23}})
    assert read(text).mean_s() == pytest.approx(177)


def test_a_hyperexponential_with_balanced_means_has_its_mean_and_cv() -> None:
    dist = read("hyperexponential(mean 10 s, cv 2)")
    assert dist.kind == "mixture"
    (p, first), (q, second) = dist.parts
    assert p * first.a == pytest.approx(q * second.a)
    square = 2 * (p * first.a**2 + q * second.a**2)
    assert dist.mean_s() == pytest.approx(10)
    assert square - 100 == pytest.approx(400)


def test_mixtures_are_flat_and_their_weights_sum_to_one() -> None:
    dist = read("mixture(30 never, 70 mixture(1 exponential(2 min), 3 5 min))")
    kinds = [(round(weight, 9), part.kind) for weight, part in dist.parts]
    assert kinds == [(0.3, "never"), (0.175, "exponential"), (0.525, "constant")]


def test_a_part_of_no_weight_is_left_out() -> None:
    assert read("mixture(0 % never, 100 % 5 min)") == constant(300)


def test_empirical_values_come_from_a_list_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("value,weight\n2 min,1\n60,2\n2 min,1\n", encoding="utf-8")
    beside = Context(tmp_path, strategies.date(2026, 1, 5))
    dist = READER.validate_python("empirical(d.csv)", context=beside)
    listed = read({"empirical": {"values": ["2 min", "1 min"], "weights": [1, 1]}})
    assert dist == listed
    assert dist.values == (60.0, 120.0)
    assert dist.weights == (0.5, 0.5)


@pytest.mark.parametrize(
    ("text", "frozen"),
    [
        ("exponential(5 s)", stats.expon(scale=5)),
        ("gamma(shape 2.5, scale 3 s)", stats.gamma(2.5, scale=3)),
        ("weibull(shape 1.7, scale 3 s)", stats.weibull_min(1.7, scale=3)),
        ("lognormal(median 3 s, sigma 0.8)", stats.lognorm(0.8, scale=3)),
        ("uniform(2 s, 7 s)", stats.uniform(2, 5)),
        ("triangular(1 s, 2 s, 6 s)", stats.triang(0.2, loc=1, scale=5)),
        ("normal(mean 1 s, sd 2 s)", stats.truncnorm(-0.5, math.inf, loc=1, scale=2)),
    ],
)
def test_means_agree_with_scipy(text: str, frozen: Any) -> None:
    assert read(text).mean_s() == pytest.approx(frozen.mean())


@given(st.floats(1e-3, 1e5), st.floats(0, 5))
def test_mean_and_cv_are_kept(mean: float, cv: float) -> None:
    for kind in ("lognormal", "gamma"):
        dist = read({kind: {"mean": f"{mean!r} s", "cv": cv}})
        assert dist.mean_s() == pytest.approx(mean, rel=1e-9)


@pytest.mark.parametrize(
    "value",
    ["5", 5, "lognorm(mean 5 s, cv 1)", "exponential(-1 s)", "uniform(2 s, 1 s)", [1], None, True],
)
def test_no_distributions(value: Any) -> None:
    with pytest.raises(ValidationError):
        read(value)


def test_in_python_a_plain_number_is_seconds() -> None:
    assert Distribution.model_validate(5) == constant(5.0)
