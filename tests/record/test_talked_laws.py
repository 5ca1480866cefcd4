"""What must hold of talks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.codes import BUSY, ON_DUTY
from sim.record import Record, check
from sim.record.columns import OF_DETAILS
from tests.record.by_hand import done, duty, issue, record, spell, waiting


def day(job: int, team: int) -> Record:
    """An issue with two calls, of which the second still waits."""
    whole = record(
        [issue(0, acknowledged_at=100, contacts=2)],
        [done(0, 0, 100, 200), waiting(0, 250, number=1)],
        spells=[spell(BUSY, 100, 200), spell(ON_DUTY, 0, 3600)],
        duties=[duty(0, 3600)],
    )
    details = {"talked": np.array([(job, team)], OF_DETAILS["talked"])}
    return replace(whole, details=details)


def test_a_sound_day_breaks_no_law() -> None:
    assert check(day(0, 0)) == []


@pytest.mark.parametrize(
    ("broken", "law"),
    [
        (day(1, 0), "talked: the contact was answered"),
        (day(0, 9), "talked: the team is known"),
        (day(0, -2), "talked: the team is known"),
    ],
)
def test_broken_laws_are_told(broken: Record, law: str) -> None:
    assert any(found.startswith(law) for found in check(broken))
