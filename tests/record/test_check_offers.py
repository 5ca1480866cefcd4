"""What must hold of offers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.codes import ACCEPTED, BEING_MADE, BUSY, ON_DUTY, REFUSED
from sim.record import Record, check
from sim.record.columns import OF_DETAILS
from tests.record.by_hand import done, duty, issue, record, spell, waiting


def day(
    state: int = REFUSED,
    team: int = 0,
    contact: int = 0,
    work_s: float = 60.0,
    ended_at: float = 200.0,
) -> Record:
    """An issue whose second call still waits, with an offer in one of them."""
    whole = record(
        [
            issue(0, acknowledged_at=100, contacts=2),
            issue(10, acknowledged_at=300, closed_at=400, met_at=400),
        ],
        [done(0, 0, 100, 200), waiting(0, 250, number=1), done(1, 10, 300, 400)],
        spells=[spell(BUSY, 100, 200), spell(BUSY, 300, 400), spell(ON_DUTY, 0, 3600)],
        duties=[duty(0, 3600)],
    )
    row = (0, state, team, contact, work_s, ended_at)
    return replace(whole, details={"offers": np.array([row], OF_DETAILS["offers"])})


def test_a_sound_day_breaks_no_law() -> None:
    assert check(day()) == check(day(ACCEPTED)) == []
    assert check(day(BEING_MADE, ended_at=np.nan)) == []


@pytest.mark.parametrize(
    ("broken", "law"),
    [
        (day(state=0), "offers: made by a team that is known"),
        (day(team=7), "offers: made by a team that is known"),
        (day(work_s=-1.0), "offers: made by a team that is known"),
        (day(contact=1), "offers: in a contact about the issue that was answered"),
        (day(contact=2), "offers: in a contact about the issue that was answered"),
        (day(contact=9), "offers: in a contact about the issue that was answered"),
        (day(state=BEING_MADE), "offers: refused or accepted once over"),
        (day(ended_at=np.nan), "offers: refused or accepted once over"),
        (day(ended_at=201.0), "offers: over while the customer is there"),
        (day(ended_at=99.0), "offers: over while the customer is there"),
    ],
)
def test_broken_laws_are_told(broken: Record, law: str) -> None:
    assert any(found.startswith(law) for found in check(broken))
