"""Each chance and each duration of an issue has draws of its own, by purpose and by number.

Two that shared a draw would go together: who is lost would be denied as well.
"""

from __future__ import annotations

from typing import Any

import pytest

from sim.codes import (
    AFTER_UNRESOLVED,
    AGREED,
    CALLED,
    D_CHASE,
    D_FIX,
    D_PATIENCE,
    D_RECUR,
    D_RETURN,
    D_TRANSFER,
    D_WRAP,
    DECLINED,
    DENIED,
    DONE,
    LOST,
    MET,
    NOT_REACHED,
    PASSED_ON,
    SEEN_THROUGH,
    U_CALLBACK,
    U_DENY,
    U_LOST,
    U_PICKS_UP,
    U_RECUR,
    U_RESOLVE,
    U_RETURN,
    U_SEEN_THROUGH,
    U_TRANSFER,
)
from sim.draws.quantiles import value
from sim.draws.threefry import uniform
from sim.engine.objects import as_objects
from sim.floor.draws import OF_TASKS
from sim.floor.waiting import OF_REQUEUES
from sim.plan import make_plan
from sim.record import Record
from tests.stories.telling import live, scenario_of

TRACE = "trace: [" + ", ".join(str(600 * k) for k in range(100)) + "]"


class Drawn:
    """The draws about the issues of a text's day."""

    def __init__(self, text: str) -> None:
        self.floor: Any = as_objects(make_plan(scenario_of(text), seed=1).fresh_floor())

    def chance(self, row: Any, purpose: int, number: int) -> float:
        """The number between 0 and 1 that decides about something of a row's issue."""
        issue = self.floor.issues[row["issue"]]
        return uniform(issue.key0, issue.key1, purpose, int(number))

    def seconds(self, row: Any, dist: int, purpose: int, number: int) -> float:
        """A duration of a row's issue."""
        issue = self.floor.issues[row["issue"]]
        floor = self.floor
        return value(floor.dists, floor.knots, dist, issue.key0, issue.key1, purpose, int(number))


def of_issue(table: Any, issue: int) -> list[Any]:
    """The rows of an issue, by number."""
    return sorted(table[table["issue"] == issue], key=lambda row: row["number"])


FATES = f"""
demand: {{calls: {{{TRACE}}}}}
issue_types:
  fault:
    work: {{acknowledge: 1 min, fix: exponential(2 min)}}
    after_contact: exponential(30 s)
    leaves: {{fix: back}}
    resolves: 40 %
    unresolvable: 20 %
channels: {{phone: {{returns: {{unresolved: {{chance: 70 %, delay: exponential(1 h)}}}}}}}}
tasks: {{back: {{lost: 20 %}}}}
teams:
  care: {{head_count: 99, skills: {{channels: phone, does: acknowledge}}}}
  clerks: {{head_count: 99, skills: {{tasks: back}}}}
"""


def test_what_becomes_of_an_issue_round_by_round() -> None:
    """Lost by the task's number, denied once for all, resolved by the round, back by contacts."""
    record, drawn = live(FATES), Drawn(FATES)
    (kind,) = drawn.floor.types
    fix = drawn.floor.steps[kind.first_step + 2].work
    delay = drawn.floor.alternatives[0].delay
    seen = {"lost": 0, "denied": 0, "met": 0, "returned": 0, "silent": 0}
    for issue in record.issues[:60]:  # the others may not be done by the end
        contacts, tasks = (
            of_issue(record.contacts, issue["id"]),
            of_issue(record.tasks, issue["id"]),
        )
        for k, (contact, task) in enumerate(zip(contacts, tasks, strict=True)):
            wrap = drawn.seconds(contact, kind.wrap, D_WRAP, k)
            assert contact["freed_at"] == contact["ended_at"] + wrap
            is_lost = drawn.chance(task, U_LOST, k) < 0.2
            assert (task["state"] == LOST) == is_lost
            if is_lost:
                seen["lost"] += 1
                assert issue["lost_tasks"] == 1
                assert len(contacts) == k + 1
                continue
            round_s = drawn.seconds(task, fix, D_FIX, k)
            assert task["ended_at"] == task["answered_at"] + round_s
            fate = MET if drawn.chance(task, U_RESOLVE, k) < 0.4 else None
            fate = DENIED if drawn.chance(task, U_DENY, 0) < 0.2 else fate
            assert (issue["state"] == fate and issue["round"] == k) == (fate is not None)
            returns = drawn.chance(task, U_RETURN + AFTER_UNRESOLVED, k + 1) < 0.7
            assert (len(contacts) > k + 1) == (fate is None and returns)
            if len(contacts) > k + 1:
                after_s = drawn.seconds(task, delay, D_RETURN + AFTER_UNRESOLVED, k + 1)
                assert contacts[k + 1]["opened_at"] == task["ended_at"] + after_s
            seen["denied"] += fate == DENIED
            seen["met"] += fate == MET
            seen["returned"] += fate is None and returns
            seen["silent"] += fate is None and not returns
    assert min(seen.values()) > 5


