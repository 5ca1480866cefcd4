"""Numbers show as many digits as their interval supports."""

from __future__ import annotations

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiment.results import Estimate
from sim.report import numbers
from sim.report.numbers import interval, mean


def around(centre: float, half: float, unit: str) -> Estimate:
    return Estimate(centre, centre - half, centre + half, unit)


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [
        (around(0.83125, 0.0123, "share"), "83.1 ±1.2"),
        (around(41.0496, 1.234, "h"), "41.0 ±1.2"),
        (around(123456.7, 1234.5, "USD"), "123,500 ±1,200"),
        (around(63.482, 2.0, "%"), "63.5 ±2.0"),
        (around(99_999.0, 149.0, "USD"), "100,000 ±150"),
        (around(30_335.2, 99.4, "USD"), "30,335 ±99"),
        (around(12.0, 4_321.0, "USD"), "0 ±4,300"),
        (Estimate(123456.7, nan, nan, "USD"), "123,457"),
        (around(12.3456, 0.00567, "s"), "12.3456 ±0.0057"),
        (around(500.0, 0.0, "USD"), "500.0"),
        (around(500.0, 1e-13, "USD"), "500.0"),
        (Estimate(0.5, nan, nan, "share"), "50.00"),
        (Estimate(0.0, nan, nan, "h"), "0"),
        (Estimate(nan, nan, nan, "h"), "–"),
        (Estimate(0.992, 0.976, 1.0, "share"), "99.2 97.6 to 100.0"),
        (Estimate(0.2, 0.0, 0.51, "h"), "0.20 0.00 to 0.51"),
    ],
)
def test_means_with_half_widths(estimate: Estimate, expected: str) -> None:
    assert f"{mean(estimate)} {numbers.around(estimate)}".strip() == expected


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [
        (around(0.031, 0.011, "share"), ("+3.1", "+2.0 to +4.2")),
        (around(-2.5, 4.0, "h"), ("-2.5", "-6.5 to +1.5")),
        (around(0.0, 0.0, "USD"), ("0", "0 to 0")),
        (around(-0.0001, 0.4, "h"), ("0.00", "-0.40 to +0.40")),
        (Estimate(1.5, nan, nan, "h"), ("+1.500", "–")),
    ],
)
def test_differences_have_signs(estimate: Estimate, expected: tuple[str, str]) -> None:
    assert (mean(estimate, sign=True), interval(estimate, sign=True)) == expected


@given(st.floats(-1e9, 1e9), st.floats(0.0, 1e6), st.sampled_from(["share", "h", "USD"]))
def test_any_number_is_shown_close_to_its_value(centre: float, half: float, unit: str) -> None:
    shown = float(mean(around(centre, half, unit)).replace(",", ""))
    factor = 100.0 if unit == "share" else 1.0
    tolerance = max(0.5, 5e-4 * abs(centre) * factor, half * factor / 10)
    assert abs(shown - centre * factor) <= tolerance + 1e-4
