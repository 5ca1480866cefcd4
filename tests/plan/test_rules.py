"""Queues, issue types, chances and the promise as the floor reads them."""

from __future__ import annotations

import pytest

from sim.codes import DISCONNECT, HONEST_PROMISE, KEEP, NO_LIMIT, NOBODY, PUBLIC
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
    assert floor.queues["standing"].tolist() == [0, PUBLIC, 0, 0]
    assert floor.queues["open"].tolist() == [0, 1, 1, 1]
    assert floor.queues["queues_when_closed"].tolist() == [0, 1, 0, 1]
    assert (phone["trunk"], phone["trunks"], phone["room"], phone["second"]) == (0, 9, 4, 1)
    assert (form["trunk"], form["room"], form["second"]) == (NOBODY, NO_LIMIT, NOBODY)
    assert (desk["trunk"], desk["room"], desk["second"]) == (NOBODY, NO_LIMIT, NOBODY)
    assert phone["closing_rule"] == DISCONNECT
    assert desk["closing_rule"] == KEEP
    assert email["expected_reply_s"] == 14400.0
    assert desk["lost"] == 0.02


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
    floor = floor_of(promise={"kind": "honest", "margin": 1.5, "within": "2 h"})
    rule = floor.promise[0]
    assert (rule["kind"], rule["margin"], rule["within_s"]) == (HONEST_PROMISE, 1.5, 7200.0)


def test_nothing_is_counted_before_the_first_move():
    (counters,) = floor_of().counters
    assert set(counters.tolist()) == {0}
