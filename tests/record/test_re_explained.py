"""What must hold of what was explained again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.codes import BUSY, ON_DUTY
from sim.record import Record, check
from sim.record.columns import OF_DETAILS
from tests.record.by_hand import done, duty, issue, record, spell, waiting


def day(job: int, times: int, work_s: float, counted: int) -> Record:
    """An issue with two calls, of which the second still waits, and one with a single call."""
    whole = record(
        [
            issue(0, acknowledged_at=100, contacts=2),
            issue(10, acknowledged_at=300, closed_at=400, met_at=400),
        ],
        [done(0, 0, 100, 200), waiting(0, 250, number=1), done(1, 10, 300, 400)],
        spells=[spell(BUSY, 100, 200), spell(BUSY, 300, 400), spell(ON_DUTY, 0, 3600)],
        duties=[duty(0, 3600)],
    )
    details = {
        "re_explained": np.array([(job, times, work_s)], OF_DETAILS["re_explained"]),
        "explained": np.array([(0, counted)], OF_DETAILS["explained"]),
    }
    return replace(whole, details=details)


def test_a_sound_day_breaks_no_law() -> None:
    assert check(day(0, 1, 60.0, 1)) == []


@pytest.mark.parametrize(
    ("broken", "law"),
    [
        (day(1, 1, 60.0, 1), "re-explained: the contact was taken up"),
        (day(0, 2, 60.0, 2), "re-explained: at most once for each taking-up"),
        (day(0, 1, -1.0, 1), "re-explained: at most once for each taking-up"),
        (day(0, 1, 60.0, 2), "re-explained: issues count those of their contacts"),
        (day(2, 1, 60.0, 0), "re-explained: something was said before"),
    ],
)
def test_broken_laws_are_told(broken: Record, law: str) -> None:
    assert any(found.startswith(law) for found in check(broken))
