"""Planned paid hours and cost of an average week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sim.plan.hours import Hours
from sim.scenario import ScenarioFile, planned_cost, planned_paid_hours
from sim.scenario.expected.staffing import staffed_hours
from sim.scenario.model.teams import HeadCount
from sim.scenario.rules.shifts import seats
from sim.time_units import WEEK

Write = Callable[..., ScenarioFile]


def scenario(write: Write, team: str, clock: str = "{}") -> ScenarioFile:
    return write(
        f"demand: {{a: {{rate: 1 per h}}}}\nchannels: {{phone: {{}}}}\nclock: {clock}\n"
        f"teams: {{care: {{skills: {{channels: phone}}, {team}}}}}\n"
    )


def hours(write: Write, team: str, clock: str = "{}") -> float:
    return planned_paid_hours(scenario(write, team, clock).resolve())["care"]


def cost(write: Write, team: str, clock: str = "{}") -> float:
    return planned_cost(scenario(write, team, clock).resolve())["care"]


SHIFT = "shifts: {agents: 10, hours: 'Mon-Fri 09:00-17:00'}"


def test_shifts_and_head_counts(write: Write) -> None:
    assert hours(write, SHIFT) == 400
    assert hours(write, "head_count: 2") == 336
    assert hours(write, "head_count: [{agents: 2, hours: 'Mon 09:00-17:00'}, {agents: 1}]") == 184


def test_only_unpaid_breaks_are_taken_off(write: Write) -> None:
    breaks = "breaks: ['12:00 for 30 min', '10:00 for 15 min paid']"
    shift = SHIFT.replace("}", f", {breaks}}}")
    assert hours(write, shift) == 375
    assert staffed_hours(scenario(write, shift).resolve())["care"] == 362.5


def test_a_break_at_night_belongs_to_the_shift_that_holds_it(write: Write) -> None:
    team = "shifts: {agents: 1, hours: 'daily 22:00-06:00', breaks: '01:00 for 1 h'}"
    assert hours(write, team, "{length: 1 week}") == 49


def test_absence_and_shrinkage_change_nothing_but_the_time_at_work(write: Write) -> None:
    team = SHIFT + ", shrinkage: 20 %, absence: 10 %"
    assert hours(write, team) == 400
    assert staffed_hours(scenario(write, team).resolve())["care"] == pytest.approx(288)


def test_holidays_of_the_clock_count(write: Write) -> None:
    closed = SHIFT.replace("17:00", "17:00 except holidays")
    clock = "{start: 2026-01-05, length: 4 weeks, holidays: [2026-01-06, 2026-01-10]}"
    assert hours(write, closed, clock) == 380
    assert hours(write, SHIFT, clock) == 400


def test_an_average_of_whole_weeks_begun(write: Write) -> None:
    assert hours(write, SHIFT, "{length: 3 days}") == 400
    assert hours(write, SHIFT, "{start: 2026-01-10, length: 10 days}") == 400


def test_cost_with_premiums_that_add_up(write: Write) -> None:
    wage = "wage: 20 USD/h, premiums: {"
    late = "late: {hours: 'Mon-Fri 15:00-24:00', share: 50 %}"
    friday = "friday: {hours: 'Fri 00:00-24:00', share: 10 %}"
    assert cost(write, f"{SHIFT}, wage: 20 USD/h") == 8000
    assert cost(write, f"{SHIFT}, {wage}{late}}}") == 8000 + 100 * 0.5 * 20
    assert cost(write, f"{SHIFT}, {wage}{late}, {friday}}}") == 9000 + 80 * 0.1 * 20


def test_cost_on_holidays(write: Write) -> None:
    team = f"{SHIFT}, wage: 20 USD/h, holiday_premium: 100 %"
    clock = "{start: 2026-01-05, length: 2 weeks, holidays: [2026-01-06]}"
    assert cost(write, team, clock) == pytest.approx(8000 + 80 * 20 / 2)


def test_seats_of_a_head_count_stand_together_where_they_are_alike() -> None:
    when = ((3, "Mon-Fri 09:00-17:00"), (2, "Mon-Fri 12:00-20:00"), (1, "24/7"))
    entries = [HeadCount(agents=agents, hours=calendar) for agents, calendar in when]
    hours = Hours(date(2026, 1, 5), WEEK, frozenset())
    found = seats(entries, hours)
    assert [agents for agents, _ in found] == [1, 2, 1, 2]
    each = [spans for agents, spans in found for _ in range(agents)]
    for at in range(0, int(WEEK), 1800):
        count = sum(
            entry.agents
            for entry in entries
            for start, end in hours.spans(entry.hours)
            if start <= at < end
        )
        here = [any(start <= at < end for start, end in spans) for spans in each]
        assert here == [n < count for n in range(6)]