HARM = """
demand: {calls: {trace: [0, 60, 120, 180, 240]}}
issue_types:
  mailing:
    work: {acknowledge: 1 min, fix: 1 h}
    chase: exponential(1 min)
    recurs: {every: exponential(1 h), contact_chance: 50 %}
channels: {phone: {}}
teams: {care: {head_count: 99, skills: {channels: phone, does: acknowledge}}}
"""


def test_harm_by_the_number_of_the_recurrence() -> None:
    record, drawn = live(HARM), Drawn(HARM)
    (kind,) = drawn.floor.types
    for issue in record.issues:
        first, *others = of_issue(record.contacts, issue["id"])
        at, called = first["opened_at"], []
        for number in range(issue["recurrences"] + 1):
            if number and drawn.chance(first, U_RECUR, number) < 0.5:
                called.append(at)
            at += drawn.seconds(first, kind.recurs, D_RECUR, number)
        assert at > 86400.0
        assert [contact["opened_at"] for contact in others] == called
        assert len(called) > 3
        for contact in others:
            chase = drawn.seconds(contact, kind.chase, D_CHASE, contact["number"])
            if contact["state"] == DONE:
                assert contact["ended_at"] == contact["answered_at"] + chase


VAIN = f"""
demand: {{calls: {{{TRACE}}}}}
issue_types:
  fault:
    work: {{acknowledge: 1 min, diagnose: 1 min, fix: 1 min}}
    leaves: {{fix: shop}}
    chase: exponential(1 min)
channels: {{phone: {{returns: {{unresolved: {{chance: 100 %, delay: 1 h, at_most: 1}}}}}}}}
tasks: {{shop: {{}}}}
teams:
  care: {{head_count: 99, skills: {{channels: phone, does: acknowledge}}}}
  shop: {{head_count: 99, skills: {{tasks: shop, does: acknowledge}}}}
"""


def test_looks_at_what_one_cannot_do_at_a_desk_are_not_those_on_the_phone() -> None:
    """The second contact and the first two tasks bring nothing: each takes a draw of its own."""
    record, drawn = live(VAIN), Drawn(VAIN)
    (kind,) = drawn.floor.types
    looks = [(row, OF_TASKS) for row in record.tasks]
    looks += [(row, 0) for row in record.contacts if row["number"] > 0]
    assert {(row["number"], base) for row, base in looks} == {(0, OF_TASKS), (1, OF_TASKS), (1, 0)}
    for row, base in looks:
        if row["state"] == DONE:
            took = drawn.seconds(row, kind.chase, D_CHASE, base + int(row["number"]))
            assert row["ended_at"] == row["answered_at"] + took


WRONG = f"""
demand: {{calls: {{{TRACE}}}}}
issue_types: {{question: {{work: 1 min, resolves: 0 %}}}}
channels: {{phone: {{returns: {{unresolved: {{chance: 100 %, delay: 1 h, at_most: 1}}}}}}}}
teams:
  care: {{head_count: 99, skills: {{channels: phone}}}}
  experts: {{head_count: 99, skills: {{channels: phone}}}}
routing:
  teams: {{phone: care}}
  transfers: {{from: care, to: experts, chance: 30 %, after: exponential(30 s)}}
"""


