"""Measures by hour of the week."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.codes import ABANDONED, BLOCKED, BUSY, LOST, ON_DUTY
from sim.kpi import by_hour, measure
from sim.record import Record
from sim.scenario.model import Clock, Desk
from tests.kpi.shops import shop
from tests.record.by_hand import done, issue, lost, record, spell, waiting

HOUR = 3600.0
WEEK = 168 * HOUR


def week_of_calls() -> Record:
    """Two weeks; calls in the first two hours of the first Monday and of the second."""
    return record(
        [issue(t) for t in range(6)],
        [
            done(0, 600, 600, HOUR),
            done(1, HOUR - 60, HOUR + 60, HOUR + 120),
            lost(2, HOUR + 30, HOUR + 40, ABANDONED),
            lost(3, HOUR + 50, HOUR + 50, BLOCKED),
            done(4, WEEK + HOUR, WEEK + HOUR, WEEK + HOUR + 1800),
            waiting(5, 2 * WEEK - 1800),
        ],
        [done(0, 10, 20, 2 * HOUR, queue=1), {**waiting(1, 30, queue=1), "state": LOST}],
        spells=[spell(ON_DUTY, 1800, HOUR + 900), spell(BUSY, 1800, HOUR)],
        desks=("office",),
        window=(0, 2 * WEEK, 2 * WEEK + HOUR),
    )


def test_hours_of_two_weeks():
    found = by_hour(week_of_calls(), shop(tasks={"office": Desk()}))
    assert {len(values) for values in found.values()} == {168}
    # Two first hours of a Monday were seen, with two calls in all; three calls in the second.
    assert found["phone.offered"][:3].tolist() == [2 / 2, 2 / 2, 0]
    assert found["phone.answered"][:3].tolist() == [1, 1 / 2, 0]
    assert found["phone.abandoned"][:3].tolist() == [0, 1 / 2, 0]
    assert found["phone.mean_wait_s"][:2].tolist() == [120 / 2, 10 / 2]
    assert found["phone.delayed_share"][:2].tolist() == [1 / 2, 1 / 2]
    # Within 20 s: one of two; of the second hour's two, one gave up within them.
    assert found["phone.service_level"][:2].tolist() == [1 / 2, 1 / (2 - 1)]
    assert found["phone.service_level_offered"][:2].tolist() == [1 / 2, 1 / 2]
    assert np.isnan(found["phone.mean_wait_s"][2])
    # Waiting: 60 s before the hour and 60 + 10 s after it; the last hour of the second Sunday.
    assert found["phone.mean_queue"][:2] == pytest.approx([60 / 7200, 70 / 7200])
    assert found["phone.mean_queue"][167] == pytest.approx(1800 / 7200)
    present = [3000 + 60, 120 + 10 + 1800]
    assert found["phone.mean_in_system"][:2] == pytest.approx([s / 7200 for s in present])
    assert found["teams.care.staffed"][:2] == pytest.approx([1800 / 7200, 900 / 7200])
    assert found["teams.care.busy"][:2] == pytest.approx([1800 / 7200, 0])
    assert found["tasks.office.created"][:2].tolist() == [2 / 2, 0]
    assert found["tasks.office.backlog"][:3] == pytest.approx([3590 / 7200, 3600 / 7200, 0])


def test_the_first_hour_is_that_of_the_clocks_start():
    sunday = shop(clock=Clock(start=date(2026, 1, 4)), tasks={"office": Desk()})
    found = by_hour(week_of_calls(), sunday)
    assert found["phone.offered"][6 * 24 : 6 * 24 + 2].tolist() == [1, 1]


def test_hours_outside_the_window_are_undefined():
    """Window from 90 min to 150 min: half of each of two hours."""
    day = record(
        [issue(0), issue(0)],
        [done(0, 5400, 5400, 7500), done(1, 9000, 9000, 9001)],
        spells=[spell(ON_DUTY, 0, 2 * HOUR)],
        window=(5400, 9000, 9000),
    )
    found = by_hour(day, shop())
    assert found["phone.offered"][:4] == pytest.approx([np.nan, 2.0, 0, np.nan], nan_ok=True)
    staffed = [np.nan, 1.0, 0.0, np.nan]
    assert found["teams.care.staffed"][:4] == pytest.approx(staffed, nan_ok=True)
    in_system = [np.nan, 1.0, 300 / 1800, np.nan]
    assert found["phone.mean_in_system"][:4] == pytest.approx(in_system, nan_ok=True)


def test_hours_add_up_to_the_whole():
    day, scenario = week_of_calls(), shop(tasks={"office": Desk()})
    hours, whole = by_hour(day, scenario), measure(day, scenario)
    assert hours["phone.offered"].sum() * 2 == whole["phone.offered"].value
    assert hours["phone.mean_queue"].mean() == pytest.approx(whole["phone.mean_queue"].value)
    assert hours["teams.care.busy"].mean() == pytest.approx(whole["teams.care.mean_busy"].value)


def test_giving_up_counts_when_it_happens():
    """One called at 0:59 and gave up at 1:01; one had been answered before she gave up."""
    day = record(
        [issue(0), issue(0)],
        [
            lost(0, HOUR - 60, HOUR + 60, ABANDONED),
            {**lost(1, 0, 2 * HOUR + 1, ABANDONED), "answered_at": 60.0},
        ],
        window=(0, 4 * HOUR, 4 * HOUR),
    )
    found = by_hour(day, shop())
    assert found["phone.gave_up"][:4].tolist() == [0, 1, 1, 0]
    assert found["phone.abandoned"][:4].tolist() == [1, 0, 0, 0]
