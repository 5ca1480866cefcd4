"""Moves made one by one: what is so at once, before any other moment has come."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from sim.codes import (
    AFTER_ABANDONED,
    AFTER_BROKEN_PROMISE,
    AFTER_NO_REPLY,
    DONE,
    FINISH,
    MET,
    NEED,
    NOT_MADE,
    NOT_OFFERED,
    NOT_REACHED,
    NOTHING,
    OPEN,
    PROMISE_DUE,
    RECUR,
    REPLY_DUE,
    U_LOST,
)
from sim.draws.threefry import uniform
from sim.floor.callback import callback_of
from sim.floor.customer import arrive, come_back, expect_reply, recur
from sim.floor.draws import strikes
from sim.floor.moves import carry_on, happen
from sim.floor.outcome import finish, pass_on
from sim.floor.prepare import prepare
from sim.floor.promise import promise
from sim.floor.reactions import MOST_CONTACTS, new_contact
from sim.floor.times import unset
from sim.plan import Plan, make_plan
from tests.floor.by_hand import Rules, ready, way
from tests.plan.build import scenario


def plan_of(**changes: Any) -> Plan:
    """A call at the beginning of a day, about a fault that two desks deal with."""
    work = {"acknowledge": "1 min", "diagnose": "1 min", "fix": "1 min"}
    return make_plan(
        scenario(
            **{
                "clock__length": "1 day",
                "demand": {"calls": {"trace": [0]}},
                "issue_types": {
                    "fault": {"work": work, "leaves": {"diagnose": "lab", "fix": "shop"}}
                },
                "tasks": {"lab": {}, "shop": {}},
                "teams": {
                    "care": {"head_count": 1, "skills": {"channels": "phone"}},
                    "shop": {"head_count": 0, "skills": {"tasks": ["lab", "shop"]}},
                },
                "promise": {"kind": "fixed", "within": "1 h"},
                **changes,
            }
        ),
        seed=1,
    )


CARE = {"care": {"head_count": 1, "skills": {"channels": "phone"}}}
PHONE, LAB, SHOP = range(3)


def floor_of(plan: Plan) -> tuple[Any, Any]:
    """The floor, and its issue: open, with one contact."""
    floor = ready(plan)
    issue = floor.issues[0]
    issue.state = OPEN
    new_contact(floor, issue, PHONE, NEED)
    return floor, issue


def asked(floor: Any) -> list[tuple[float, int]]:
    """The moments asked for so far."""
    return [(event.at, event.kind) for event in floor.events[: floor.counters[0].events]]


def test_without_after_contact_work_the_agent_is_free_when_the_customer_goes() -> None:
    floor = ready(plan_of())
    for moment in floor.moments:
        if moment.at == 0.0:  # the agent comes
            happen(floor, 0.0, moment.kind, moment.id, moment.value)
            while floor.counters[0].follow_ups:
                carry_on(floor, 0.0)
    arrive(floor, 0.0, 0)
    finish(floor, 180.0, 0)
    assert (floor.jobs[0].state, floor.jobs[0].freed_at) == (DONE, 180.0)
    assert floor.agents[0].holding == 0
    assert floor.teams[0].idle == 1
    assert asked(floor) == [(180.0, FINISH)]
    assert (floor.issues[0].state, floor.issues[0].round) == (MET, 0)


def test_a_return_that_is_not_made_is_awaited_no_more() -> None:
    floor, issue = floor_of(plan_of())
    issue.state = MET
    come_back(floor, 60.0, 0)
    assert (floor.jobs[0].state, issue.pending) == (NOT_MADE, 0)


def test_a_promise_is_watched_only_if_somebody_may_chase() -> None:
    """What fails is counted: a promise that nobody heeds must not count as one."""
    for reason, moments in (
        (AFTER_BROKEN_PROMISE, [(3660.0, PROMISE_DUE)]),
        (AFTER_ABANDONED, []),
    ):
        floor, issue = floor_of(Rules().add(way(), reason=reason).on(plan_of()))
        issue.stage = 1
        promise(floor, 60.0, issue, floor.jobs[0])
        assert floor.jobs[0].promised_at == 3660.0
        assert asked(floor) == moments


def test_a_reply_is_looked_for_only_if_somebody_may_chase() -> None:
    for reason, moments in ((AFTER_NO_REPLY, [(1860.0, REPLY_DUE)]), (AFTER_ABANDONED, [])):
        floor, _ = floor_of(Rules().add(way(), reason=reason).on(plan_of()))
        floor.queues[PHONE].expected_reply_s = 1800.0
        expect_reply(floor, 60.0, floor.jobs[0])
        assert asked(floor) == moments


@pytest.mark.parametrize(
    ("recurrences", "contacts", "moments"),
    [
        (MOST_CONTACTS - 1, 1, 1),
        *((MOST_CONTACTS, 1, 0), (1, MOST_CONTACTS, 0), (1, MOST_CONTACTS - 1, 1)),
    ],
)
def test_harm_ends_after_very_many_times(recurrences: int, contacts: int, moments: int) -> None:
    kind = {"work": "5 min", "recurs": {"every": "1 h", "contact_chance": "0 %"}}
    floor, issue = floor_of(plan_of(issue_types={"fault": kind}, tasks={}, teams=CARE))
    issue.recurrences, issue.contacts = recurrences, contacts
    recur(floor, 60.0, 0)
    assert asked(floor) == [(3660.0, RECUR)] * moments
    assert issue.recurrences == recurrences + moments


@pytest.mark.parametrize("rows", [0, 1])
def test_without_callbacks_none_is_offered(rows: int) -> None:
    callbacks: list[Any] = [SimpleNamespace(state=NOT_REACHED)] * rows
    floor: Any = SimpleNamespace(callbacks=callbacks)
    job: Any = SimpleNamespace(id=0)
    assert callback_of(floor, job) == (NOT_REACHED if rows else NOT_OFFERED)


def test_nothing_is_promised_in_a_task() -> None:
    """The lab has diagnosed: the fix is left to the shop, and the customer does not hear of it."""
    floor, issue = floor_of(Rules().add(way(), reason=AFTER_BROKEN_PROMISE).on(plan_of()))
    task = floor.jobs[0]
    task.queue, task.stage, issue.stage = LAB, 2, 2
    pass_on(floor, 60.0, issue, task)
    assert (floor.jobs[1].queue, floor.jobs[1].reason) == (SHOP, NEED)
    assert unset(task.promised_at)
    assert asked(floor) == []


def test_a_chance_strikes_below_itself() -> None:
    issue = ready(plan_of()).issues[0]
    u = uniform(issue.key0, issue.key1, U_LOST, 3)
    assert not strikes(issue, u, U_LOST, 3)
    assert strikes(issue, u + 1e-9, U_LOST, 3)


def test_who_comes_after_the_need_was_met_reaches_nothing() -> None:
    """Passed on after the first step, and met elsewhere before the second: a chase."""
    floor, issue = floor_of(plan_of())
    contact, agent = floor.jobs[0], floor.agents[0]
    contact.stage, contact.line = 1, floor.line_of[PHONE, issue.group]
    issue.state, issue.stage = MET, 3
    prepare(floor, 60.0, agent, contact)
    assert (contact.stage, contact.left_s) == (NOTHING, 120.0)
