"""Measures of work in several pieces, and of the waits between them, by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sim.codes import ABANDONED, BUSY, HANDED_BACK, INTERRUPTED, ON_DUTY, PASSED_ON, WAITING
from sim.kpi import by_hour
from sim.kpi.summary import summarise
from sim.record import Record
from sim.scenario.model import Concurrency, Desk, Scenario
from tests.kpi.shops import expect, numbers, shop, team
from tests.record.by_hand import done, issue, lost, piece, record, spell

NAN = float("nan")
BACK: dict[str, Any] = {"agent": 2, "team": 1}


def two_teams(**care: Any) -> Scenario:
    return shop(tasks={"office": Desk()}, teams={"care": team(**care), "back": team()})


def day(**rest: Any) -> Record:
    """Agents 0 and 1 of care, agent 2 of back; every contact has its own issue."""
    return record(
        [issue(0) for _ in range(8)],
        [
            # Passed on from care to back, after a wait of 30 s; after-contact work until 200.
            done(0, 0, 10, 160, freed_at=200, taken_at=100, requeues=1, transfers=1, **BACK),
            # Handed back, and gone 100 s later.
            lost(
                1, 100, 250, ABANDONED, answered_at=100, taken_at=100, requeues=1, agent=1, team=0
            ),
            # Put aside for 100 s, and resumed.
            done(2, 300, 300, 560, taken_at=500, agent=1),
            # Put aside, handed back 50 s later, resumed by back after another 50 s.
            done(3, 600, 600, 800, taken_at=750, requeues=1, **BACK),
            # Handed back when the customer has gone: after the talk, and at its end.
            done(4, 900, 900, 930, freed_at=1010, taken_at=1000, requeues=1, agent=1),
            done(5, 1100, 1100, 1150, freed_at=1210, taken_at=1200, requeues=1),
            # Passed on, and never taken up again.
            done(6, 3500, 3500, NAN, state=WAITING, freed_at=NAN, requeues=1, transfers=1),
            # In one piece.
            done(7, 2000, 2005, 2050, freed_at=2065),
        ],
        teams_of_agents=(0, 0, 1),
        teams=("care", "back"),
        desks=("office",),
        # As the floor notes them, in the order of their ends.
        pieces=[
            piece(0, 10, 70, PASSED_ON),
            piece(1, 100, 150, HANDED_BACK, agent=1),
            piece(2, 300, 400, INTERRUPTED, agent=1),
            piece(3, 600, 650, INTERRUPTED),
            piece(3, 700, 700, HANDED_BACK),
            piece(4, 900, 950, HANDED_BACK),
            piece(5, 1100, 1150, HANDED_BACK),
            piece(6, 3500, 3550, PASSED_ON),
        ],
        **rest,
    )


def test_handle_time_is_that_of_all_pieces():
    found = numbers(day(), two_teams())
    handled = [60 + 100, 100 + 60, 50 + 50, 50 + 10, 50 + 10, 60]
    for prefix in ("phone", "types.question", "segments.everyone"):
        expect(found, prefix, mean_handle_s=sum(handled) / 6)
    # By contact and team: the two agents of care who worked on one contact are one team.
    expect(found, "teams.care", mean_handle_s=(60 + 160 + 50 + 60 + 60 + 60) / 6)
    expect(found, "teams.back", mean_handle_s=(100 + 50) / 2)


def test_only_measured_contacts_are_handled():
    found = numbers(day(window=(250, 2000, 7200)), two_teams())
    expect(found, "phone", mean_handle_s=(160 + 100 + 60 + 60) / 4)
    expect(found, "teams.care", mean_handle_s=(160 + 50 + 60 + 60) / 4)
    expect(found, "teams.back", mean_handle_s=50)


def test_the_queue_holds_who_waits_again():
    found = numbers(day(), two_teams())
    # First waits of 10 and 5 s, then 30, 100 and 50 s, and from 3550 s to the window's end.
    waited = 10 + 5 + 30 + 100 + 50 + 50
    for prefix in ("phone", "types.question", "segments.everyone"):
        expect(found, prefix, mean_queue=waited / 3600, mean_wait_s=15 / 8)
    expect(found, "phone", backlog_end=0, waiting_at_stop=0)
    hours = by_hour(day(), two_teams())["phone.mean_queue"]
    assert hours[0] == pytest.approx(waited / 3600)
    assert summarise(day(), two_teams())["week.waiting"].numerator[0] == hours[0]


def test_later_waits_are_cut_to_the_window():
    found = numbers(day(window=(80, 180, 7200)), two_teams())
    expect(found, "phone", mean_queue=(20 + 30) / 100)


def test_each_channel_has_its_own_later_waits():
    mixed = day(channels=("phone", "mail"))
    mixed.contacts["queue"][[1, 3]] = 1
    scenario = shop(
        {name: shop().channels["phone"] for name in ("phone", "mail")},
        tasks={"office": Desk()},
        teams={"care": team(), "back": team()},
    )
    found, hours = numbers(mixed, scenario), by_hour(mixed, scenario)
    for name, waited in (("phone", 10 + 5 + 30 + 50), ("mail", 100 + 50)):
        expect(found, name, mean_queue=waited / 3600)
        assert hours[f"{name}.mean_queue"][0] == pytest.approx(waited / 3600)


def test_everything_in_hand_counts():
    """Two chats and then a task, of which the agent has one or two in hand."""
    shift = record(
        [issue(0, tasks=1), issue(0)],
        [
            done(0, 0, 0, 500, taken_at=400, requeues=1),
            done(1, 0, 50, 350),
        ],
        [done(0, 500, 500, 4000, queue=1)],
        spells=[spell(ON_DUTY, 0, 4000), spell(BUSY, 0, 350), spell(BUSY, 400, 4000)],
        desks=("office",),
        pieces=[piece(0, 0, 100, HANDED_BACK)],
    )
    care = team(concurrency=Concurrency(contacts=2))
    found = numbers(shift, shop(tasks={"office": Desk()}, teams={"care": care}))
    in_hand = 100 + 300 + 100 + 3100
    expect(found, "teams.care", mean_contacts_in_hand=in_hand / 3600)
    expect(found, "teams.care", concurrency_when_busy=in_hand / (350 + 3200))


def test_the_order_of_the_table_says_nothing():
    turned = replace(day(), pieces=day().pieces[::-1])
    assert numbers(turned, two_teams()) == pytest.approx(numbers(day(), two_teams()), nan_ok=True)
