"""Laws about pieces of work: a sound record passes, and every law can be broken."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.codes import (
    ABANDONED,
    BUSY,
    COMPLETED,
    HANDED_BACK,
    INTERRUPTED,
    ON_DUTY,
    PASSED_ON,
    WORKING,
)
from sim.record import Record, check
from tests.record.by_hand import NAN, done, issue, lost, piece, put, record, spell

Change = Callable[[Record], Record]


def day() -> Record:
    """A call passed on, one handed back and given up, a task put aside, handed back, in hand."""
    return record(
        [issue(0, transfers=1), issue(0, tasks=1)],
        [
            done(
                0, 0, 10, 160, freed_at=200, taken_at=100, agent=2, team=1, requeues=1, transfers=1
            ),
            lost(1, 90, 250, ABANDONED, answered_at=100, taken_at=100, requeues=1, agent=1, team=0),
        ],
        [
            done(1, 300, 300, NAN, freed_at=NAN, taken_at=600, state=WORKING, queue=1, requeues=1)
            | {"agent": 1},
        ],
        [
            spell(ON_DUTY, 0, 450),
            spell(ON_DUTY, 0, 7200, agent=1),
            spell(ON_DUTY, 0, 300, agent=2),
            spell(BUSY, 10, 70),
            spell(BUSY, 300, 400),
            spell(BUSY, 100, 150, agent=1),
            spell(BUSY, 600, 7200, agent=1),
            spell(BUSY, 100, 200, agent=2),
        ],
        teams_of_agents=(0, 0, 1),
        teams=("care", "experts"),
        desks=("office",),
        pieces=[
            piece(0, 10, 70, PASSED_ON),
            piece(1, 100, 150, HANDED_BACK, agent=1),
            piece(2, 300, 400, INTERRUPTED),
            piece(2, 500, 500, HANDED_BACK),  # its agent has gone, which a piece of no length may
        ],
    )


def test_a_sound_record_breaks_no_law():
    assert check(day(), concurrency=[1, 1]) == []


BROKEN = {
    "pieces: each belongs to a contact or task": put("pieces", 0, job=9),
    "pieces: agents are known": put("pieces", 0, agent=3),
    "contacts and tasks: no id is used twice": put("tasks", 0, id=1),
    "pieces: what is noted was not the last": put("pieces", 0, ended=COMPLETED),
    "contacts: a piece of work ends after it begins": put("pieces", 1, end=99),
    "tasks: a piece of work ends after it begins": put("pieces", 2, end=299),
    "contacts: pieces of work do not overlap": put("pieces", 0, end=101),
    "tasks: pieces of work do not overlap": put("pieces", 2, end=501),
    "contacts: pieces of work lie between the answer and the end": put("pieces", 1, end=251),
    "tasks: pieces of work lie between the answer and the end": put("tasks", 0, answered_at=301),
    "contacts: the first piece of work begins with the answer": put("contacts", 0, answered_at=9),
    "tasks: the first piece of work begins with the answer": put("pieces", 2, start=301),
    "contacts: taken up when the last piece of work begins": put("contacts", 1, taken_at=101),
    "contacts: requeues = pieces of work that ended so": put("contacts", 1, requeues=2),
    "tasks: requeues = pieces of work that ended so": put("pieces", 3, ended=INTERRUPTED),
    "contacts: transfers = pieces of work that ended so": put("contacts", 0, transfers=0),
    "pieces: nobody works off duty": put("spells", 2, end=199),
    "pieces: who works is busy": put("spells", 3, start=11, end=71),
    "agents: busy as long as anything is in hand": put("spells", 3, end=71),
}


@pytest.mark.parametrize(("law", "change"), BROKEN.items(), ids=BROKEN)
def test_every_law_can_be_broken(law: str, change: Change):
    found = check(change(day()))
    assert any(law in sentence for sentence in found), found


def test_work_of_no_length_is_not_done_off_duty_either():
    found = check(put("contacts", 0, taken_at=350, ended_at=350, freed_at=350)(day()))
    assert "pieces: nobody works off duty: broken 1 times, first by id 0" in found


def test_work_goes_on_until_the_run_ends():
    found = check(put("spells", 6, end=7100)(day()))
    assert found == [
        "pieces: who works is busy: broken 1 times, first by id 2",
        "agents: busy as long as anything is in hand: broken 1 times, first by id 1",
    ]


def two_chats(begun: float, *noted: tuple[float, float]) -> Record:
    """A chat from 0 to 60, and one that the same agent has in hand from ``begun`` to 90.

    ``noted``: pieces of work on the second one before, handed back by the same agent.
    """
    pieces = [piece(1, start, end, HANDED_BACK) for start, end in noted]
    first = noted[0][0] if noted else begun
    second = done(1, 0, first, 90, taken_at=begun, requeues=len(noted))
    spells = [spell(ON_DUTY, 0, 100), spell(BUSY, 0, 90)]
    return record([issue(0), issue(0)], [done(0, 0, 0, 60), second], spells=spells, pieces=pieces)


def test_nobody_holds_more_contacts_than_allowed():
    law = "agents: nobody holds more contacts than allowed: broken 1 times, first by id 0"
    assert check(two_chats(59.0), [1]) == [law]
    assert check(two_chats(59.0), [2]) == []
    assert check(two_chats(60.0), [1]) == []
    # What was handed back counts while it was in hand.
    assert check(two_chats(60.0, (20.0, 30.0)), [1]) == [law]
    assert check(two_chats(60.0, (20.0, 30.0)), [2]) == []
    assert check(two_chats(60.0, (20.0, 20.0)), [1]) == []
