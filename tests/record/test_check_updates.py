"""Laws of updates: what a record with wrong ones is told of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.codes import ABANDONED, BUSY, NOTHING, ON_DUTY
from sim.record import check
from sim.record.columns import OF_DETAILS
from tests.record.by_hand import done, issue, lost, record, spell, waiting


@pytest.mark.parametrize(
    ("update", "counted", "law"),
    [
        ((3, 2, 1, 60.0), 1, ""),
        ((3, 2, 0, 60.0), 1, "informed: issues count what was told of them"),
        ((3, 4, 1, 60.0), 1, "updates: tell of a task of the issue at the same desk"),
        ((5, 2, 0, 60.0), 1, "updates: tell of a task of the issue at the same desk"),
        ((5, 4, 1, 60.0), 1, "updates: are told while the task goes on"),
        ((4, 4, 0, 60.0), 1, "issues: tasks left = tasks recorded"),
    ],
)
def test_broken_laws_of_updates_are_told(
    update: tuple[int, int, int, float], counted: int, law: str
) -> None:
    issues = [issue(0, met_at=400.0, tasks=1), issue(0, tasks=1)]
    contacts = [lost(0, 0.0, 20.0, ABANDONED), waiting(1, 100.0)]
    tasks = [
        done(0, 0, 100.0, 400.0, queue=1),
        done(0, 0, 200.0, 260.0, queue=1, number=16384, agent=1, stage=NOTHING),
        waiting(1, 100.0, queue=1),
        waiting(1, 150.0, queue=1),
    ]
    busy = [
        spell(BUSY, 100.0, 400.0),
        spell(ON_DUTY, 0.0, 3600.0),
        spell(BUSY, 200.0, 260.0, agent=1),
        spell(ON_DUTY, 0.0, 3600.0, agent=1),
    ]
    whole = record(issues, contacts, tasks, spells=busy, desks=("office",), teams_of_agents=(0, 0))
    known = {3: (3, 2, 1, 60.0), 5: (5, 4, 0, 0.0)}
    known[update[0]] = update
    table = np.array(sorted(known.values()), OF_DETAILS["updates"])
    informed = np.array([(0, counted)] if counted else [], OF_DETAILS["informed"])
    found = check(replace(whole, details={"updates": table, "informed": informed}))
    assert any(one.startswith(law) for one in found) if law else found == []
