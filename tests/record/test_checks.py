"""Conservation laws: sound records pass, and every law can be broken."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sim.codes import (
    BLOCKED,
    BUSY,
    FUTURE,
    LATE,
    LOST,
    ON_DUTY,
    PLANNED,
    TURNED_AWAY,
)
from sim.record import Record, check
from sim.record.spells import covered_s, held_at_most, outside, overlapping
from tests.record.by_hand import (
    NAN,
    done,
    duty,
    five_contact_day,
    issue,
    lost,
    put,
    record,
    rows_of,
    spell,
    waiting,
)


def busy_day() -> Record:
    """Two teams, a desk, a lost task, a blocked and a turned-away contact, work past the end."""
    return record(
        [
            issue(0, met_at=900, acknowledged_at=10, tasks=2, lost_tasks=1, contacts=2),
            issue(50, contacts=3),
            issue(60),
        ],
        [
            done(0, 0, 10, 100),
            done(0, 500, 500, 560, number=1, agent=1, team=1),
            lost(1, 50, 50, BLOCKED),
            lost(1, 80, 80, TURNED_AWAY, number=1),
            waiting(2, 60),
        ],
        [
            done(0, 100, 200, 900, queue=1, agent=1, team=1),
            {
                "issue": 0,
                "number": 1,
                "queue": 1,
                "opened_at": 100,
                "queued_at": 100,
                "state": LOST,
            },
        ],
        [
            spell(ON_DUTY, 0, 300),
            spell(BUSY, 10, 100),
            spell(ON_DUTY, 100, 600, agent=1),
            spell(ON_DUTY, 600, 900, agent=1),
            spell(BUSY, 200, 900, agent=1),
            spell(LATE, 850, 900, agent=1),
        ],
        [duty(0, 300), duty(100, 850, agent=1, team=1)],
        teams_of_agents=(0, 1),
        teams=("care", "office"),
        desks=("backlog",),
    )


def test_sound_records_break_no_law():
    assert check(five_contact_day()) == []
    assert check(busy_day()) == []
    assert check(five_contact_day(), concurrency=[1]) == []
    assert check(record([], [], teams_of_agents=())) == []


BROKEN = {
    "planned = met + denied + given up + open": put("issues", 1, state=PLANNED),
    "issues: opened within the run": put("issues", 2, opened_at=9999),
    "met_at is set when met": put("issues", 0, met_at=NAN),
    "closed_at is set when closed": put("issues", 1, closed_at=100),
    "issues: met at closing": put("issues", 0, met_at=850),
    "issues: closed after they opened": put("issues", 0, closed_at=-5, met_at=-5),
    "issues: acknowledged after they opened": put("issues", 0, acknowledged_at=-1),
    "tasks left = tasks recorded": put("issues", 2, tasks=1),
    "tasks lost = losses recorded": put("issues", 0, lost_tasks=0),
    "contacts made are at least 1": put("contacts", 4, issue=1, opened_at=70),
    "at most those planned": put("issues", 0, contacts=1),
    "issues: ids are positions": put("issues", 1, id=7),
    "agents: ids are positions": put("agents", 1, id=0),
    "contacts: ids ascend": put("contacts", 3, id=0),
    "contacts: each belongs to an issue": put("contacts", 3, issue=3),
    "contacts: each stands in a known queue": put("contacts", 3, queue=1),
    "tasks: each stands in a known queue": put("tasks", 0, queue=0),
    "contacts: agents are known": put("contacts", 0, agent=2),
    "spells: agents are known": put("spells", 0, agent=-1),
    "duty: agents are known": put("duty", 0, agent=5),
    "contacts: offered = sum of outcomes": put("contacts", 4, state=FUTURE),
    "tasks: offered = sum of outcomes": put("tasks", 1, state=BLOCKED),
    "contacts: begin after their issue": put("contacts", 4, opened_at=59),
    "contacts: queue after they begin": put("contacts", 4, queued_at=59),
    "contacts: answered after they begin": put("contacts", 1, answered_at=499),
    "contacts: end after the answer": put("contacts", 1, answered_at=561),
    "contacts: the agent is free after the end": put("contacts", 0, freed_at=99),
    "contacts: freed_at within the run": put("contacts", 0, freed_at=7201),
    "contacts: done ones were answered": put("contacts", 0, freed_at=NAN),
    "contacts: only done ones are freed": put("contacts", 2, freed_at=60),
    "contacts: who was answered has an agent": put("contacts", 0, agent=-1, team=-1),
    "contacts: the agent belongs to the team": put("contacts", 0, team=1),
    "contacts: who joined no queue ends at once": put("contacts", 2, ended_at=51),
    "contacts: lost ones were not answered": put("contacts", 2, answered_at=50, agent=0, team=0),
    "contacts: numbers within an issue are unique": put("contacts", 1, number=0),
    "spells: end after their start": put("spells", 0, end=0),
    "spells: lie within the run": put("spells", 3, end=7300),
    "spells: on-duty spells of an agent are disjoint": put("spells", 3, start=599),
    "spells: nobody is busy off duty": put("spells", 1, end=301),
    "spells: nobody is late off duty": put("spells", 5, end=901),
}


@pytest.mark.parametrize(("law", "change"), BROKEN.items(), ids=BROKEN)
def test_every_law_can_be_broken(law: str, change: Callable[[Record], Record]):
    found = check(change(busy_day()))
    assert any(law in sentence for sentence in found), found


def test_a_broken_law_says_how_often_and_where():
    broken = put("contacts", 1, opened_at=499)(put("contacts", 0, queued_at=-1)(busy_day()))
    broken = put("contacts", 4, queued_at=59)(broken)
    assert check(broken) == ["contacts: queue after they begin: broken 2 times, first by id 0"]


def spells_of(*rows: tuple[int, float, float]) -> np.ndarray:
    dtype = np.dtype([("agent", "i4"), ("start", "f8"), ("end", "f8")])
    return rows_of(dtype, [{"agent": a, "start": s, "end": e} for a, s, e in rows])


def test_overlaps_are_seen_within_an_agent_only():
    rows = spells_of((1, 5, 9), (0, 0, 6), (0, 5, 7), (0, 7, 8), (1, 0, 5))
    assert overlapping(rows).tolist() == [False, False, True, False, False]


def test_stretches_may_cross_touching_spells_but_no_gap():
    cover = spells_of((0, 0, 5), (0, 5, 10), (0, 11, 20), (2, 0, 1))
    asked = spells_of((0, 1, 10), (0, 9, 12), (0, 11, 11), (1, 0, 1), (2, 0, 1), (0, 20, 20))
    found = outside(asked["agent"], asked["start"], asked["end"], cover)
    assert found.tolist() == [False, True, False, True, False, False]
    assert outside(asked["agent"], asked["start"], asked["end"], cover[:0]).all()


def test_time_covered_counts_once():
    rows = spells_of((1, 0, 9), (0, 5, 7), (1, 2, 3), (0, 0, 6), (1, 9, 10), (3, 1, 1), (0, 20, 21))
    covered = covered_s(rows["agent"], rows["start"], rows["end"], 5)
    assert covered.tolist() == [8, 10, 0, 0, 0]


def test_the_most_held_at_once():
    rows = spells_of((0, 0, 5), (0, 5, 9), (0, 6, 7), (2, 1, 1), (0, 6.5, 8))
    assert held_at_most(rows["agent"], rows["start"], rows["end"], 3).tolist() == [3, 0, 0]
