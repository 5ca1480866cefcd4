"""Hours of the week and holidays."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from pydantic import ValidationError

from sim.scenario.model import Calendar, Holidays
from tests.scenario import strategies

H, D, W = 3600.0, 86400.0, 604800.0
MONDAY = date(2026, 1, 5)


def read(value: object) -> Calendar:
    return Calendar.model_validate(value)


def test_days_and_times() -> None:
    assert read("Mon-Tue 09:00-17:00").spans == ((9 * H, 17 * H), (D + 9 * H, D + 17 * H))
    assert read("Mon 09:00-12:00, 13:00-17:00").spans == ((9 * H, 12 * H), (13 * H, 17 * H))
    assert read("Mon, Wed 09:00-10:00") == read(["Mon 09:00-10:00", "Wed 09:00-10:00"])
    assert read("Sat-Mon 09:00-10:00") == read("Mon 09:00-10:00; Sat-Sun 9:00-10:00")
    assert read("weekdays 09:00-10:00") == read("Monday-Friday 09:00 – 10:00")
    assert read("daily 00:00-24:00") == read("24/7") == Calendar.always()
    assert read("closed").spans == ()


def test_over_midnight_and_over_the_week() -> None:
    assert read("Fri 22:00-06:00").spans == ((4 * D + 22 * H, 5 * D + 6 * H),)
    assert read("Sun 22:00-06:00").spans == ((0.0, 6 * H), (6 * D + 22 * H, W))
    assert read("daily 22:00-06:00").hours_per_week() == 56


def test_touching_spans_are_one() -> None:
    assert read("Mon 09:00-12:00, Mon 12:00-15:00") == read("Mon 09:00-15:00")


def test_holidays_are_open_unless_stated() -> None:
    assert read("Mon 09:00-17:00").on_holidays
    assert not read("Mon 09:00-17:00 except holidays").on_holidays
    closed = read({"open": ["Mon 09:00-12:00", "Mon 13:00-17:00"], "holidays": "closed"})
    assert closed == read("Mon 09:00-12:00, 13:00-17:00 except holidays")


@pytest.mark.parametrize(
    "text",
    [
        "Mon-Fri",
        "09:00-17:00",
        "Mon 9-17",
        "Mun 09:00-17:00",
        "Mon 09:00-09:00",
        "Mon 09:00-12:00, Mon 11:00-13:00",
        "Mon 22:00-06:00, Tue 05:00-09:00",
        "Sun 22:00-06:00, Mon 05:00-09:00",
        "",
        "office",
    ],
)
def test_no_hours(text: str) -> None:
    with pytest.raises(ValidationError):
        read(text)


def test_open_spans_from_a_wednesday() -> None:
    wednesday = date(2026, 1, 7)
    spans = read("Mon-Fri 09:00-17:00").open_spans(wednesday, 7 * D)
    days = [day for day in range(7) if (wednesday.weekday() + day) % 7 < 5]
    assert spans == [(day * D + 9 * H, day * D + 17 * H) for day in days]


def test_open_spans_join_at_midnight_and_are_cut_at_both_ends() -> None:
    night = read("daily 22:00-06:00")
    assert night.open_spans(MONDAY, 2 * D) == [
        (0.0, 6 * H),
        (22 * H, D + 6 * H),
        (D + 22 * H, 2 * D),
    ]
    assert Calendar.always().open_spans(MONDAY, 10 * D + 1) == [(0.0, 10 * D + 1)]


def test_a_holiday_takes_its_date_out() -> None:
    holidays = frozenset({date(2026, 1, 6)})
    office = "Mon-Fri 09:00-17:00"
    assert len(read(office).open_spans(MONDAY, W, holidays)) == 5
    assert len(read(f"{office} except holidays").open_spans(MONDAY, W, holidays)) == 4
    night = read("Mon 22:00-06:00 except holidays")
    assert night.open_spans(MONDAY, W, holidays) == [(22 * H, D)]


@given(calendar=strategies.calendars())
def test_a_whole_week_holds_the_hours_of_the_week(calendar: Calendar) -> None:
    spans = calendar.open_spans(MONDAY, W)
    assert sum(end - start for start, end in spans) == pytest.approx(calendar.hours_per_week() * H)
    assert spans == sorted(spans)


def test_holidays_of_countries_and_dates() -> None:
    new_year, independence = date(2026, 1, 1), date(2026, 7, 4)
    found = Holidays.model_validate("US").dates(new_year, date(2027, 1, 1))
    assert {new_year, independence} <= found
    assert (
        Holidays.model_validate("US")
        .dates(date(2026, 1, 2), independence)
        .isdisjoint({new_year, independence})
    )
    listed = Holidays.model_validate(["2026-01-06"])
    assert listed.dates(MONDAY, date(2026, 2, 1)) == {date(2026, 1, 6)}
    both = Holidays.model_validate({"country": "US", "subdivision": "CA", "days": ["2026-01-06"]})
    assert date(2026, 1, 6) in both.dates(MONDAY, date(2027, 1, 1))
    assert Holidays().dates(MONDAY, date(2027, 1, 1)) == frozenset()
