"""Laws of contacts that are made again: what a record with returns for no cause is told of."""

from __future__ import annotations

from typing import Any

import pytest

from sim.codes import (
    ABANDONED,
    AFTER_ABANDONED,
    AFTER_BLOCKED,
    AFTER_BROKEN_PROMISE,
    AFTER_CLOSED,
    AFTER_DISCONNECTED,
    AFTER_DROPPED_OUT,
    AFTER_NO_REPLY,
    AFTER_REDIRECTED,
    AFTER_UNRESOLVED,
    BLOCKED,
    BUSY,
    DISCONNECTED,
    DROPPED_OUT,
    ON_DUTY,
    REASONS,
    RECURRENCE,
    REDIRECTED,
    TURNED_AWAY,
    WAITING,
)
from sim.record import Record, check
from tests.record.by_hand import done, issue, lost, record, spell, waiting
from tests.stories.telling import live

CAUSES = {
    AFTER_ABANDONED: ABANDONED,
    AFTER_BLOCKED: BLOCKED,
    AFTER_CLOSED: TURNED_AWAY,
    AFTER_DISCONNECTED: DISCONNECTED,
    AFTER_REDIRECTED: REDIRECTED,
    AFTER_DROPPED_OUT: DROPPED_OUT,
}


def day(*contacts: dict[str, Any], tasks: tuple[dict[str, Any], ...] = ()) -> Record:
    """Two issues with these contacts and tasks, numbered as they come."""
    rows = [{**contact, "number": number} for number, contact in enumerate(contacts)]
    needs = [issue(0, contacts=len(rows), tasks=len(tasks)), issue(0, contacts=len(rows))]
    other = lost(1, 0.0, 0.0, BLOCKED)
    busy = [spell(BUSY, 100, 200)] if any("agent" in row for row in (*rows, *tasks)) else []
    spells = [*busy, spell(ON_DUTY, 0, 3600)]
    return record(needs, [*rows, other], [*tasks], spells=spells, desks=("office",))


def again(reason: int, at: float) -> dict[str, Any]:
    return waiting(0, at, reason=reason)


def law_of(reason: int) -> str:
    return f"contacts: who comes back ({REASONS[reason]}) had cause to"


@pytest.mark.parametrize(("reason", "state"), CAUSES.items())
def test_who_was_lost_comes_back_once_and_later(reason: int, state: int) -> None:
    cause = lost(0, 50.0, 50.0, state)
    assert not any("comes back" in found for found in check(day(cause, again(reason, 50.0))))
    for broken in (
        day(cause, again(reason, 49.0)),  # before
        day(cause, again(reason, 50.0), again(reason, 60.0)),  # twice
        day(lost(0, 50.0, 50.0, BLOCKED if state != BLOCKED else ABANDONED), again(reason, 60.0)),
        day(again(reason, 60.0)),
    ):
        assert any(found.startswith(law_of(reason)) for found in check(broken))


def test_each_return_has_a_cause_of_its_own() -> None:
    causes = [lost(0, at, at, BLOCKED) for at in (50.0, 70.0)]
    sound = day(*causes, again(AFTER_BLOCKED, 80.0), again(AFTER_BLOCKED, 60.0))
    assert check(sound) == []
    early = day(*causes, again(AFTER_BLOCKED, 65.0), again(AFTER_BLOCKED, 60.0))
    assert check(early) == [f"{law_of(AFTER_BLOCKED)}: broken 1 times, first by id 2"]


@pytest.mark.parametrize("reason", [AFTER_UNRESOLVED, AFTER_BROKEN_PROMISE])
def test_who_was_answered_may_come_back(reason: int) -> None:
    talk = done(0, 0, 100, 200)
    assert check(day(talk, again(reason, 200.0))) == []
    early = check(day(talk, again(reason, 199.0)))
    assert early == [f"{law_of(reason)}: broken 1 times, first by id 1"]


def test_a_task_in_vain_is_a_cause() -> None:
    task = {**done(0, 0, 100, 200), "queue": 1}  # the only desk
    assert check(day(again(AFTER_UNRESOLVED, 200.0), tasks=(task,))) == []
    assert check(day(again(AFTER_BROKEN_PROMISE, 200.0), tasks=(task,))) != []


def test_who_waits_for_a_reply_needs_no_other_cause() -> None:
    assert check(day(waiting(0, 0.0), again(AFTER_NO_REPLY, 50.0))) == []


def test_harm_makes_contacts_as_often_as_it_repeats() -> None:
    whole = day(waiting(0, 0.0), again(RECURRENCE, 50.0))
    law = "issues: harm repeats as often as contacts are made for it: broken 1 times, first by id 0"
    assert check(whole) == [law]
    whole.issues["recurrences"][0] = 1
    assert check(whole) == []


def test_a_talk_whose_after_contact_work_was_handed_back_may_break_a_promise() -> None:
    told = live(
        """
demand: {calls: {trace: [0], channels: phone}}
issue_types:
  question:
    work: {acknowledge: 10 min}
    after_contact: 1 h
    authority: 1
    leaves: {fix: lab}
channels: {phone: {}}
tasks: {lab: {}}
teams:
  care:
    head_count: {agents: 1, hours: Mon 00:00-00:30}
    skills: {channels: phone}
    end_of_shift: hand_back
promise: {kind: fixed, within: 1 h}
returns: {broken_promise: 100 %}
"""
    )
    first, second = told.contacts[:2]
    assert (first["state"], first["ended_at"]) == (WAITING, 600.0)
    assert (second["reason"], second["opened_at"]) == (AFTER_BROKEN_PROMISE, 4200.0)
