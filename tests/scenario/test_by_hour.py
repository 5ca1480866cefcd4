"""Numbers by hour of days and nights: each lies where it belongs, and none is lost."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.model import Stream, Team
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
