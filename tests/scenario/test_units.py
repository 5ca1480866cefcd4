"""Numbers with units: read, refused, written back to the same bits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from sim.scenario.values import units
from sim.scenario.values.quantities import moment, time_of_day, time_text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("20 s", 20),
        ("4 min", 240),
        ("7.5 h", 27000),
        ("2 days", 172800),
        ("1 week", 604800),
        ("1 h 30 min", 5400),
        ("90min", 5400),
        (".5 h", 1800),
        ("1e3 s", 1000),
        ("0", 0),
        (0, 0),
    ],
)
def test_durations(text: object, seconds: float) -> None:
    assert units.seconds(text) == seconds


@pytest.mark.parametrize("text", ["5", 5, "", "5 m", "min", "12:30", "-1 s", "1e999 s", True, None])
def test_no_durations(text: object) -> None:
    with pytest.raises(PydanticCustomError):
        units.seconds(text)


@given(st.floats(1e-6, 50 * units.YEAR))
def test_durations_are_written_exactly(seconds: float) -> None:
    assert units.seconds(units.seconds_text(seconds)) == seconds


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (60, "1 min"),
        (90, "1.5 min"),
        (86400, "1 day"),
        (604800, "1 week"),
        (0, "0 s"),
        (10, "10 s"),
    ],
)
def test_durations_are_written_in_the_largest_fitting_unit(seconds: float, text: str) -> None:
    assert units.seconds_text(seconds) == text


@pytest.mark.parametrize(
    ("text", "share"), [("35 %", 0.35), ("35%", 0.35), (0.35, 0.35), ("7", 7.0), ("0 %", 0.0)]
)
def test_shares(text: object, share: float) -> None:
    assert units.fraction(text) == share


def test_chances_are_shares_of_at_most_one() -> None:
    assert units.chance("all") == 1.0
    assert units.chance("none") == 0.0
    with pytest.raises(PydanticCustomError, match="`35 %`"):
        units.chance(35)


@given(st.floats(0, 1))
def test_shares_are_written_exactly(share: float) -> None:
    assert units.fraction(units.share_text(share)) == share


@pytest.mark.parametrize(
    ("text", "per_week"),
    [("1000 per week", 1000), ("6 per hour", 1008), ("10/min", 100800), ("2 a day", 14)],
)
def test_rates(text: str, per_week: float) -> None:
    assert units.per_week(text) == pytest.approx(per_week, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("24 USD/h", "h", 24),
        ("$24 an hour", "h", 24),
        ("24 $/h", "h", 24),
        ("960 USD per week", "h", 960 / 168),
        ("5 USD/week", "week", 5),
        ("0.30 USD", "", 0.3),
        (0, "h", 0),
    ],
)
def test_money(text: object, unit: str, amount: float) -> None:
    assert units.money(text, unit, "USD") == pytest.approx(amount, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "unit"), [("24 EUR/h", "h"), (24, "h"), ("24 USD", "h"), ("24 USD/h", ""), ("24", "")]
)
def test_no_money(text: object, unit: str) -> None:
    with pytest.raises(PydanticCustomError):
        units.money(text, unit, "USD")


def test_in_python_plain_numbers_have_the_base_unit() -> None:
    assert units.money(24.0, "h", None) == 24.0
    assert units.seconds(300, unit_needed=False) == 300.0


@pytest.mark.parametrize("value", [2.5, "2.5", -1, True, "many", float("nan"), float("inf")])
def test_no_counts(value: object) -> None:
    with pytest.raises(PydanticCustomError):
        units.count(value)


def test_times_of_day() -> None:
    assert time_of_day("09:30") == 34200
    assert time_of_day("24:00") == 86400
    assert time_text(34215) == "09:30:15"
    for wrong in ("25:00", "9.30", "09:60", 9):
        with pytest.raises(PydanticCustomError):
            time_of_day(wrong)


def test_moments_are_local() -> None:
    assert moment("2026-02-03 09:00").hour == 9
    with pytest.raises(PydanticCustomError, match="time zone"):
        moment("2026-02-03T09:00Z")
