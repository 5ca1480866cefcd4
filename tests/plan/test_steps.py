"""The steps of the work on an issue: rows of each type, one behind the other."""

from __future__ import annotations

import pytest

from sim.codes import (
    ACKNOWLEDGED,
    D_ACKNOWLEDGE,
    D_DIAGNOSE,
    D_FIX,
    DIAGNOSED,
    FIXED,
    NOBODY,
)
from sim.plan import make_plan
from sim.plan.steps import steps_of
from tests.plan.build import ACKNOWLEDGE, DIAGNOSE, FIX, scenario

TASKS = {"tier_2": {}, "outside": {}}
PHONE, TIER_2, OUTSIDE = range(3)
WORK = {"acknowledge": "1 min", "diagnose": "exponential(mean 2 min)", "fix": "3 min"}


def floor_of(**changes):
    return make_plan(scenario(**{"tasks": TASKS, **changes}), 1, 0).fresh_floor()


def steps_by_type(floor):
    """The rows of each type's steps."""
    return [
        floor.steps[issue_type["first_step"] : issue_type["first_step"] + issue_type["steps"]]
        for issue_type in floor.types
    ]


def test_each_type_has_rows_of_its_own():
    floor = floor_of(issue_types={"one": {}, "two": {"work": WORK}, "three": {}})
    assert floor.types["steps"].tolist() == [3, 3, 3]
    assert floor.types["first_step"].tolist() == [0, 3, 6]
    assert len(floor.steps) == 9


def test_work_purpose_and_depth_of_each_step():
    floor = floor_of(issue_types={"plain": {"work": "5 min"}, "whole": {"work": WORK}})
    plain, whole = steps_by_type(floor)
    for rows in (plain, whole):
        assert rows["purpose"].tolist() == [D_ACKNOWLEDGE, D_DIAGNOSE, D_FIX]
        assert rows["depth"].tolist() == [ACKNOWLEDGED, DIAGNOSED, FIXED]
    assert floor.dists["a"][plain["work"]].tolist() == [0.0, 0.0, 300.0]
    assert floor.dists["a"][whole["work"]].tolist() == [60.0, 120.0, 180.0]
    assert floor.dists["kind"][whole["work"][DIAGNOSE]] != floor.dists["kind"][whole["work"][FIX]]


def test_desks_of_steps():
    """Nobody leaves the first step; diagnosis without a desk of its own goes to the fix's."""
    floor = floor_of(
        issue_types={
            "none": {},
            "fix": {"leaves": {"fix": "outside"}},
            "both": {"leaves": {"diagnose": "tier_2", "fix": "outside"}},
            "first": {"leaves": {"diagnose": "tier_2"}},
        }
    )
    desks = [rows["desk"].tolist() for rows in steps_by_type(floor)]
    assert desks == [
        [NOBODY, NOBODY, NOBODY],
        [NOBODY, OUTSIDE, OUTSIDE],
        [NOBODY, TIER_2, OUTSIDE],
        [NOBODY, TIER_2, NOBODY],
    ]


def test_every_planned_step_has_its_draws_in_the_plan():
    """The k-th planned work of an issue is the k-th step's: they are told apart by place."""
    types = {"plain": {"work": "5 min"}, "whole": {"work": WORK}}
    plan = make_plan(scenario(issue_types=types), 1, 0)
    issues, (plain, whole) = plan.fresh_floor().issues, steps_by_type(plan.fresh_floor())
    assert issues["work_s"].shape == (len(issues), len(plain)) == (len(issues), len(whole))
    assert set(map(tuple, issues["work_s"][issues["type"] == 0].tolist())) == {(0.0, 0.0, 300.0)}
    work_s = issues["work_s"][issues["type"] == 1]
    assert set(work_s[:, ACKNOWLEDGE]) == {60.0}
    assert set(work_s[:, FIX]) == {180.0}
    assert work_s[:, DIAGNOSE].mean() == pytest.approx(120.0, rel=0.1)


def test_steps_of_a_type_by_name():
    issue_type = scenario(
        tasks=TASKS, issue_types={"whole": {"work": WORK, "leaves": {"fix": "outside"}}}
    ).issue_types["whole"]
    steps = steps_of(issue_type)
    assert [step.work for step in steps] == [
        issue_type.work.acknowledge,
        issue_type.work.diagnose,
        issue_type.work.fix,
    ]
    assert [step.desk for step in steps] == [None, "outside", "outside"]
    assert len({step.purpose for step in steps}) == len(steps)
