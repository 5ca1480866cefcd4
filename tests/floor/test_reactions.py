"""What a customer does when something happens: rows written by hand, one after the other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import (
    AFTER_ABANDONED,
    AFTER_BLOCKED,
    AFTER_CLOSED,
    ANY,
    COME_BACK,
    FUTURE,
    GAVE_UP,
    OPEN,
    PUBLIC,
    REOPENED,
    SAME_CHANNEL,
    SECOND_CHOICE,
    U_RETURN,
)
from sim.draws.threefry import uniform
from sim.floor.allocation import allot
from sim.floor.reactions import MOST_CONTACTS, may_react, react, reaction_to
from sim.floor.times import INFINITE
from sim.plan import Plan, make_plan
from tests.floor.by_hand import Rules, ready, sound, way
from tests.plan.build import scenario

PHONE, CHAT, EMAIL = range(3)
PRIVATE, GOLD = range(2)
MINUTE, HOUR = 60.0, 3600.0
NOW = 3 * HOUR


def plan_of(**changes: Any) -> Plan:
    """A plan of three channels and two segments."""
    return make_plan(
        scenario(
            **{
                "clock__length": "1 day",
                "customers__segments": {"private": {}, "gold": {}},
                "channels": {
                    "phone": {"second_choice": "email", "hours": "Mon-Sun 09:00-17:00"},
                    "chat": {},
                    "email": {"kind": "deferred", "hours": "Mon-Sun 08:00-17:00"},
                },
                "teams__care__skills": {"channels": ["phone", "chat", "email"]},
                **changes,
            }
        ),
        seed=1,
    )


PLAN = plan_of()


def floor_with(rules: Rules, **issue: float) -> tuple[Any, Any]:
    """A floor with these rules, and its first issue: open, after one contact."""
    floor = ready(rules.on(PLAN))
    someone = floor.issues[0]
    for name, value in {"state": OPEN, "contacts": 1, "pending": 0, **issue}.items():
        setattr(someone, name, value)
    return floor, someone


def matched(rules: Rules, queue: int = PHONE, reason: int = AFTER_ABANDONED, **issue: float) -> int:
    """The row that matches."""
    floor, someone = floor_with(rules, **issue)
    return reaction_to(floor, someone, reason, queue)


def events_of(floor: Any) -> list[tuple[float, int, int]]:
    """The moments asked for."""
    return [(e.at, e.kind, e.id) for e in floor.events[: floor.counters[0].events]]


# -- which row counts ------------------------------------------------------------------------


def test_the_first_row_that_matches_counts() -> None:
    rules = Rules().add(segment=GOLD).add().add(segment=PRIVATE).add()
    assert matched(rules, segment=GOLD) == 0
    assert matched(rules, segment=PRIVATE) == 1


@pytest.mark.parametrize(
    ("row", "state", "matches"),
    [
        ({"queue": PHONE}, {}, True),
        ({"queue": CHAT}, {}, False),
        ({"queue": ANY}, {}, True),
        ({"segment": GOLD}, {"segment": GOLD}, True),
        ({"segment": GOLD}, {"segment": PRIVATE}, False),
        ({"segment": PRIVATE}, {"segment": PRIVATE}, True),
        ({"segment": ANY}, {"segment": GOLD}, True),
        ({"failures": 2}, {"failures": 1}, False),
        ({"failures": 2}, {"failures": 2}, True),
        ({"failures": 2}, {"failures": 3}, True),
        ({"contacts": 2}, {"contacts": 1}, True),
        ({"contacts": 2}, {"contacts": 2}, True),
        ({"contacts": 2}, {"contacts": 3}, False),
        ({"standing": PUBLIC}, {"standing": 0}, False),
        ({"standing": PUBLIC}, {"standing": REOPENED}, False),
        ({"standing": PUBLIC}, {"standing": PUBLIC}, True),
        ({"standing": PUBLIC}, {"standing": PUBLIC | REOPENED}, True),
        ({"standing": PUBLIC | REOPENED}, {"standing": PUBLIC}, False),
        ({"standing": PUBLIC | REOPENED}, {"standing": PUBLIC | REOPENED}, True),
        ({"standing": 0}, {"standing": PUBLIC}, True),
    ],
)
def test_a_row_has_conditions(row: Any, state: Any, matches: bool) -> None:
    """One that does not match is passed over, for the next."""
    assert matched(Rules().add(**row), **state) == (0 if matches else -1)
    assert matched(Rules().add(**row).add(), **state) == (0 if matches else 1)


def test_all_conditions_of_a_row_must_hold() -> None:
    row = {"queue": CHAT, "segment": GOLD, "failures": 2, "contacts": 3, "standing": PUBLIC}
    holds = {"segment": GOLD, "failures": 2, "contacts": 3, "standing": PUBLIC}
    assert matched(Rules().add(**row), CHAT, **holds) == 0
    assert matched(Rules().add(**row), PHONE, **holds) == -1
    fails = {"segment": PRIVATE, "failures": 1, "contacts": 4, "standing": REOPENED}
    for name, value in fails.items():
        assert matched(Rules().add(**row), CHAT, **{**holds, name: value}) == -1, name


def test_rows_of_another_reason_do_not_count() -> None:
    rules = Rules().add(reason=AFTER_ABANDONED).add(reason=AFTER_BLOCKED)
    found = [matched(rules, reason=r) for r in (AFTER_ABANDONED, AFTER_BLOCKED, AFTER_CLOSED)]
    assert found == [0, 1, -1]


def test_whether_anybody_may_react_depends_on_reason_and_queue_alone() -> None:
    floor, _ = floor_with(Rules().add(queue=CHAT, segment=GOLD, failures=9))
    assert may_react(floor, AFTER_ABANDONED, CHAT)
    assert not may_react(floor, AFTER_ABANDONED, PHONE)
    assert not may_react(floor, AFTER_BLOCKED, CHAT)


# -- what becomes of it ----------------------------------------------------------------------


def test_the_next_contact_is_planned() -> None:
    rules = Rules().add(way(delay="10 min"))
    floor, someone = floor_with(rules, contacts=3, failures=1, pending=2)
    assert react(floor, NOW, someone, AFTER_ABANDONED, CHAT)
    (job,) = floor.jobs[: floor.counters[0].jobs]
    assert (job.issue, job.number, job.queue, job.state) == (someone.id, 3, CHAT, FUTURE)
    assert job.reason == AFTER_ABANDONED
    assert (someone.contacts, someone.pending, someone.failures) == (4, 3, 2)
    assert events_of(floor) == [(NOW + 10 * MINUTE, COME_BACK, job.id)]


def test_a_failure_is_counted_before_a_row_is_looked_for() -> None:
    rules = Rules().add(way(), failures=2)
    floor, someone = floor_with(rules)
    assert not react(floor, NOW, someone, AFTER_ABANDONED, PHONE)
    assert someone.failures == 1
    assert react(floor, NOW, someone, AFTER_ABANDONED, PHONE)
    assert someone.failures == 2


def test_a_lost_chance_is_not_followed_by_another_row() -> None:
    floor, someone = floor_with(Rules().add(way(chance=0.0)).add(way(chance=1.0)))
    assert not react(floor, NOW, someone, AFTER_ABANDONED, PHONE)
    assert (someone.failures, someone.contacts, someone.pending) == (1, 1, 0)
    assert floor.counters[0].jobs == floor.counters[0].events == 0


def test_a_chance_is_lost_at_itself() -> None:
    """The number drawn must be below."""
    floor, someone = floor_with(Rules())
    u = uniform(someone.key0, someone.key1, U_RETURN + AFTER_ABANDONED, 1)
    for chance, reacts in ((u, False), (u + 1e-9, True)):
        floor, someone = floor_with(Rules().add(way(chance)))
        assert react(floor, NOW, someone, AFTER_ABANDONED, PHONE) == reacts


def test_a_row_without_alternatives_stops() -> None:
    rules = Rules().add(segment=GOLD).add(way())
    floor, someone = floor_with(rules, segment=GOLD)
    assert not react(floor, NOW, someone, AFTER_ABANDONED, PHONE)
    assert floor.counters[0].jobs == floor.counters[0].events == 0
    assert someone.failures == 1
    floor, someone = floor_with(rules, segment=PRIVATE)
    assert react(floor, NOW, someone, AFTER_ABANDONED, PHONE)


def test_whoever_is_done_does_not_react() -> None:
    floor, someone = floor_with(Rules().add(way()), state=GAVE_UP)
    assert not react(floor, NOW, someone, AFTER_ABANDONED, PHONE)
    assert someone.failures == 0


@pytest.mark.parametrize(
    ("contacts", "reacts"), [(MOST_CONTACTS - 1, True), (MOST_CONTACTS, False)]
)
def test_after_very_many_contacts_nobody_reacts(contacts: int, reacts: bool) -> None:
    floor, someone = floor_with(Rules().add(way()), contacts=contacts)
    assert react(floor, NOW, someone, AFTER_ABANDONED, PHONE) == reacts


def test_one_number_decides_among_the_alternatives() -> None:
    """It depends on the reason and on how many contacts there were; chances are cumulative."""
    rules = Rules().add(way(0.3, CHAT), way(0.4, PHONE), way(0.8, EMAIL))
    rules.add(way(0.5, PHONE), reason=AFTER_BLOCKED)
    floor = ready(rules.on(PLAN))
    found = []
    for issue in floor.issues[:400]:
        issue.state, issue.contacts = OPEN, 1 + issue.id % 3
        u = uniform(issue.key0, issue.key1, U_RETURN + AFTER_ABANDONED, issue.contacts)
        floor.counters[0].jobs = floor.counters[0].events = 0
        allot(floor)
        planned = react(floor, NOW, issue, AFTER_ABANDONED, PHONE)
        expected = CHAT if u < 0.3 else PHONE if u < 0.4 else EMAIL if u < 0.8 else None
        assert (floor.jobs[0].queue if planned else None) == expected
        found.append(expected)
    assert [found.count(one) / 400 for one in (CHAT, PHONE, EMAIL, None)] == pytest.approx(
        [0.3, 0.1, 0.4, 0.2], abs=0.08
    )


@pytest.mark.parametrize(
    ("channel", "happened_in", "goes_to"),
    [
        (SAME_CHANNEL, CHAT, CHAT),
        (SECOND_CHOICE, PHONE, EMAIL),
        (SECOND_CHOICE, CHAT, CHAT),  # there is none
        (PHONE, CHAT, PHONE),
    ],
)
def test_where_the_customer_tries_again(channel: int, happened_in: int, goes_to: int) -> None:
    floor, someone = floor_with(Rules().add(way(channel=channel)))
    assert react(floor, NOW, someone, AFTER_ABANDONED, happened_in)
    assert floor.jobs[0].queue == goes_to


def test_the_delay_may_count_from_the_next_opening() -> None:
    """Of the channel to which the customer goes, not of that in which it happened; nor of
    another, which opens before it."""
    rules = Rules().add(way(channel=PHONE, delay="10 min", at_opening=1), queue=CHAT)
    rules.add(way(channel=CHAT, delay="10 min", at_opening=1), queue=PHONE)
    for happened_in, begun in ((CHAT, 9 * HOUR), (PHONE, NOW)):
        floor, someone = floor_with(rules)
        assert react(floor, NOW, someone, AFTER_ABANDONED, happened_in)
        assert [event[0] for event in events_of(floor)] == [begun + 10 * MINUTE]
    floor, someone = floor_with(rules)
    floor.counters[0].moment = len(floor.moments)  # no opening is planned any more
    assert react(floor, NOW, someone, AFTER_ABANDONED, CHAT)
    assert [event[0] for event in events_of(floor)] == [INFINITE]


# -- on both engines -------------------------------------------------------------------------


def test_a_day_with_rules_that_the_language_cannot_say() -> None:
    """Nobody answers phone or chat. Gold customers call twice; others try the public chat, and
    then nothing: they went public, or have made two contacts."""
    calls = {"trace": [9 * HOUR], "segments": {"private": 1}}
    gold = {"trace": [10 * HOUR], "segments": {"gold": 1}}
    chats = {"trace": [11 * HOUR], "segments": {"private": 1}, "channels": {"chat": 1}}
    plan = plan_of(
        clock__length="1 day",
        demand={"calls": calls, "gold": gold, "chats": chats},
        issue_types={"question": {"channels": {"phone": 1}}},
        channels={
            "phone": {"patience": "1 min"},
            "chat": {"patience": "2 min", "public": "yes"},
            "email": {"kind": "deferred"},
        },
        teams__care__skills={"channels": "email"},
    )
    rules = Rules().add(segment=GOLD, failures=2)
    rules.add(way(delay="10 min"), segment=GOLD)
    rules.add(standing=PUBLIC)
    rules.add(way(delay="5 min", channel=CHAT), queue=PHONE, contacts=2)
    rules.add(way(channel=EMAIL))
    record = sound(rules.on(plan))
    contacts = np.sort(record.contacts, order=["issue", "number"])
    minutes = [
        (int(row["issue"]), int(row["queue"]), row["opened_at"] / MINUTE, row["ended_at"] / MINUTE)
        for row in contacts
    ]
    assert minutes == [
        (0, PHONE, 540, 541),
        (0, CHAT, 546, 548),
        (1, PHONE, 600, 601),
        (1, PHONE, 611, 612),
        (2, CHAT, 660, 662),
    ]
    assert record.issues["state"].tolist() == [GAVE_UP] * 3
    assert (record.issues["closed_at"] / MINUTE).tolist() == [548, 612, 662]
