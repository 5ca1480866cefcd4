"""Agents' time adds up: whatever was planned is staffed, on a pause or away, once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.codes import ABSENT
from sim.kpi.rules import rules_of
from sim.kpi.teams import time_of
from sim.kpi.window import Window, window_of
from sim.record import Record
from sim.scenario import Scenario
from sim.scenario.expected.room_for_pauses import JobClass, Jobs
from sim.scenario.expected.staffing import staffed_hours, untaken_share
from tests.properties.running import assert_sound, scenario_of, simulated
from tests.properties.strategies import scenarios


def assert_adds_up(scenario: Scenario, record: Record, window: Window) -> None:
    """Planned paid time − unpaid absence + unpaid breaks worked through = staffed in shifts +
    paid pauses taken + paid absence, to the bit (times lie on a grid)."""
    time = time_of(record, rules_of(scenario), window)
    left = time.planned_paid + time.worked_unpaid
    right = time.staffed - time.outside + time.paid_breaks + time.shrinkage
    right += time.planned[:, ABSENT, 1]
    np.testing.assert_array_equal(left, right)
    rostered = [team.head_count is None for team in scenario.teams.values()]
    np.testing.assert_array_equal(time.outside[rostered], time.late[rostered])
    assert (time.outside >= 0.0).all()


@given(scenarios(), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_time_adds_up(parts: dict[str, Any], first: float, last: float) -> None:
    """In the whole run and in any window of whole seconds."""
    scenario, record = scenario_of(parts), simulated(parts)
    assert_sound(scenario, record)
    stop = record.stop_s
    start, end = sorted((round(first * stop), round(last * stop)))
    for window in (Window(0.0, stop, stop), window_of(record), Window(start, end, stop)):
        assert_adds_up(scenario, record, window)


BACK_OFFICE = {
    "clock": {"length": "8 weeks", "run_out": "0 s"},
    "channels": {"email": {"kind": "deferred"}},
}


def jobs_of(minutes: float, scv: float) -> Jobs:
    """Deferred work of one class."""
    return Jobs((JobClass(1.0, 60.0 * minutes, scv),), 1.0)


def back_office(work: str, mails: int, **team: Any) -> dict[str, Any]:
    """Ten agents with more mail than they can answer."""
    shifts = {"agents": 10, "hours": "Mon-Fri 09:00-17:00"}
    back = {"skills": {"channels": "email"}, "shifts": shifts, "shrinkage": "30 %", **team}
    return {
        **BACK_OFFICE,
        "demand": {"mails": {"rate": f"{mails} per week"}},
        "issue_types": {"question": {"work": work}},
        "teams": {"back": back},
    }


def in_shift(parts: dict[str, Any]) -> float:
    """Staffed hours within shifts, in an average week."""
    scenario, record = scenario_of(parts), simulated(parts)
    window = window_of(record)
    time = time_of(record, rules_of(scenario), window)
    return float((time.staffed - time.outside)[0]) / 3600.0 / (window.length_s / 604800.0)


@pytest.mark.parametrize(
    ("work", "mails", "minutes", "scv"),
    [
        ("15 min", 2000, 15, 0.0),
        ("60 min", 500, 60, 0.0),
        ("120 min", 250, 120, 0.0),
        ("exponential(60 min)", 500, 60, 1.0),
        ("exponential(120 min)", 250, 120, 1.0),
        ("lognormal(mean 30 min, cv 1.4)", 1000, 30, 1.96),
    ],
)
def test_the_reckoning_meets_a_team_that_is_always_busy(
    work: str, mails: int, minutes: float, scv: float
) -> None:
    """Within 1 % of the hours, for work of up to a quarter of the shift."""
    parts = back_office(work, mails)
    jobs = {"back": jobs_of(minutes, scv)}
    expected = staffed_hours(scenario_of(parts), jobs)["back"]
    assert in_shift(parts) == pytest.approx(expected, rel=0.01)
    assert expected > 279.9


@pytest.mark.parametrize(
    ("team", "work", "mails", "jobs"),
    [
        (
            {"shifts": {"agents": 20, "hours": "Mon 00:00-24:00"}},
            "exponential(2 h)",
            300,
            Jobs((JobClass(1.0, 7200.0, 1.0),), 1.0),
        ),
        (
            {
                "shifts": {
                    "agents": 10,
                    "hours": "Mon 08:00-24:00, Tue 00:00-24:00, Wed 00:00-08:00",
                }
            },
            "exponential(2 h)",
            400,
            Jobs((JobClass(1.0, 7200.0, 1.0),), 1.0),
        ),
        (
            {},
            "mixture(50 % 2 min, 50 % 2 h)",
            500,
            Jobs((JobClass(1.0, 120.0, 0.0), JobClass(1.0, 7200.0, 0.0)), 1.0),
        ),
        (
            {"concurrency": {"contacts": 3, "channels": "email"}},
            "exponential(20 min)",
            1500,
            Jobs((JobClass(1.0, 1200.0, 1.0),), 1.0, 3),
        ),
    ],
    ids=["a day", "two days", "two kinds", "three hands"],
)
def test_the_reckoning_knows_shifts_kinds_and_hands(
    team: dict[str, Any], work: str, mails: int, jobs: Jobs
) -> None:
    parts = back_office(work, mails, **team)
    expected = staffed_hours(scenario_of(parts), {"back": jobs})["back"]
    assert in_shift(parts) == pytest.approx(expected, rel=0.015)


@pytest.mark.parametrize("rule", ["shorten", "put_aside"])
def test_the_reckoning_knows_the_rules(rule: str) -> None:
    parts = back_office("60 min", 500, when_busy=rule)
    expected = staffed_hours(scenario_of(parts), {"back": jobs_of(60, 0.0)})["back"]
    assert in_shift(parts) == pytest.approx(expected, rel=0.01)
    assert expected == pytest.approx({"shorten": 385.0, "put_aside": 280.0}[rule], rel=0.01)


def test_breaks_are_reckoned_too() -> None:
    shifts = {
        "agents": 10,
        "hours": "Mon-Fri 09:00-17:00",
        "breaks": ["12:00 for 30 min", "15:45 for 15 min paid"],
    }
    parts = back_office("exponential(90 min)", 350, shifts=shifts)
    jobs = jobs_of(90, 1.0)
    scenario = scenario_of(parts)
    expected = staffed_hours(scenario, {"back": jobs})["back"]
    assert in_shift(parts) == pytest.approx(expected, rel=0.01)
    assert untaken_share(scenario.teams["back"], scenario, jobs) > 0.15


@pytest.mark.parametrize("agents", [7, 10])
def test_a_head_count_with_shrinkage_is_partly_available(agents: int) -> None:
    entry = {"agents": agents, "hours": "Mon-Fri 09:00-17:00"}
    parts = back_office("3 min", 10000, shifts=None, head_count=entry)
    del parts["teams"]["back"]["shifts"]
    assert in_shift(parts) == pytest.approx(agents * 40 * 0.7, rel=0.01)
