"""Means by hour of the week: what the plan draws, what it shares, and what it leaves alone."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.codes import D_FIX, D_PATIENCE, NOBODY
from sim.draws.arrays import hours_of_week, paced_array
from sim.draws.pace import hour_of_week, paced
from sim.draws.quantiles import on_grid, value
from sim.engine import run
from sim.engine.objects import as_objects
from sim.kpi import measure
from sim.plan import make_plan
from sim.record import digest
from tests.plan.build import ACKNOWLEDGE, DIAGNOSE, FIX, scenario, work_of

STEP = 2.0**-20
FIVE = {"work": "exponential(mean 240 s)", "after_contact": "exponential(mean 1 min)"}
OFFICE = {"hours": "Mon-Fri 08:00-10:00", "by_hour": ["10 min", "2 min"]}


def means(hours: dict[int, float]) -> list[float]:
    """A list of the whole week with these means in seconds."""
    return [hours.get(hour, 0.0) for hour in range(168)]


def paced_scenario(**changes: Any) -> Any:
    return scenario(
        **{
            "issue_types": {"question": {**FIVE, "handle_time_by_hour": OFFICE}},
            "channels__phone__patience_by_hour": {"hours": "Mon 08:00-09:00", "by_hour": ["1 min"]},
            **changes,
        }
    )


# -- the rule --------------------------------------------------------------------------------


@pytest.mark.parametrize("hour", [0, 1, 23, 167, 168, 335, 876_599])  # the last: in a century
def test_a_moment_of_the_grid_is_in_the_hour_that_began_last(hour):
    begin = 3600.0 * hour
    moments = np.array([begin, begin + STEP, begin + 1800.0, begin + 3600.0 - STEP])
    assert set(hours_of_week(moments).tolist()) == {hour % 168}
    assert {hour_of_week(moment) for moment in moments.tolist()} == {hour % 168}
    assert hour_of_week(begin + 3600.0) == (hour + 1) % 168


def test_a_factor_of_one_changes_no_bit_and_others_round_to_the_grid():
    dice = np.random.default_rng(1)
    drawn = np.round(dice.exponential(300.0, 10_000) / STEP) * STEP
    drawn[0], drawn[1] = math.inf, 0.0
    assert paced_array(drawn, np.ones(len(drawn))).tolist() == drawn.tolist()
    factors = dice.uniform(0.01, 30.0, len(drawn))
    found = paced_array(drawn, factors)
    assert found.tolist() == [
        paced(a, b) for a, b in zip(drawn.tolist(), factors.tolist(), strict=True)
    ]
    assert found[0] == math.inf
    assert found[1] == 0.0
    finite = found[1:]
    assert (finite / STEP == np.round(finite / STEP)).all()
    assert np.abs(finite - drawn[1:] * factors[1:]).max() <= STEP / 2


# -- the plan's draws ------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["2026-01-05", "2026-01-08"])  # a Monday, a Thursday
def test_first_draws_are_those_without_the_key_times_the_factor_of_the_hour(start):
    plain = make_plan(scenario(clock__start=start, issue_types={"question": FIVE}), 1)
    plan = make_plan(paced_scenario(clock__start=start), 1)
    before, after = plain.demand.issues(), plan.demand.issues()
    monday = {"2026-01-05": 0, "2026-01-08": 3 * 24}[start]
    hour = (before["opened_at"] // 3600.0).astype(int) + monday
    day, hour = hour // 24 % 7, hour % 24
    weekday = day < 5
    factor = np.where(weekday & (hour == 8), 2.0, np.where(weekday & (hour == 9), 0.4, 1.0))
    wait = np.where((day == 0) & (hour == 8), 1 / 3, 1.0)
    assert (factor != 1.0).any()
    expected = [on_grid(work) for work in (work_of(before, FIX) * factor).tolist()]
    assert work_of(after, FIX).tolist() == expected
    np.testing.assert_allclose(after["patience_s"], before["patience_s"] * wait, atol=STEP)
    for name in ("key0", "key1", "opened_at", "type"):
        assert after[name].tolist() == before[name].tolist()
    for step in (ACKNOWLEDGE, DIAGNOSE):
        assert work_of(after, step).tolist() == work_of(before, step).tolist()


def test_the_floors_table_makes_the_same_bits_as_the_plan():
    plan = make_plan(paced_scenario(clock__start="2026-01-08"), 1)
    assert plan.fresh_floor().factors.shape == (2, 168)
    floor = as_objects(plan.fresh_floor())
    issue_type, queue = floor.types[0], floor.queues[0]
    fix = floor.steps[issue_type.first_step + FIX]
    for issue in plan.demand.issues()[:3000]:
        key = int(issue["key0"]), int(issue["key1"])
        hour = hour_of_week(float(issue["opened_at"]))
        for planned_s, dist, row, purpose in (
            (issue["work_s"][FIX], fix.work, issue_type.by_hour, D_FIX),
            (issue["patience_s"], queue.patience, queue.by_hour, D_PATIENCE),
        ):
            drawn = value(floor.dists, floor.knots, dist, *key, purpose, 0)
            assert planned_s == paced(drawn, floor.factors[row, hour])


def test_without_the_keys_there_is_no_table_and_equal_hours_share_a_row():
    floor = make_plan(scenario(), 1).fresh_floor()
    assert floor.factors.shape == (0, 168)
    assert set(floor.types["by_hour"]) == set(floor.queues["by_hour"]) == {NOBODY}
    twice = {"question": {**FIVE, "handle_time_by_hour": OFFICE}, "other": {"work": "5 min"}}
    twice["other"]["handle_time_by_hour"] = OFFICE  # the same means of the same mean
    floor = make_plan(scenario(issue_types=twice), 1).fresh_floor()
    assert floor.factors.shape == (1, 168)


def test_where_the_types_own_patience_counts_that_of_the_hours_does_not():
    by_hour = ["1 min"] * 168
    types = {"own": {"patience": "2 min"}, "none": {}}
    channels = {
        "phone": {"patience": "3 min", "patience_by_hour": by_hour},
        "email": {"kind": "deferred", "patience": "1 h", "patience_by_hour": by_hour},
    }
    skills = {"channels": ["phone", "email"]}
    plan = make_plan(scenario(issue_types=types, channels=channels, teams__care__skills=skills), 1)
    issues = plan.demand.issues()
    found = {
        (issue_type, channel): set(rows["patience_s"].tolist())
        for issue_type in (0, 1)
        for channel in (0, 1)
        if len(rows := issues[(issues["type"] == issue_type) & (issues["channel"] == channel)])
    }
    assert found == {(0, 0): {120.0}, (1, 0): {60.0}, (0, 1): {60.0}, (1, 1): {60.0}}


# -- limits ----------------------------------------------------------------------------------


def test_factors_of_one_leave_the_record_as_it_is():
    types = {"question": {**FIVE, "handle_time_by_hour": means({9: 300.0, 40: 300.0})}}
    changed = scenario(
        issue_types=types, channels__phone__patience_by_hour=means({9: 180.0, 30: 180.0})
    )
    plain = scenario(issue_types={"question": FIVE})
    found = [digest(run(make_plan(one, 4), "simpy")) for one in (plain, changed)]
    assert found[0] == found[1]
    assert make_plan(changed, 4).fresh_floor().factors.tolist() == [[1.0] * 168]


def _level(minutes: float, by_hour: bool, kind: str) -> Any:
    """A queue with a mean of so many minutes: stated by all hours over 5 min, or directly."""
    stated = 5.0 if by_hour else minutes
    work = f"exponential(mean {stated} min)" if kind == "exponential" else f"{stated} min"
    patience = f"{2 * stated} min"
    question: dict[str, Any] = {"work": work}
    phone: dict[str, Any] = {"patience": patience}
    if by_hour:
        question["handle_time_by_hour"] = means(dict.fromkeys(range(168), minutes * 60.0))
        phone["patience_by_hour"] = means(dict.fromkeys(range(168), minutes * 120.0))
    return scenario(issue_types={"question": question}, channels={"phone": phone})


@pytest.mark.parametrize("minutes", [2.5, 7.5])
def test_the_same_mean_in_all_hours_is_that_mean_stated_directly(minutes):
    """Constant durations to the last bit; exponential ones to the steps of the grid."""
    direct, stated = (
        run(make_plan(_level(minutes, by_hour, "constant"), 2), "simpy") for by_hour in (0, 1)
    )
    assert digest(direct) == digest(stated)
    direct, stated = (
        make_plan(_level(minutes, by_hour, "exponential"), 2).demand.issues() for by_hour in (0, 1)
    )
    direct_s, stated_s = work_of(direct, FIX), work_of(stated, FIX)
    assert direct_s.max() > 1000.0
    np.testing.assert_allclose(stated_s, direct_s, rtol=0.0, atol=1.5 * STEP)


# -- what demand depends on ------------------------------------------------------------------


def test_variants_share_demand_unless_their_hours_differ():
    def fix(**changes: Any) -> list[float]:
        return work_of(make_plan(paced_scenario(**changes), 1).demand.issues(), FIX).tolist()

    demand = make_plan(paced_scenario(), 1).demand
    assert make_plan(paced_scenario(teams__care__head_count=9), 1).demand is demand
    other = {"hours": "Mon-Fri 08:00-10:00", "by_hour": ["10 min", "3 min"]}
    types = {"question": {**FIVE, "handle_time_by_hour": other}}
    assert fix(issue_types=types) != fix()
    # The same means of longer after-contact work are smaller factors.
    longer = {"question": {**FIVE, "after_contact": "2 min", "handle_time_by_hour": OFFICE}}
    assert fix(issue_types=longer) != fix()
    patience = {"hours": "Mon 08:00-09:00", "by_hour": ["2 min"]}
    changed = make_plan(paced_scenario(channels__phone__patience_by_hour=patience), 1)
    assert changed.demand is not demand


# -- honest promises -------------------------------------------------------------------------


def test_the_mean_work_of_a_queue_is_that_of_the_hours_in_which_issues_arise():
    """Twice the work in one of ten equal hours: 1.1 times 5 min."""
    types = {"question": {**FIVE, "handle_time_by_hour": means({8: 600.0})}}
    flat = {"calls": {"rate": "7000 per week", "profile": "Mon 00:00-10:00"}}
    plan = make_plan(scenario(issue_types=types, demand=flat), 1)
    assert plan.fresh_floor().queues["mean_work_s"].tolist() == [pytest.approx(330.0)]


# -- the means come out ----------------------------------------------------------------------


def test_stated_means_are_met_hour_by_hour():
    """Handle times of all contacts that arise in an hour, against the stated mean, within 4.5
    standard errors; work is lognormal, after-contact work exponential, everybody is answered."""
    stated = {hour: 120.0 + 20.0 * (hour % 24) for hour in range(168) if hour % 3}
    work = {"acknowledge": "30 s", "fix": "lognormal(mean 210 s, cv 0.8)"}
    question = {"work": work, "after_contact": "exponential(mean 1 min)"}
    crowd = scenario(
        issue_types={"question": {**question, "handle_time_by_hour": means(stated)}},
        teams__care__head_count=300,
        demand={"calls": {"rate": "40000 per week"}},
        clock__run_out="1 day",
    )
    sums = np.zeros((3, 168))
    for replication in range(3):
        contacts = run(make_plan(crowd, 1, replication), "simpy").contacts
        contacts = contacts[~np.isnan(contacts["freed_at"])]
        assert (contacts["answered_at"] == contacts["opened_at"]).all()
        hour = (contacts["opened_at"] // 3600.0).astype(int) % 168
        handle_s = contacts["freed_at"] - contacts["answered_at"]
        for power in range(3):
            sums[power] += np.bincount(hour, handle_s**power, minlength=168)
    mean = sums[1] / sums[0]
    error = np.sqrt((sums[2] / sums[0] - mean**2) / sums[0])
    expected = np.array([stated.get(hour, 300.0) for hour in range(168)])
    assert (error < 0.05 * expected).all()
    assert (np.abs(mean - expected) < 4.5 * error).all()


def test_half_of_a_usual_difference_between_hours_is_seen_in_four_weeks():
    """30 % more work at both ends of the day are usual; half of that moves the mean handle time
    beyond its interval of five replications, by what it must."""
    office = "Mon-Fri 08:00-18:00"
    usual = {"work": "lognormal(mean 270 s, cv 1)", "after_contact": "30 s"}
    ends = [345.0, 345.0, *[0.0] * 6, 345.0, 345.0]

    def handle_s(question: dict[str, Any]) -> list[float]:
        firm = scenario(
            clock={"start": "2026-01-05", "length": "4 weeks", "run_out": "1 day"},
            demand={"calls": {"rate": "2000 per week", "profile": office}},
            issue_types={"question": question},
            channels={"phone": {"hours": office, "patience": "exponential(mean 4 min)"}},
            teams={
                "care": {
                    "head_count": [{"agents": 22, "hours": office}],
                    "skills": {"channels": "phone"},
                }
            },
        )
        records = [run(make_plan(firm, 1, one), "simpy") for one in range(5)]
        return [measure(record, firm)["phone.mean_handle_s"].value for record in records]

    hours = [{"hours": office, "by_hour": ends}]
    before = np.array(handle_s(usual))
    after = np.array(handle_s({**usual, "handle_time_by_hour": hours}))
    half_width = stats.t.ppf(0.975, 4) * before.std(ddof=1) / math.sqrt(5)
    assert after.mean() > before.mean() + 2.0 * half_width
    assert after.mean() / before.mean() == pytest.approx(1.0 + 0.15 * 0.4, abs=0.01)
