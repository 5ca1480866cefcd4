"""Numbers by hour of days and nights: each lies where it belongs, and none is lost."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.scenario import load
from sim.scenario.model import IssueType, Stream, Team
from sim.scenario.values.calendars import DAYS
from sim.time_units import HOUR

Week = dict[int, float]
"""Numbers above 0 by hour of the week."""
PARTS = {"by_hour": 1, "by_half_hour": 2, "by_quarter": 4}


def rates(hours: str, numbers: list[int], key: str = "by_hour") -> Week:
    stream = Stream.model_validate({"rate_by_hour": {"hours": hours, key: numbers}})
    assert stream.profile is not None
    assert stream.rate_per_week == pytest.approx(sum(stream.profile))
    return {hour: rate for hour, rate in enumerate(stream.profile) if rate}


def staff(hours: str, numbers: list[int], key: str = "by_hour") -> np.ndarray:
    """Agents in each quarter of an hour of the week."""
    entry = {"hours": hours, key: numbers}
    team = Team.model_validate({"head_count": entry, "skills": {"channels": "phone"}})
    found = np.zeros(168 * 4, int)
    for one in team.head_count or ():
        for start, end in one.hours.spans:
            found[int(start / HOUR * 4) : int(end / HOUR * 4)] += one.agents
    return found


def agents(hours: str, numbers: list[int]) -> Week:
    by_hour = staff(hours, numbers).reshape(168, 4)
    assert (by_hour == by_hour[:, :1]).all()
    return {hour: int(n) for hour, n in enumerate(by_hour[:, 0]) if n}


@pytest.mark.parametrize("read", [rates, agents])
@pytest.mark.parametrize("hours", ["daily 00:00-24:00", "24/7", "Mon-Sun 00:00-24:00"])
def test_a_day_of_numbers_repeats_around_the_clock(read: type[Week], hours: str) -> None:
    numbers = list(range(1, 25))
    assert read(hours, numbers) == {hour: hour % 24 + 1 for hour in range(168)}


@pytest.mark.parametrize("read", [rates, agents])
def test_a_day_of_numbers_repeats_on_days_that_touch(read: type[Week]) -> None:
    numbers = list(range(1, 25))
    five = read("Mon-Fri 00:00-24:00", numbers)
    assert five == {hour: hour % 24 + 1 for hour in range(120)}
    long_weekend = read("Sat-Mon 00:00-24:00", numbers)
    assert long_weekend == {
        24 * day + hour: hour + 1 for day, hour in product((0, 5, 6), range(24))
    }
    apart = read("Mon, Wed, Sun 00:00-24:00", numbers)
    assert apart == {24 * day + hour: hour + 1 for day, hour in product((0, 2, 6), range(24))}


@pytest.mark.parametrize("read", [rates, agents])
def test_a_number_for_each_hour_of_the_week_goes_on_working(read: type[Week]) -> None:
    assert read("24/7", list(range(1, 169))) == {hour: hour + 1 for hour in range(168)}
    assert read("Mon-Fri 00:00-24:00", list(range(1, 121))) == {h: h + 1 for h in range(120)}


@pytest.mark.parametrize("read", [rates, agents])
def test_the_night_over_the_end_of_the_week_is_one(read: type[Week]) -> None:
    numbers = [1, 2, 3, 4, 5, 6, 7, 8]
    sunday = {166: 1, 167: 2, 0: 3, 1: 4, 2: 5, 3: 6, 4: 7, 5: 8}
    assert read("Sun 22:00-06:00", numbers) == sunday
    nightly = {(24 * day + 22 + at) % 168: at + 1 for day in range(7) for at in range(8)}
    assert read("daily 22:00-06:00", numbers) == nightly


def test_finer_steps_wrap_too() -> None:
    assert rates("Sun 23:00-01:00", [1, 3, 4, 8], "by_half_hour") == {167: 2, 0: 6}
    assert rates("Sun 23:30-00:30", [4, 8], "by_half_hour") == {167: 2, 0: 4}
    found = staff("Sun 23:30-00:30", [1, 2, 3, 4], "by_quarter")
    assert {int(at): int(found[at]) for at in np.flatnonzero(found)} == {670: 1, 671: 2, 0: 3, 1: 4}


def test_agents_of_a_step_over_the_end_of_the_week_are_there_on_both_sides() -> None:
    found = staff("Sun 22:30-00:30", [2, 5])
    assert np.flatnonzero(found).tolist() == [0, 1, *range(666, 672)]
    assert found[[666, 669, 670, 671, 0, 1]].tolist() == [2, 2, 5, 5, 5, 5]


@pytest.mark.parametrize("read", [rates, agents])
def test_numbers_fill_each_of_some_spans_that_touch_or_all_of_them(read: type[Week]) -> None:
    each = {24 * day + 8 + at: at % 4 + 1 for day in range(5) for at in range(8)}
    through = {24 * day + 8 + at: at + 1 for day in range(5) for at in range(8)}
    for hours in ("Mon-Fri 08:00-12:00, 12:00-16:00", "Mon-Fri 12:00-16:00, Mon-Fri 08:00-12:00"):
        assert read(hours, [1, 2, 3, 4]) == each
        assert read(hours, list(range(1, 9))) == through


def test_touching_spans_may_stand_in_a_list_and_over_the_end_of_the_week() -> None:
    hours: Any = {"open": ["Mon 08:00-10:00", "Mon 10:00-12:00"]}
    assert rates(hours, [1, 2]) == {8: 1, 9: 2, 10: 1, 11: 2}
    assert rates("Sun 22:00-24:00, Mon 00:00-02:00", [1, 2]) == {166: 1, 167: 2, 0: 1, 1: 2}
    assert rates("Sun 22:00-24:00, Mon 00:00-02:00", [1, 2, 3, 4]) == {166: 1, 167: 2, 0: 3, 1: 4}


@pytest.mark.parametrize(
    "hours", ["Mon-Fri 08:00-12:00, 12:00-15:00", "Mon 08:00-11:00, 11:00-17:00"]
)
def test_touching_spans_of_different_lengths_take_no_numbers_of_one(hours: str) -> None:
    with pytest.raises(ValidationError, match="of them"):
        rates(hours, [1, 2, 3])


@pytest.mark.parametrize("read", [rates, agents])
@pytest.mark.parametrize(
    ("days", "numbers_of"),
    [("Mon-Fri", range(5)), ("Sat,Sun", (5, 6)), ("weekend", (5, 6)), ("wednesday", (2,))],
)
def test_days_without_times_are_whole_days(
    read: type[Week], days: str, numbers_of: Iterable[int]
) -> None:
    numbers = list(range(1, 25))
    assert read(days, numbers) == {
        24 * day + hour: hour + 1 for day in numbers_of for hour in range(24)
    }


def by_days(key: str, value: Any) -> Stream:
    stated = {"rate_by_hour": value} if key == "rate_by_hour" else {"rate": 1.0, key: value}
    return Stream.model_validate(stated)


@pytest.mark.parametrize("key", ["rate_by_hour", "profile"])
@pytest.mark.parametrize(
    "value",
    [
        {"Mon-Fri": [1] * 12 + [2] * 12, "Sat, Sun": [3] * 24},
        {"Mon-Fri": {"00:00-12:00": [1] * 12, "12:00-24:00": [2] * 12}, "weekend": [3] * 24},
        {"Mon-Fri 00:00-12:00": [1] * 12, "Mon-Fri 12:00-24:00": [2] * 12, "Sat-Sun": [3] * 24},
        [
            {"hours": "Mon-Fri 00:00-12:00", "by_hour": [1] * 12},
            {"hours": "Mon-Fri 12:00-24:00", "by_hour": [2] * 12},
            {"hours": "Sat, Sun", "by_hour": [3] * 24},
        ],
    ],
)
def test_the_shape_of_a_day_holds_for_several_days(key: str, value: Any) -> None:
    stream = by_days(key, value)
    assert stream.profile == tuple(([1] * 12 + [2] * 12) * 5 + [3] * 48)
    if key == "rate_by_hour":
        assert stream.rate_per_week == 5 * 36 + 2 * 72


def test_weights_of_halves_of_an_hour_add_up_and_those_elsewhere_are_zero() -> None:
    stream = by_days("profile", {"hours": "Mon 08:00-10:00", "by_half_hour": [1, 2, 3, 4]})
    assert stream.profile is not None
    assert {hour: weight for hour, weight in enumerate(stream.profile) if weight} == {8: 3, 9: 7}


def test_agents_and_mean_durations_by_days() -> None:
    team = Team.model_validate(
        {"head_count": {"Mon 08:00-09:00": [2], "Tue": [1] * 24}, "skills": {"channels": "phone"}}
    )
    assert [(one.agents, str(one.hours)) for one in team.head_count or ()] == [
        (2, "Mon 08:00-09:00"),
        (1, "Tue 00:00-24:00"),
    ]
    question = IssueType.model_validate({"handle_time_by_hour": {"Mon 08:00-10:00": [60.0, 90.0]}})
    assert question.handle_time_by_hour_s is not None
    assert question.handle_time_by_hour_s[7:11] == (0.0, 60.0, 90.0, 0.0)


def test_an_hour_of_two_keys_is_stated_twice() -> None:
    with pytest.raises(ValidationError, match="Fri 11:00-12:00 is stated twice"):
        by_days("profile", {"Mon-Fri 08:00-12:00": [1, 2, 3, 4], "Fri 11:00-13:00": [5, 6]})


def test_a_rate_per_open_hour_counts_hours_with_a_weight(tmp_path: Path) -> None:
    path = tmp_path / "rate.yaml"
    path.write_text(
        "demand: {calls: {rate: 10 per open hour, profile: {Mon-Fri 08:00-11:00: [1, 0, 2]}}}\n"
        "channels: {phone: {}}\n"
        "teams: {care: {head_count: 3, skills: {channels: phone}}}\n"
    )
    assert load(path).resolve().demand["calls"].rate_per_week == 10 * 2 * 5


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, str, list[int], int]:
    """Hours of some days, a key, numbers of a day, and how many days."""
    key = draw(st.sampled_from(list(PARTS)))
    days = sorted(draw(st.sets(st.integers(0, 6), min_size=1)))
    start = draw(st.integers(0, 23))
    hours = draw(st.integers(1, 24 if start == 0 else 23))
    size = hours * PARTS[key]
    numbers = draw(st.lists(st.integers(0, 9), min_size=size, max_size=size))
    end = (start + hours) % 24 or 24
    text = f"{', '.join(DAYS[day] for day in days)} {start:02d}:00-{end:02d}:00"
    return text, key, numbers, len(days)


@given(spans())
def test_no_number_is_lost_or_counted_twice(span: tuple[str, str, list[int], int]) -> None:
    text, key, numbers, days = span
    whole = sum(numbers) * days / PARTS[key]
    assert staff(text, numbers, key).sum() / 4 == whole
    if whole:
        assert sum(rates(text, numbers, key).values()) == pytest.approx(whole)
