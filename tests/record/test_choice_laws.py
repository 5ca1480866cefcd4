"""What must hold of habits, and of hoops noted of issues."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.codes import AFTER_REDIRECTED, FOLLOWS, REDIRECTED
from sim.record import Record, check
from sim.record.columns import OF_DETAILS
from tests.record.by_hand import issue, lost, record, waiting

HABIT = {"place": 1, "customer": 0, "channel": 1, "lessons": 1, "habit": 0.5}
HOOPS = {"issue": 0, "redirects": 1, "refused": 1, "waited_s": 40.0}


def row(name: str, values: dict[str, Any]) -> np.ndarray:
    dtype = OF_DETAILS[name]
    return np.array([tuple(values[column] for column in dtype.names or ())], dtype)


def day(habit: dict[str, Any], hoops: dict[str, Any]) -> Record:
    """Sent on by the first channel at 60 s, waits on the second from 90 s to the end."""
    again = waiting(0, 90, number=1, reason=AFTER_REDIRECTED, queue=1)
    whole = record(
        [issue(0, contacts=2)],
        [lost(0, 60, 60, REDIRECTED), again],
        channels=("forum", "phone"),
        teams_of_agents=(),
    )
    details = {
        "redirects": np.array([(0, FOLLOWS, 1)], OF_DETAILS["redirects"]),
        "hoops": row("hoops", {**HOOPS, **hoops}),
        "habits": row("habits", {**HABIT, **habit}),
    }
    return replace(whole, details=details)


def test_a_sound_day_breaks_no_law() -> None:
    assert check(day({}, {})) == []


@pytest.mark.parametrize(
    ("habit", "hoops", "law"),
    [
        ({"habit": 1.5}, {}, "habits: from -1 to 1"),
        ({"habit": float("nan")}, {}, "habits: from -1 to 1"),
        ({"channel": 0}, {}, "habits: of a known customer, on a known channel"),
        ({"customer": -1}, {}, "habits: of a known customer, on a known channel"),
        ({"lessons": 2}, {}, "habits: a lesson at most for each contact"),
        ({"lessons": 0}, {}, "habits: a lesson at most for each contact"),
        ({"customer": 7}, {}, "habits: a lesson at most for each contact"),
        ({}, {"redirects": 0}, "hoops: as many redirects as were followed"),
        ({}, {"refused": 0}, "hoops: refused where another channel was taken"),
        ({}, {"waited_s": -1.0}, "hoops: nobody has waited longer than until the answers"),
        ({}, {"waited_s": 1e6}, "hoops: nobody has waited longer than until the answers"),
    ],
)
def test_broken_laws_are_told(habit: dict[str, Any], hoops: dict[str, Any], law: str) -> None:
    assert any(found.startswith(law) for found in check(day(habit, hoops)))
