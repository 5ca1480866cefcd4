"""What must hold of complaints."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.codes import BUSY, ON_DUTY
from sim.record import Record, check
from sim.record.columns import OF_DETAILS
from tests.record.by_hand import done, duty, issue, record, spell

ANN, BOB = 4, 7


def day(before: tuple[int, ...] = (0, 1, 2, 0), complaints: tuple[int, ...] = (2, 1)) -> Record:
    """Three needs of Ann, the last of another type, and one of Bob; each makes one call."""
    people = (ANN, ANN, ANN, BOB)
    issues, calls, busy = [], [], []
    for i, customer in enumerate(people):
        start = 100.0 * i
        closing = {"acknowledged_at": start, "closed_at": start + 50, "met_at": start + 50}
        issues.append(issue(start, customer=customer, type=int(i == 2), **closing))
        calls.append(done(i, start, start, start + 50))
        busy.append(spell(BUSY, start, start + 50))
    whole = record(
        issues,
        calls,
        spells=[*busy, spell(ON_DUTY, 0, 3600)],
        duties=[duty(0, 3600)],
        types=("bill", "hello"),
    )
    known = [(i, number) for i, number in enumerate(before) if number != -1]
    people_rows = [(0, ANN, complaints[0]), (1, BOB, complaints[1])]
    details = {
        "complaints": np.array(people_rows, OF_DETAILS["complaints"]),
        "credibility": np.array(known, OF_DETAILS["credibility"]),
    }
    return replace(whole, details=details)


def test_a_sound_day_breaks_no_law() -> None:
    assert check(day()) == []


@pytest.mark.parametrize(
    ("broken", "law"),
    [
        (day(before=(0, 1, -2, 0)), "complaints: so many before as were made"),
        (day(before=(0, 1, 2, -1)), "complaints: looked at when a known customer makes contact"),
        (day(before=(1, 2, 3, 0), complaints=(3, 1)), "complaints: none before the first contact"),
        (day(before=(0, 2, 3, 0), complaints=(3, 1)), "complaints: each need adds one or none"),
        (day(complaints=(1, 1)), "complaints: each need adds one or none"),
        (day(complaints=(4, 1)), "complaints: each need adds one or none"),
        (day(complaints=(2, 0)), "complaints: all needs of a type are complaints, or none is"),
        (day(before=(0, 1, 1, 0), complaints=(2, 1)), "complaints: all needs of a type"),
    ],
)
def test_broken_laws_are_told(broken: Record, law: str) -> None:
    assert any(found.startswith(law) for found in check(broken))
