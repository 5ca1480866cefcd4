"""Plans: what they share, and what a run may change."""

from __future__ import annotations

import numpy as np
import pytest

from sim.floor.tables import DTYPES, FLAGS, ROWS, Floor
from sim.plan import make_plan
from sim.plan import plan as plans
from sim.plan.kept import Kept
from tests.plan.build import scenario

CHANGING = (
    *("issues", "jobs", "pieces", "agents", "teams", "queues", "lines", "reserves"),
    *("events", "follow_ups", "spells", "counters"),
)


def test_the_window():
    clock = {"start": "2026-01-05", "length": "2 weeks", "warm_up": "1 day", "run_out": "3 days"}
    plan = make_plan(scenario(clock=clock), 1, 0)
    assert (plan.warm_up_s, plan.end_s, plan.stop_s) == (86400.0, 14 * 86400.0, 17 * 86400.0)
    assert plan.fresh_floor().issues["opened_at"].max() > 16 * 86400.0
    assert plan.contacts_hint == len(plan.fresh_floor().issues)


def test_names():
    names = make_plan(scenario(tasks={"desk": {}}), 1, 0).names
    assert names == {
        "streams": ("calls",),
        "types": ("question",),
        "segments": ("everyone",),
        "channels": ("phone",),
        "desks": ("desk",),
        "teams": ("care",),
    }


def test_every_table_has_its_type_and_may_be_written():
    floor = make_plan(scenario(), 1, 0).fresh_floor()
    for name, dtype in DTYPES.items():
        rows = getattr(floor, name)
        assert rows.dtype == dtype
        assert rows.flags.c_contiguous
        assert rows.flags.writeable


def test_grids_have_one_type_for_all_scenarios():
    floor = make_plan(scenario(), 1, 0).fresh_floor()
    whole = {"line_of", "order", "serves", "depth", "shares", "aside", "deeper", "moved",
             "reserve_of", "reacts", "wrong", "supply_of", "equals_end", "thinned",
             "histories"}  # fmt: skip
    real = {"speed", "factors", "answers", "contained", "redirected", "regular", "resolves",
            "first_choice", "manners", "denied_manners", "peers", "offered"}  # fmt: skip
    real |= {"approved"}
    assert whole | real == set(Floor._fields) - set(ROWS) - set(FLAGS)
    for name in whole | real:
        grid = getattr(floor, name)
        assert grid.ndim == 2
        assert grid.dtype == (np.float64 if name in real else np.int64)
        assert grid.flags.c_contiguous
        assert grid.flags.writeable


def test_a_run_on_one_floor_leaves_the_others_alone():
    plan = make_plan(scenario(), 1, 0)
    floor = plan.fresh_floor()
    before = {name: getattr(plan.fresh_floor(), name).tobytes() for name in CHANGING}
    for name in CHANGING:
        getattr(floor, name).view(np.uint8)[:] = 77
    assert {name: getattr(plan.fresh_floor(), name).tobytes() for name in CHANGING} == before


def test_variants_with_equal_demand_share_it():
    one = make_plan(scenario(), 1, 0)
    staffed = make_plan(scenario(teams__care__head_count=9), 1, 0)
    busier = make_plan(scenario(demand__calls={"rate": "8000 per week"}), 1, 0)
    assert staffed.demand is one.demand
    assert busier.demand is not one.demand


def test_demand_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(plans, "_demands", Kept(1_200_000))
    whole = scenario()
    made = [make_plan(whole, 1, replication).demand for replication in range(6)]
    assert made[0].nbytes > 300_000
    assert 1 < len(plans._demands) < 4
    assert make_plan(whole, 1, 5).demand is made[5]
    again = make_plan(whole, 1, 0).demand
    assert again is not made[0]
    assert again.issues().tobytes() == made[0].issues().tobytes()


def test_scenarios_kept_are_bounded():
    for agents in range(1, plans.SCENARIOS_KEPT + 5):
        make_plan(scenario(teams__care__head_count=agents), 1, 0)
    assert len(plans._prepared) == plans.SCENARIOS_KEPT


@pytest.mark.parametrize("seed", [0, 1, 2**40, 2**64 - 1])
def test_seeds_of_64_bits(seed):
    plan = make_plan(scenario(), seed, 0)
    other = make_plan(scenario(), (seed + 2**32) % 2**64, 0)
    assert plan.fresh_floor().issues.tobytes() != other.fresh_floor().issues.tobytes()


def test_plans_do_not_depend_on_those_made_before():
    def variants():
        shift = {"hours": "Mon-Fri 09:00-17:00"}
        random = {"absence": "10 %", "shrinkage": "20 %", "skills": {"channels": "phone"}}
        return [
            scenario(
                teams={
                    "front": {"shifts": {"agents": agents, **shift}, **random},
                    "care": {"shifts": {"agents": 5, **shift}, **random},
                }
            )
            for agents in (2, 3)
        ]

    def content(plan):
        tables = map(np.asarray, [plan.duty, *plan.fresh_floor()])
        return [
            table[column].tobytes() for table in tables for column in table.dtype.names or [...]
        ]

    def cold(variant, replication):
        plans.forget()
        return content(make_plan(variants()[variant], 1, replication))

    expected = {(v, r): cold(v, r) for v in (0, 1) for r in (0, 1)}
    plans.forget()
    pair = variants()
    for replication in (0, 1, 0):
        for variant in (0, 1):
            warm = content(make_plan(pair[variant], 1, replication))
            assert warm == expected[variant, replication]
    care = [rows.duty[rows.duty["team"] == 1] for rows in (make_plan(s, 1, 0) for s in pair)]
    assert care[0]["start"].tolist() == care[1]["start"].tolist()
    assert (care[0]["agent"] + 1).tolist() == care[1]["agent"].tolist()


def test_points_with_equal_parts_share_them():
    """As in a sweep, where a point comes back to what one long before it had."""

    def point(agents, promise_h=24):
        shift = {"agents": agents, "hours": "Mon-Fri 09:00-17:00"}
        teams = {"care": {"shifts": shift, "absence": "10 %", "skills": {"channels": "phone"}}}
        return scenario(teams=teams, promise={"kind": "fixed", "within": f"{promise_h} h"})

    first = make_plan(point(2), 1, 0)
    for agents in range(3, 3 + plans.SCENARIOS_KEPT + 4):
        assert make_plan(point(agents), 1, 0).demand is first.demand
    assert make_plan(point(2, promise_h=12), 1, 0).roster is first.roster
    assert make_plan(point(2), 1, 1).roster is not first.roster


def test_what_is_kept_is_bounded_by_its_bytes():
    kept = Kept(100)
    made = []

    def array():
        made.append(np.zeros(5))
        return made[-1]

    for name in "aba":
        kept.get(name, array)
    assert len(made) == 2
    assert kept.get("c", array) is made[2]
    assert len(kept) == 2
    assert kept.get("a", array) is made[0]
    kept.get("b", array)
    assert len(made) == 4
