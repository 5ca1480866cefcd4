"""What must hold of errors that the firm noticed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.codes import BUSY, ON_DUTY
from sim.record import Record, check
from sim.record.columns import OF_DETAILS
from tests.record.by_hand import done, duty, issue, record, spell

NAN = float("nan")


def day(*rows: tuple[int, float, float]) -> Record:
    """An issue with a call at 50 s; one that nobody asks about; no task is left at any time."""
    whole = record(
        [issue(0, acknowledged_at=100, closed_at=200, met_at=200), issue(10, contacts=1)],
        [done(0, 50, 100, 200)],
        spells=[spell(BUSY, 100, 200), spell(ON_DUTY, 0, 3600)],
        duties=[duty(0, 3600)],
    )
    return replace(whole, details={"noticed": np.array(list(rows), OF_DETAILS["noticed"])})


def test_a_sound_day_breaks_no_law() -> None:
    assert check(day((0, NAN, 50.0), (1, NAN, 900.0))) == []


@pytest.mark.parametrize(
    ("broken", "law"),
    [
        (day((0, NAN, 50.0)), "issues: contacts made are at least 1"),
        (day((1, NAN, 5.0)), "noticed: after the need arose"),
        (day((1, 5.0, 900.0)), "noticed: after the need arose"),
        (day((1, 20.0, 900.0)), "noticed: a task is left at once"),
        (day((0, NAN, 51.0), (1, NAN, 900.0)), "noticed: customers make contact once they see it"),
    ],
)
def test_broken_laws_are_told(broken: Record, law: str) -> None:
    assert any(found.startswith(law) for found in check(broken))