def test_the_wrong_team_by_the_number_of_the_contact() -> None:
    record, drawn = live(WRONG), Drawn(WRONG)
    (rule,) = drawn.floor.transfers
    passed = {0: 0, 1: 0}
    for contact in record.contacts:
        is_wrong = drawn.chance(contact, U_TRANSFER, contact["number"]) < 0.3
        assert contact["transfers"] == is_wrong
        for piece in record.pieces[record.pieces["job"] == contact["id"]]:
            after_s = drawn.seconds(contact, rule.after, D_TRANSFER, contact["number"])
            assert (piece["ended"], piece["end"] - piece["start"]) == (PASSED_ON, after_s)
            passed[contact["number"]] += 1
    assert min(passed.values()) > 20
    passes = [sum(of_issue(record.contacts, i)[k]["transfers"] for k in (0, 1)) for i in range(90)]
    assert record.issues["transfers"][:90].tolist() == passes


CALLS_BACK = f"""
demand: {{calls: {{{TRACE}}}}}
issue_types: {{question: {{work: 1 min, resolves: 0 %}}}}
channels:
  phone:
    patience: exponential(1 h)
    automatic_reply: 40 %
    callback: {{after: 1 min, accepts: 60 %, answers: 50 %}}
    returns:
      unresolved: {{chance: 100 %, delay: 2 h, at_most: 2}}
      abandoned: {{chance: 100 %, delay: 2 h, at_most: 2}}
teams:
  care: {{head_count: {{agents: 99, hours: "Mon 09:00-10:00"}}, skills: {{channels: phone}}}}
"""


def test_callbacks_replies_and_patience_by_the_number_of_the_contact() -> None:
    record, drawn = live(CALLS_BACK), Drawn(CALLS_BACK)
    (queue,) = drawn.floor.queues
    offers, picked_up, numbers = record.details["callbacks"], {True: 0, False: 0}, set()
    for contact in record.contacts:
        number = int(contact["number"])
        (reply,) = _of(record, "automatic_replies", contact)
        seen = drawn.chance(contact, U_SEEN_THROUGH, number) < 0.4
        assert (reply["state"] == SEEN_THROUGH) == seen
        for offer in offers[offers["job"] == contact["id"]]:
            accepts = drawn.chance(contact, U_CALLBACK, number) < 0.6
            assert (offer["state"] != DECLINED) == accepts
            if offer["state"] in (CALLED, NOT_REACHED):
                picks_up = drawn.chance(contact, U_PICKS_UP, number) < 0.5
                assert (offer["state"] == CALLED) == picks_up
                picked_up[picks_up] += 1
            patience = drawn.seconds(contact, queue.patience, D_PATIENCE, number)
            if offer["state"] == DECLINED and contact["opened_at"] + patience < 9 * 3600.0:
                assert contact["ended_at"] == contact["opened_at"] + patience
                numbers.add(number)
    assert min(picked_up.values()) > 5
    assert numbers == {0, 1, 2}
    assert AGREED in offers["state"]


def _of(record: Record, name: str, contact: Any) -> Any:
    table = record.details[name]
    return table[table["job"] == contact["id"]]


HANDED_ON = f"""
demand: {{calls: {{{TRACE}}}}}
issue_types: {{question: {{work: 1 min OWN}}}}
channels: {{phone: {{patience: exponential(1 h)}}}}
teams:
  care: {{head_count: 99, skills: {{channels: phone}}}}
  experts: {{head_count: 0, skills: {{channels: phone}}}}
routing:
  teams: {{phone: care}}
  transfers: {{from: care, to: experts, chance: 100 %, after: 30 s}}
"""


@pytest.mark.parametrize("own", ["", ", patience: exponential(20 min)"])
def test_patience_is_drawn_anew_in_the_next_line(own: str) -> None:
    """The type's own, if it has one."""
    text = HANDED_ON.replace(" OWN", own)
    record, drawn = live(text), Drawn(text)
    (queue,), (kind,) = drawn.floor.queues, drawn.floor.types
    dist = kind.patience if own else queue.patience
    for contact in record.contacts[:90]:
        patience = drawn.seconds(contact, dist, D_PATIENCE, OF_REQUEUES)
        if contact["opened_at"] + 30.0 + patience < 86400.0:
            assert contact["ended_at"] == contact["opened_at"] + 30.0 + patience
