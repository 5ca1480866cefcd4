"""Sequential stopping: the steps by hand, the reasons, and how often its intervals cover."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

import numpy as np
import pytest

from sim.stats import Decision, Precision, joint, mean_interval, ratio_values


def stopped(
    precision: Precision, source: np.ndarray, baseline: np.ndarray | None = None
) -> Decision:
    """Run until the rule says stop."""
    n = 0
    while True:
        pairs = None if baseline is None else baseline[:n]
        decision = precision.after(source[:n], pairs)
        if not decision.more:
            return decision
        n += decision.more


def test_the_minimum_comes_first() -> None:
    precision = Precision(1.0, minimum=8)
    assert precision.after([]).more == 8
    assert precision.after([1.0] * 5).more == 3
    assert precision.after([]).reason is None


def test_the_next_batch_is_what_the_spread_asks_for_but_at_most_double() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0])
    half = mean_interval(values).half_width
    decision = Precision(0.8 * half).after(values)
    assert decision.needed == ceil(10 / 0.8**2) == 16
    assert decision.more == 6
    assert (decision.mean, decision.target, decision.n) == (5.5, 0.8 * half, 10)
    assert decision.half_width == pytest.approx(half)
    assert Precision(0.01 * half).after(values).more == 10
    assert Precision(0.01 * half, cap=13).after(values).more == 3


def test_it_stops_when_precise_and_not_before() -> None:
    values = np.random.default_rng(1).normal(100.0, 10.0, 2000)
    end = stopped(Precision(2.0), values)
    assert end.reason == "precise"
    assert end.half_width <= 2.0
    assert mean_interval(values[: end.n]).half_width == pytest.approx(end.half_width)
    assert 70 < end.n < 140  # (1.98 x 10 / 2)²


def test_relative_precision_bounds_the_error_relative_to_the_truth() -> None:
    values = np.random.default_rng(2).normal(100.0, 30.0, 2000)
    end = stopped(Precision(0.05, relative=True), values)
    assert end.half_width <= end.target
    assert end.target == pytest.approx(abs(end.mean) * 0.05 / 1.05)


def test_the_cap_ends_it() -> None:
    values = np.random.default_rng(3).normal(0.0, 30.0, 500)
    end = stopped(Precision(0.1, cap=57), values)
    assert (end.reason, end.n, end.more) == ("cap", 57, 0)
    assert end.needed > 57


def test_no_relative_precision_about_zero() -> None:
    values = np.tile([-1.0, 1.0], 50)
    assert stopped(Precision(0.05, relative=True, cap=80), values).reason == "cap"


def test_no_spread_is_said_and_not_called_precise() -> None:
    assert Precision(0.1).after([0.0] * 10).reason == "constant"
    assert Precision(0.1).after([0.1] * 10).reason == "constant"


def test_a_difference_needs_fewer_when_paired() -> None:
    rng = np.random.default_rng(4)
    days = rng.normal(100.0, 30.0, 5000)
    better = days - 5.0 + rng.normal(0.0, 2.0, 5000)
    paired = stopped(Precision(1.5, cap=5000), better, days)
    alone = stopped(Precision(1.5, cap=5000), better - rng.permuted(days))
    assert paired.reason == alone.reason == "precise"
    assert paired.n * 50 < alone.n
    assert paired.mean == pytest.approx(-5.0, abs=1.5)


def test_a_relative_difference_is_relative_to_the_baseline() -> None:
    baseline = np.array([99.0, 101.0, 100.0, 98.0, 102.0])
    decision = Precision(0.1, relative=True, minimum=5).after(baseline + 0.001, baseline)
    assert decision.target == pytest.approx(100.0 * 0.1 / 1.1)


def test_undefined_values_count_as_run_but_teach_nothing() -> None:
    values = np.array([1.0, np.nan, 3.0, np.nan, 2.0, np.nan])
    decision = Precision(10.0, minimum=4, cap=6).after(values)
    assert (decision.n, decision.mean) == (6, 2.0)
    assert Precision(10.0, minimum=4).after([np.nan] * 4).more == 4
    assert Precision(10.0, minimum=4, cap=4).after([np.nan] * 4).reason == "cap"


def test_several_measures_go_on_until_all_are_done() -> None:
    values = np.random.default_rng(5).normal(10.0, 3.0, 30)
    loose, tight = Precision(5.0).after(values), Precision(0.5).after(values)
    capped = Precision(0.5, cap=30).after(values)
    assert joint([loose, tight]) is tight
    assert joint([loose, capped]) is capped
    assert joint([capped, tight]) is tight


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"half_width": 0.0}, "above 0"),
        ({"half_width": float("nan")}, "above 0"),
        ({"half_width": 1.0, "confidence": 95.0}, "fraction"),
        ({"half_width": 1.0, "minimum": 1}, "at least 2"),
        ({"half_width": 1.0, "minimum": 9, "cap": 8}, "below the minimum"),
    ],
)
def test_senseless_settings_are_refused(settings: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Precision(**settings)


LAWS: dict[str, Callable[[np.random.Generator, int], np.ndarray]] = {
    "normal": lambda rng, n: rng.normal(1.0, 0.3, n),
    "exponential": lambda rng, n: rng.exponential(1.0, n),
}


@pytest.mark.parametrize(("law", "least"), [("normal", 0.92), ("exponential", 0.88)])
def test_intervals_at_the_stop_nearly_cover(law: str, least: float) -> None:
    # Stopping when the spread looks small costs a little.
    rng = np.random.default_rng(6)
    precision = Precision(0.1, relative=True, cap=5000)
    ends = [stopped(precision, LAWS[law](rng, 5000)) for _ in range(500)]
    assert all(end.reason == "precise" for end in ends)
    covered = np.mean([abs(end.mean - 1.0) <= end.half_width for end in ends])
    assert least < covered < 0.975
    within = np.mean([abs(end.mean - 1.0) <= 0.1 for end in ends])
    assert within >= covered


def test_ratios_stop_too() -> None:
    rng = np.random.default_rng(7)
    callers = rng.poisson(100.0, 400).astype(float)
    waits = 3.0 * callers + rng.normal(0.0, 30.0, 400)
    precision, n = Precision(0.02, relative=True), 0
    while more := (decision := precision.after(ratios(waits[:n], callers[:n]))).more:
        n += more
    assert decision.reason == "precise"
    assert decision.mean == pytest.approx(waits[:n].sum() / callers[:n].sum())


def ratios(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    return ratio_values(above[:, None], below[:, None])[:, 0]
