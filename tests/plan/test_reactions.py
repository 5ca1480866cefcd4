"""What customers may do when something fails: rows of reactions, shared alternatives."""

from __future__ import annotations

import pytest

from sim.codes import (
    AFTER_ABANDONED,
    AFTER_BLOCKED,
    AFTER_CLOSED,
    AFTER_UNRESOLVED,
    ANY,
    NEED,
    REASONS,
    RECURRENCE,
    SAME_CHANNEL,
    SECOND_CHOICE,
)
from sim.plan import make_plan
from tests.plan.build import scenario

PHONE, CHAT, EMAIL, DESK = range(4)
CHANNELS = {"phone": {"second_choice": "chat"}, "chat": {}, "email": {"kind": "deferred"}}
AGAIN = {"chance": "50 %", "delay": "10 min", "at_most": 3}


def floor_of(**changes):
    parts = {"channels": CHANNELS, "tasks": {"back_office": {}}, **changes}
    return make_plan(scenario(**parts), 1, 0).fresh_floor()


def rows_of(floor, reason):
    """The rows of a reason, in order."""
    first, last = floor.reacts[reason]
    return floor.reactions[first:last]


def row_of(floor, reason, queue):
    """The only row of a reason about a queue."""
    (row,) = (row for row in rows_of(floor, reason) if row["queue"] == queue)
    return row


def ways_of(floor, row):
    """The alternatives of a row."""
    return floor.alternatives[row["first"] : row["first"] + row["alternatives"]]


def test_a_channels_own_rule_counts_before_the_scenarios():
    floor = floor_of(
        channels={**CHANNELS, "phone": {"returns": {"abandoned": {"chance": "20 %"}}}},
        returns={"abandoned": {**AGAIN, "at_opening": "yes"}},
    )
    phone, chat = (row_of(floor, AFTER_ABANDONED, queue) for queue in (PHONE, CHAT))
    (own,), (usual,) = ways_of(floor, phone), ways_of(floor, chat)
    assert (own["chance"], own["at_opening"]) == (0.2, 0)
    assert (usual["chance"], usual["at_opening"], usual["channel"]) == (0.5, 1, SAME_CHANNEL)
    assert floor.dists[usual["delay"]]["a"] == 600.0
    assert (phone["contacts"], chat["contacts"]) == (20, 3)


def test_alternatives_are_the_channels_with_cumulative_chances():
    weights = {"same": 0.5, "email": 0, "chat": 0.25, "second": 0.25}
    floor = floor_of(returns={"blocked": {"chance": "60 %", "channel": weights}})
    ways = ways_of(floor, row_of(floor, AFTER_BLOCKED, PHONE))
    assert ways["channel"].tolist() == [SAME_CHANNEL, CHAT, SECOND_CHOICE]
    assert ways["chance"] == pytest.approx([0.3, 0.45, 0.6])


def test_rows_have_no_condition_but_reason_queue_and_number_of_contacts():
    floor = floor_of(returns={"abandoned": AGAIN, "unresolved": AGAIN})
    for reason in (AFTER_ABANDONED, AFTER_UNRESOLVED):
        rows = rows_of(floor, reason)
        assert set(rows["reason"]) == {reason}
        assert rows["queue"].tolist() == [PHONE, CHAT, EMAIL]
        assert set(rows["segment"]) == {ANY}
        assert set(rows["failures"]) == set(rows["standing"]) == {0}
        assert set(rows["contacts"]) == {3}


def test_no_rule_no_row():
    """Nor of a rule with no chance, nor at a desk, nor of what is no failure."""
    floor = floor_of(returns={"abandoned": AGAIN, "unresolved": {"chance": "0 %"}})
    for reason in (NEED, AFTER_BLOCKED, AFTER_UNRESOLVED, RECURRENCE):
        assert len(rows_of(floor, reason)) == 0
    assert DESK not in floor.reactions["queue"]
    assert len(rows_of(floor, AFTER_ABANDONED)) == 3


def test_a_closed_channel_sends_to_its_second_choice_unless_told_otherwise():
    floor = floor_of()
    (row,) = rows_of(floor, AFTER_CLOSED)
    (way,) = ways_of(floor, row)
    assert row["queue"] == PHONE
    assert (way["chance"], way["channel"]) == (1.0, SECOND_CHOICE)
    assert floor.dists[way["delay"]]["a"] == 0.0
    told = floor_of(returns={"closed": {"chance": "30 %"}})
    (way,) = ways_of(told, row_of(told, AFTER_CLOSED, PHONE))
    assert (way["chance"], way["channel"]) == (0.3, SAME_CHANNEL)


def test_the_grid_parts_the_rows_by_reason():
    """Each row is in the range of its reason and in no other; ranges follow one another."""
    floor = floor_of(
        returns={"abandoned": AGAIN, "no_reply": AGAIN, "broken_promise": {"chance": "10 %"}}
    )
    assert floor.reacts.shape == (len(REASONS), 2)
    assert floor.reacts[0, 0] == 0
    assert floor.reacts[-1, 1] == len(floor.reactions) == 10  # `closed` has one
    assert floor.reacts[1:, 0].tolist() == floor.reacts[:-1, 1].tolist()
    for reason in range(len(REASONS)):
        assert (rows_of(floor, reason)["reason"] == reason).all()


def test_equal_rules_share_their_alternatives():
    """Whatever the reason and the channel; a rule that differs in anything has its own."""
    two = {**AGAIN, "channel": {"same": 0.5, "email": 0.5}}
    floor = floor_of(
        channels={**CHANNELS, "email": {"kind": "deferred", "returns": {"abandoned": two}}},
        returns={"abandoned": AGAIN, "blocked": AGAIN},
    )
    first = {
        (reason, int(row["queue"])): int(row["first"])
        for reason in (AFTER_ABANDONED, AFTER_BLOCKED)
        for row in rows_of(floor, reason)
    }
    shared = first[AFTER_ABANDONED, PHONE]
    own = first.pop((AFTER_ABANDONED, EMAIL))
    assert set(first.values()) == {shared}
    assert own != shared
    # The rule itself, that of the email, and that of closed doors.
    assert len(floor.alternatives) == 1 + 2 + 1
    ends = sorted({(int(row["first"]), int(row["alternatives"])) for row in floor.reactions})
    assert [a + n for a, n in ends[:-1]] == [a for a, _ in ends[1:]]
    assert sum(n for _, n in ends) == len(floor.alternatives)


def test_without_any_rule_the_tables_are_empty():
    floor = floor_of(channels={"phone": {}})
    assert len(floor.reactions) == len(floor.alternatives) == 0
    assert not floor.reacts.any()
