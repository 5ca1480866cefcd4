"""Agents' time and money, by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sim.codes import (
    ABSENT,
    BREAK,
    BUSY,
    LATE,
    NOT_TAKEN,
    ON_DUTY,
    PAID_BREAK,
    SHRINKAGE,
    UNAVAILABLE,
    UNPAID_BREAK,
)
from sim.record import Record
from sim.scenario.model import Channel, Clock, Concurrency, Desk, Premium, Scenario
from sim.scenario.model.clock import Holidays
from sim.scenario.values.calendars import Calendar
from tests.kpi.shops import expect, numbers, shop, team
from tests.record.by_hand import done, duty, five_contact_day, issue, record, spell, waiting

HOUR = 3600.0
DAY = 24 * HOUR
NAN = float("nan")


def test_the_agents_hour():
    found = numbers(five_contact_day())
    # Busy 0 to 600 and 3010 to 3400 s of an hour on duty.
    expect(found, "teams.care", occupancy=990 / 3600, busy_h=990 / 3600, staffed_h=1, paid_h=1)
    expect(found, "teams.care", mean_busy=990 / 3600, mean_staffed=1, overtime_h=0)
    expect(found, "teams.care", mean_contacts_in_hand=990 / 3600, concurrency_when_busy=1)
    expect(found, "teams.care", contacts=3, tasks=0, asa_s=90, service_level_answered=2 / 3)
    expect(found, "teams.care", mean_handle_s=330, absent_h=0, shrinkage_h=0)


def shift() -> Record:
    """Three agents of two teams, window 8:00 to 16:00 of a day of 24 h."""
    return record(
        [issue(0)],
        [waiting(0, 0)],
        spells=[
            spell(ON_DUTY, 7 * HOUR, 12 * HOUR),
            spell(ON_DUTY, 13 * HOUR, 17 * HOUR),
            spell(BUSY, 11 * HOUR, 12 * HOUR),
            spell(BUSY, 15 * HOUR, 17 * HOUR),
            spell(LATE, 15 * HOUR, 17 * HOUR),
            spell(ON_DUTY, 8 * HOUR, 16 * HOUR, agent=1),
            spell(UNPAID_BREAK, 12 * HOUR, 13 * HOUR),
            spell(NOT_TAKEN, 14 * HOUR, 15 * HOUR),
        ],
        duties=[
            duty(7 * HOUR, 12 * HOUR),
            duty(12 * HOUR, 13 * HOUR, kind=BREAK, paid=0),
            duty(13 * HOUR, 14 * HOUR),
            duty(14 * HOUR, 15 * HOUR, kind=UNAVAILABLE),
            duty(8 * HOUR, 16 * HOUR, agent=1, team=1),
            duty(8 * HOUR, 12 * HOUR, agent=2, team=1, kind=ABSENT),
            duty(12 * HOUR, 16 * HOUR, agent=2, team=1, kind=ABSENT, paid=0),
        ],
        teams_of_agents=(0, 1, 1),
        teams=("care", "back"),
        window=(8 * HOUR, 16 * HOUR, 24 * HOUR),
    )


def two_teams(back: dict[str, Any] | None = None, **care: Any) -> Scenario:
    return shop(teams={"care": team(**care), "back": team(**(back or {}))})


def test_time_is_that_of_the_window():
    found = numbers(shift(), two_teams())
    expect(found, "teams.care", staffed_h=4 + 3, busy_h=1 + 1, overtime_h=1, overtime_unpaid_h=0)
    expect(found, "teams.care", shrinkage_h=0, shrinkage_share=0, breaks_h=1)
    expect(found, "teams.care", pauses_not_taken=1, pauses_not_taken_share=1 / 2)
    expect(found, "teams.care", breaks_worked_unpaid_h=0)
    expect(found, "teams.care", paid_h=4 + 1 + 1 + 1, mean_staffed=7 / 8, occupancy=2 / 7)
    expect(found, "teams.back", paid_h=8 + 4, absent_h=8, staffed_h=8, occupancy=0)
    expect(found, "cost", paid_h=7 + 12)


def test_pauses_as_taken():
    """A paid break of an hour moved from 10 to 11, a block of half an hour shortened to ten
    minutes, an unpaid break of an hour worked through."""
    day = record(
        [issue(0)],
        [waiting(0, 0)],
        spells=[
            spell(ON_DUTY, 8 * HOUR, 11 * HOUR),
            spell(PAID_BREAK, 11 * HOUR, 12 * HOUR),
            spell(ON_DUTY, 12 * HOUR, 13 * HOUR),
            spell(SHRINKAGE, 13 * HOUR, 13 * HOUR + 600),
            spell(ON_DUTY, 13 * HOUR + 600, 16 * HOUR),
            spell(NOT_TAKEN, 14 * HOUR, 15 * HOUR),
        ],
        duties=[
            duty(8 * HOUR, 10 * HOUR),
            duty(10 * HOUR, 11 * HOUR, kind=BREAK),
            duty(11 * HOUR, 12.5 * HOUR),
            duty(12.5 * HOUR, 13 * HOUR, kind=UNAVAILABLE),
            duty(13 * HOUR, 14 * HOUR),
            duty(14 * HOUR, 15 * HOUR, kind=BREAK, paid=0),
            duty(15 * HOUR, 16 * HOUR),
        ],
        window=(8 * HOUR, 16 * HOUR, 24 * HOUR),
    )
    found = numbers(day)
    expect(found, "teams.care", staffed_h=7 - 1 / 6, paid_h=7, overtime_h=0, overtime_unpaid_h=0)
    expect(found, "teams.care", shrinkage_h=1 / 6, shrinkage_share=1 / 6 / 7, breaks_h=1)
    expect(found, "teams.care", breaks_worked_unpaid_h=1, pauses_not_taken=1)
    expect(found, "teams.care", pauses_not_taken_share=1 / 3)


def test_work_after_a_fall_of_the_head_count_is_unpaid():
    """Planned from 8 to 12, there until 12:30."""
    day = record(
        [issue(0)],
        [waiting(0, 0)],
        spells=[spell(ON_DUTY, 8 * HOUR, 12.5 * HOUR)],
        duties=[duty(8 * HOUR, 12 * HOUR)],
        window=(8 * HOUR, 16 * HOUR, 24 * HOUR),
    )
    expect(numbers(day), "teams.care", overtime_h=0, overtime_unpaid_h=0.5, paid_h=4)


@pytest.mark.parametrize(
    ("rule", "paid_h", "overtime"),
    [("overtime", 7, 10 * 1.5), ("paid", 7, 10), ("unpaid", 6, 0)],
)
def test_time_past_the_end_is_paid_by_the_rule(rule: str, paid_h: float, overtime: float):
    found = numbers(shift(), two_teams(wage_per_h=10.0, overtime=rule))
    expect(found, "teams.care", paid_h=paid_h, cost=60 + overtime)
    expect(found, "cost", wages=60, overtime=overtime, premiums=0, total=60 + overtime)


def test_wages_are_for_planned_paid_hours():
    found = numbers(shift(), two_teams(wage_per_h=10.0, back={"wage_per_h": 20.0}))
    expect(found, "cost", wages=10 * 6 + 20 * 12, total=10 * 6 + 20 * 12 + 15)


AFTERNOON = Calendar(spans=((13 * HOUR, 18 * HOUR),))  # of Monday
LATE_AFTERNOON = Calendar(spans=((15 * HOUR, 18 * HOUR),))


def test_premiums_add_up_over_paid_hours_in_their_calendars():
    premiums = {
        "pm": Premium(hours=AFTERNOON, share=0.5),
        "late": Premium(hours=LATE_AFTERNOON, share=1.0),
    }
    found = numbers(shift(), two_teams(wage_per_h=10.0, premiums=premiums))
    # Planned 13 to 15 h and overtime 15 to 16 h, the latter with both premiums.
    expect(found, "cost", premiums=10 * (0.5 * 3 + 1.0 * 1), wages=60, overtime=15)
    unpaid = numbers(shift(), two_teams(wage_per_h=10.0, premiums=premiums, overtime="unpaid"))
    expect(unpaid, "cost", premiums=10 * 0.5 * 2)
    # The clock starts on a Monday; on a Tuesday nothing of this holds.
    tuesday = two_teams(wage_per_h=10.0, premiums=premiums).model_copy(
        update={"clock": Clock(start=date(2026, 1, 6))}
    )
    expect(numbers(shift(), tuesday), "cost", premiums=0)


def test_the_holiday_premium_is_for_hours_on_holidays():
    teams = {"care": team(wage_per_h=10.0, holiday_premium=1.0), "back": team()}
    day_off = Clock(start=date(2026, 1, 5), holidays=Holidays(days=(date(2026, 1, 5),)))
    expect(numbers(shift(), shop(teams=teams, clock=day_off)), "cost", premiums=10 * 7)
    other = Clock(start=date(2026, 1, 5), holidays=Holidays(days=(date(2026, 1, 6),)))
    expect(numbers(shift(), shop(teams=teams, clock=other)), "cost", premiums=0)


def test_a_premium_over_midnight_counts_the_hours_on_both_sides():
    night = Calendar(spans=((22 * HOUR, 30 * HOUR),))  # Monday 22:00 to Tuesday 06:00
    day = record([], [], duties=[duty(20 * HOUR, 28 * HOUR)], window=(0, 2 * DAY, 2 * DAY))
    teams = {"care": team(wage_per_h=10.0, premiums={"night": Premium(hours=night, share=0.25)})}
    expect(numbers(day, shop(teams=teams)), "cost", premiums=10 * 0.25 * 6, wages=80)


def test_costs_of_contacts_tasks_and_what_they_are_divided_by():
    """Window 100 to 200 s: three issues open in it, one of them met; one from before met too."""
    day = record(
        [
            issue(50, met_at=150, tasks=1),
            issue(100, tasks=2, lost_tasks=1),
            issue(150),
            issue(180, met_at=300),
        ],
        [
            done(0, 50, 50, 60),
            done(1, 100, 100, 110),
            done(2, 150, 150, 160),
            done(3, 180, 180, 300, queue=1),
        ],
        [
            done(0, 60, 70, 150, queue=2),
            done(1, 110, 120, 130, queue=2),
            {**waiting(1, 120, queue=2), "state": 10},
        ],
        window=(100, 200, 400),
        channels=("phone", "mail"),
        desks=("office",),
    )
    channels = {"phone": Channel(cost_per_contact=3.0), "mail": Channel(cost_per_contact=0.5)}
    found = numbers(day, shop(channels, tasks={"office": Desk(cost_per_task=7.0)}))
    expect(found, "cost", contacts=2 * 3 + 0.5, tasks=7, total=13.5, per_contact=13.5 / 3)
    expect(found, "cost", per_issue=13.5 / 3, per_resolved_issue=13.5 / 1)
    # Open at 100 s: the first; at 200 s: all three of the window.
    expect(found, "cost", backlog_change=3 - 1)
    expect(found, "demand", open_issues_end=3)


def test_chats_in_hand():
    """One agent with three chats at most; the window ends while two run."""
    day = record(
        [issue(0), issue(0), issue(0)],
        [
            done(0, 0, 0, 600),
            done(1, 0, 300, 900, freed_at=1000),
            done(2, 0, 3500, 3700),
        ],
        spells=[spell(ON_DUTY, 0, 4000), spell(BUSY, 0, 1000), spell(BUSY, 3500, 3700)],
    )
    chats = {"care": team(concurrency=Concurrency(contacts=3))}
    found = numbers(day, shop(teams=chats))
    expect(
        found, "teams.care", mean_contacts_in_hand=(600 + 700 + 100) / 3600, mean_busy=1100 / 3600
    )
    expect(found, "teams.care", concurrency_when_busy=1400 / 1100, occupancy=1100 / 3600)
