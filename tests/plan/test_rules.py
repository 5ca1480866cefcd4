"""Queues, returns, desks and chances as the floor reads them."""

from __future__ import annotations

import pytest

from sim.codes import (
    ACKNOWLEDGED,
    AFTER_ABANDONED,
    AFTER_BLOCKED,
    AFTER_CLOSED,
    AFTER_UNRESOLVED,
    DIAGNOSED,
    DISCONNECT,
    FIXED,
    HONEST_PROMISE,
    KEEP,
    NOBODY,
    RECURRENCE,
)
from sim.plan import make_plan
from tests.plan.build import scenario


def floor_of(**changes):
    return make_plan(scenario(**changes), 1, 0).fresh_floor()


def test_queues():
    floor = floor_of(
        channels={
            "phone": {
                "lines": 9,
                "waiting_room": 4,
                "at_closing": "disconnect",
                "second_choice": "email",
                "hours": "Mon-Fri 09:00-17:00",
            },
            "email": {"kind": "deferred", "expected_reply": "4 h", "public": "yes"},
            "form": {"kind": "deferred", "when_closed": "turn_away"},
        },
        tasks={"back_office": {"lost": "2 %", "hours": "Mon-Sun 00:00-12:00"}},
    )
    phone, email, form, desk = floor.queues
    assert floor.queues["live"].tolist() == [1, 0, 0, 0]
    assert floor.queues["desk"].tolist() == [0, 0, 0, 1]
    assert floor.queues["public"].tolist() == [0, 1, 0, 0]
    assert floor.queues["open"].tolist() == [0, 1, 1, 1]
    assert floor.queues["queues_when_closed"].tolist() == [0, 1, 0, 1]
    assert (phone["lines"], phone["room"], phone["second"]) == (9, 4, 1)
    assert (form["lines"], form["room"], form["second"]) == (NOBODY, NOBODY, NOBODY)
    assert phone["closing_rule"] == DISCONNECT
    assert desk["closing_rule"] == KEEP
    assert email["expected_reply_s"] == 14400.0
    assert desk["lost"] == 0.02


def test_returns_of_the_channel_then_of_the_scenario():
    floor = floor_of(
        channels={
            "phone": {"second_choice": "chat", "returns": {"abandoned": {"chance": "20 %"}}},
            "chat": {},
        },
        tasks={"back_office": {}},
        returns={
            "abandoned": {"chance": "50 %", "delay": "10 min", "at_opening": "yes", "at_most": 3},
            "unresolved": {"chance": "0 %"},
            "blocked": {"chance": "60 %", "channel": {"same": 0.5, "chat": 0.25, "second": 0.25}},
        },
    )
    back = floor.back
    phone, chat = floor.returns[back[AFTER_ABANDONED, 0]], floor.returns[back[AFTER_ABANDONED, 1]]
    assert (phone["chance"], chat["chance"]) == (0.2, 0.5)
    assert (chat["at_opening"], chat["at_most"], chat["channel"], chat["more"]) == (1, 3, -1, 0)
    assert floor.dists[chat["delay"]]["a"] == 600.0
    first = back[AFTER_BLOCKED, 0]
    ways = floor.returns[first : first + 3]
    assert ways["channel"].tolist() == [-1, 1, -2]
    assert ways["chance"] == pytest.approx([0.3, 0.45, 0.6])
    assert ways["more"].tolist() == [1, 1, 0]
    assert (back[AFTER_UNRESOLVED] == NOBODY).all()
    assert (back[RECURRENCE] == NOBODY).all()
    assert (back[:, 2] == NOBODY).all()


def test_a_closed_channel_sends_to_its_second_choice_unless_told_otherwise():
    channels = {"phone": {"second_choice": "chat"}, "chat": {}}
    floor = floor_of(channels=channels)
    rule = floor.returns[floor.back[AFTER_CLOSED, 0]]
    assert (rule["chance"], rule["channel"]) == (1.0, -2)
    assert floor.dists[rule["delay"]]["a"] == 0.0
    assert floor.back[AFTER_CLOSED, 1] == NOBODY
    told = floor_of(channels=channels, returns={"closed": {"chance": "30 %"}})
    assert told.returns[told.back[AFTER_CLOSED, 0]]["chance"] == 0.3


def test_desks_of_stages():
    floor = floor_of(
        tasks={"tier_2": {}, "outside": {}},
        issue_types={
            "none": {},
            "fix": {"leaves": {"fix": "outside"}},
            "both": {"leaves": {"diagnose": "tier_2", "fix": "outside"}},
        },
    )
    stages = floor.desk_of[:, [ACKNOWLEDGED, DIAGNOSED, FIXED]].tolist()
    assert stages == [[NOBODY, NOBODY, NOBODY], [NOBODY, 2, 2], [NOBODY, 1, 2]]


def test_chance_to_resolve_by_team_then_by_channel():
    floor = floor_of(
        teams={
            "care": {"head_count": 1, "skills": {"channels": "phone"}},
            "experts": {"head_count": 1, "skills": {"channels": "phone", "tasks": "tier_2"}},
        },
        tasks={"tier_2": {}},
        issue_types={
            "question": {
                "resolves": "70 %",
                "resolves_by_channel": {"phone": "60 %"},
                "resolves_by_team": {"experts": "95 %"},
            }
        },
    )
    assert floor.resolves.tolist() == [[0.6, 0.7], [0.95, 0.95]]


def test_issue_types():
    floor = floor_of(
        issue_types={
            "question": {"unresolvable": "3 %"},
            "mailing": {
                "after_contact": "30 s",
                "recurs": {"every": "1 week", "contact_chance": "40 %"},
                "patience": "5 min",
            },
        }
    )
    question, mailing = floor.types
    assert (question["wrap"], question["recurs"], question["patience"]) == (NOBODY,) * 3
    assert question["unresolvable"] == 0.03
    assert floor.dists[mailing["wrap"]]["a"] == 30.0
    assert floor.dists[mailing["recurs"]]["a"] == 604800.0
    assert mailing["recurs_contact"] == 0.4
    assert floor.dists[mailing["patience"]]["a"] == 300.0


def test_expected_work_waiting():
    floor = floor_of(
        tasks={"tier_2": {}, "idle": {}},
        issue_types={
            "easy": {"share": 3, "work": "100 s", "after_contact": "20 s"},
            "hard": {
                "share": 1,
                "work": {"acknowledge": "10 s", "diagnose": "50 s", "fix": "300 s"},
                "leaves": {"fix": "tier_2"},
            },
        },
    )
    assert floor.queues["mean_work_s"] == pytest.approx([(3 * 120 + 360) / 4, 350.0, 0.0])


def test_the_promise_rule():
    row = floor_of(promise={"kind": "honest", "margin": 1.5}).counters[0]
    assert (row["promise"], row["margin"]) == (HONEST_PROMISE, 1.5)
    assert row["jobs"] == row["steps"] == row["moment"] == 0
