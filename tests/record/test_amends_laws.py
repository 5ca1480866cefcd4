"""What must hold of amends."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.codes import BUSY, ON_DUTY
from sim.record import Record, check
from sim.record.columns import OF_DETAILS
from tests.record.by_hand import done, duty, issue, record, spell, waiting


def day(job: int, failures: int, paid: float, sums: tuple[int, int, float]) -> Record:
    """An issue with two calls, of which the second still waits; ``sums``: failed, times, paid."""
    whole = record(
        [issue(0, acknowledged_at=100, contacts=2)],
        [done(0, 0, 100, 200), waiting(0, 250, number=1)],
        spells=[spell(BUSY, 100, 200), spell(ON_DUTY, 0, 3600)],
        duties=[duty(0, 3600)],
    )
    details = {
        "amends": np.array([(job, failures, paid)], OF_DETAILS["amends"]),
        "amended": np.array([(0, *sums)], OF_DETAILS["amended"]),
    }
    return replace(whole, details=details)


def test_a_sound_day_breaks_no_law() -> None:
    assert check(day(0, 1, 20.0, (1, 1, 20.0))) == []


@pytest.mark.parametrize(
    ("broken", "law"),
    [
        (day(1, 1, 20.0, (1, 1, 20.0)), "amends: paid when a talk ends"),
        (day(0, 0, 20.0, (1, 1, 20.0)), "amends: paid when something has failed"),
        (day(0, 1, -1.0, (1, 0, 0.0)), "amends: paid when something has failed"),
        (day(0, 1, 20.0, (1, 2, 20.0)), "amends: those of issues"),
        (day(0, 1, 20.0, (1, 1, 10.0)), "amends: those of issues"),
        (day(0, 1, 20.0, (0, 1, 20.0)), "amends: those of issues"),
    ],
)
def test_broken_laws_are_told(broken: Record, law: str) -> None:
    assert any(found.startswith(law) for found in check(broken))
