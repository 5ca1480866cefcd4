"""Types with more steps than are planned, or with fewer: ladders of work written by hand."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest

from sim.codes import AFTER_UNRESOLVED, GAVE_UP, MET, NOBODY, PASSED_ON
from sim.draws.pace import hour_of_week, paced
from sim.draws.quantiles import value
from sim.engine.objects import as_objects
from sim.plan import Plan, make_plan
from sim.plan.layout import table
from sim.record import Record
from tests.floor.by_hand import sound, with_dists, with_tables
from tests.plan.build import scenario

MINUTE, HOUR = 60.0, 3600.0
PHONE, SECOND, THIRD, FOURTH = range(4)
DESKS = ("second", "third", "fourth")
NOTHING_ELSE_DRAWS = (101, 102)
"""Purposes of the draws of the steps behind those of the language."""


class Rung(NamedTuple):
    """A step: its work, how deep its doer must go, at which desk it waits."""

    work: str
    depth: int
    desk: int


Ladder = tuple[Rung, ...]


def ladder_of(*works: str) -> Ladder:
    """Five steps: one on the phone, the others at three desks, two of them at the third."""
    desks = (NOBODY, SECOND, THIRD, THIRD, FOURTH)
    return tuple(
        Rung(work, k + 1, desk) for k, (work, desk) in enumerate(zip(works, desks, strict=True))
    )


LADDER = ladder_of("1 min", "2 min", "4 min", "8 min", "16 min")


def plan_of(ladder: Ladder, kind: dict[str, Any], **changes: Any) -> Plan:
    """A plan of a type of issue with the first three steps of a ladder, and of a usual one."""
    first = dict(
        zip(("acknowledge", "diagnose", "fix"), (rung.work for rung in ladder), strict=False)
    )
    parts = {
        "clock__length": "1 day",
        "demand": {"calls": {"trace": [9 * HOUR], "issue_types": {"fault": 1}}},
        "issue_types": {"usual": {"work": "5 min"}, "fault": {"work": first, **kind}},
    }
    return make_plan(scenario(**{**parts, **changes}), seed=1)


def with_ladder(plan: Plan, ladder: Ladder, depths: dict[str, int]) -> Plan:
    """The plan with a ladder for the second type, and teams that go to these depths."""
    plan, further = with_dists(plan, [rung.work for rung in ladder[3:]])
    fixed = plan.layout.fixed
    types, depth = fixed["types"].copy(), fixed["depth"].copy()
    planned = fixed["steps"][types["first_step"][1] :].tolist()
    works = [*(work for work, *_ in planned), *further]
    purposes = [*(purpose for _, purpose, *_ in planned), *NOTHING_ELSE_DRAWS]
    rows = [
        {"work": work, "purpose": purpose, "depth": rung.depth, "desk": rung.desk}
        for rung, work, purpose in zip(ladder, works, purposes, strict=False)
    ]
    types["first_step"][1], types["steps"][1] = len(fixed["steps"]), len(ladder)
    for team, reached in depths.items():
        row = depth[plan.layout.ids.team[team]]
        row[row > 0] = reached
    steps = np.concatenate([fixed["steps"], table("steps", rows)])
    return with_tables(plan, types=types, steps=steps, depth=depth)


def by_desks(ladder: Ladder = LADDER, *, steps: int = 5, third: int = 4, **changes: Any) -> Plan:
    """Whoever answers does the first step, and each desk's team some of the others.

    ``steps``: how many of the ladder there are; ``third``: how deep the team of that desk goes.
    """
    skills = {"front": {"channels": "phone"}, **{desk: {"tasks": desk} for desk in DESKS}}
    teams = {name: {"head_count": 99, "skills": skill} for name, skill in skills.items()}
    desks = {desk: {} for desk in DESKS}
    kind = changes.pop("kind", {})
    plan = plan_of(ladder, kind, **{"tasks": desks, "teams": teams, **changes})
    depths = {"front": 1, "second": 2, "third": third, "fourth": 5}
    return with_ladder(plan, ladder[:steps], depths)


def told(record: Record) -> list[tuple[int, ...]]:
    """Queue, minutes since 09:00 at which the (last) work began and ended, stage; by time."""
    rows = [row for jobs in (record.contacts, record.tasks) for row in jobs]
    return [
        (
            int(row["queue"]),
            round((row["taken_at"] - 9 * HOUR) / MINUTE),
            round((row["freed_at"] - 9 * HOUR) / MINUTE),
            int(row["stage"]),
        )
        for row in sorted(rows, key=lambda row: row["taken_at"])
    ]


def test_a_ladder_of_five_steps_at_three_desks() -> None:
    """The third team does two steps in one go."""
    record = sound(by_desks())
    assert told(record) == [
        (PHONE, 0, 1, 1),
        (SECOND, 1, 3, 2),
        (THIRD, 3, 15, 4),
        (FOURTH, 15, 31, 5),
    ]
    (issue,) = record.issues
    assert (issue["state"], issue["tasks"], issue["contacts"]) == (MET, 3, 1)
    assert issue["met_at"] == 9 * HOUR + 31 * MINUTE


def test_a_step_that_its_desk_cannot_do_ends_in_vain() -> None:
    """The third team goes no deeper than the third step: the fourth stays where it waits."""
    record = sound(by_desks(third=3))
    assert told(record) == [
        (PHONE, 0, 1, 1),
        (SECOND, 1, 3, 2),
        (THIRD, 3, 7, 3),
        (THIRD, 7, 9, 0),
    ]
    assert record.issues["state"].tolist() == [GAVE_UP]


@pytest.mark.parametrize(("steps", "minutes"), [(1, 1), (2, 3), (4, 15), (5, 31)])
def test_types_of_any_number_of_steps_beside_a_usual_one(steps: int, minutes: int) -> None:
    """The work that is planned for steps which a type does not have is not done."""
    streams = {
        "fault": {"trace": [9 * HOUR], "issue_types": {"fault": 1}},
        "usual": {"trace": [9 * HOUR], "issue_types": {"usual": 1}},
    }
    plan = by_desks(steps=steps, demand=streams)
    assert plan.fresh_floor().types["steps"].tolist() == [3, steps]
    record = sound(plan)
    fault, usual = record.issues
    assert (fault["state"], fault["met_at"]) == (MET, 9 * HOUR + minutes * MINUTE)
    assert usual["state"] == GAVE_UP  # front does the first of its steps, and there is no desk


def test_further_steps_are_drawn_when_they_are_needed() -> None:
    """In each round anew, at the pace of the hour, for purposes of their own.

    Each contact is a round, as the next team is always free.
    """
    plan = by_desks(
        ladder_of(
            *(
                "exponential(mean 1 min)",
                "gamma(mean 2 min, cv 0.5)",
                "lognormal(mean 4 min, cv 1)",
            ),
            *("exponential(mean 8 min)", "uniform(5 min, 9 min)"),
        ),
        demand={
            "calls": {
                "trace": [8.25 * HOUR + 900.0 * k for k in range(20)],
                "issue_types": {"fault": 1},
            }
        },
        kind={
            "resolves": "60 %",
            "handle_time_by_hour": {"hours": "Mon 09:00-11:00", "by_hour": ["20 min", "5 min"]},
        },
        returns={"unresolved": {"chance": "100 %"}},
    )
    record, floor = sound(plan), as_objects(plan.fresh_floor())
    assert set(record.issues["state"]) == {MET}
    assert (record.contacts["reason"] == AFTER_UNRESOLVED).sum() > 5
    done = [0, 0, 0, 0, 0]
    for jobs, hands in ((record.contacts, ((0,),)), (record.tasks, ((1,), (2, 3), (4,)))):
        for job in jobs:
            round_, place = divmod(int(job["number"]), len(hands))
            issue = floor.issues[job["issue"]]
            works = [work_s(floor, issue, k, round_) for k in hands[place]]
            assert job["answered_at"] == job["queued_at"]
            assert job["freed_at"] - job["answered_at"] == sum(works)
            assert job["stage"] == hands[place][-1] + 1
            for k in hands[place]:
                done[k] += 1
    assert done == [len(record.contacts)] * 5


def work_s(floor: Any, issue: Any, k: int, round_: int) -> float:
    """The work of a step in a round, as the plan draws that of the first ones."""
    kind = floor.types[issue.type]
    step = floor.steps[kind.first_step + k]
    drawn_s = value(
        floor.dists, floor.knots, step.work, issue.key0, issue.key1, step.purpose, round_
    )
    return paced(drawn_s, floor.factors[kind.by_hour, hour_of_week(issue.opened_at)])


@pytest.mark.parametrize("middle", [3, 4])
def test_a_ladder_climbed_in_one_call(middle: int) -> None:
    """The caller is passed on to who goes deeper, until the last step is done."""
    names = ("front", "middle", "back")
    teams = {name: {"head_count": 1, "skills": {"channels": "phone"}} for name in names}
    teams["front"]["skills"]["does"] = "acknowledge"
    teams["middle"]["skills"]["does"] = "diagnose"
    plan = plan_of(
        LADDER, {"leaves": {"how": "transfer"}}, teams=teams, routing__teams={"phone": ["front"]}
    )
    ladder = tuple(rung._replace(desk=NOBODY) for rung in LADDER)
    plan = with_ladder(plan, ladder, {"front": 1, "middle": middle, "back": 5})
    deeper = plan.layout.fixed["deeper"]
    known = deeper[:, [0, 1, 2, 2, 3, 3] if middle == 3 else [0, 1, 2, 2, 2, 3]]
    record = sound(with_tables(plan, deeper=np.ascontiguousarray(known)))
    passed = 2 + 4 if middle == 3 else 2 + 4 + 8
    assert told(record) == [(PHONE, 1 + passed, 31, 5)]
    pieces = [
        (row["stage"], row["ended"], (row["end"] - row["start"]) / MINUTE) for row in record.pieces
    ]
    assert pieces == [(1, PASSED_ON, 1), (middle, PASSED_ON, passed)]
    (issue,) = record.issues
    assert (issue["state"], issue["transfers"]) == (MET, 2)
