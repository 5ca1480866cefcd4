"""What must hold of what self-service has noted of contacts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.codes import CONTAINED, DROPPED_OUT
from sim.record import Record, check
from sim.record.columns import OF_DETAILS
from tests.record.by_hand import issue, lost, record, waiting

NAN = float("nan")
SOUND = {"entered_at": 60.0, "left_at": 90.0}


def day(state: int = DROPPED_OUT, passed_at: float = 90.0, **noted: Any) -> Record:
    """Contact 0 is in self-service from 60 to 90 s; contact 1 is passed on at 90 s and waits."""
    first = lost(0, 60, 90, state)
    again = waiting(1, passed_at)
    whole = record([issue(0), issue(1)], [first, again], teams_of_agents=())
    details = np.zeros(2, OF_DETAILS["self_services"])
    details["job"] = [0, 1]
    for name, value in {**SOUND, **noted}.items():
        details[name] = value
    return replace(whole, details={"self_services": details})


def test_a_sound_day_breaks_no_law() -> None:
    assert check(day()) == []
    assert check(day(misrouted=[0, 1])) == []
    assert check(day(CONTAINED, false_fix=[1, 0])) == []


@pytest.mark.parametrize(
    ("broken", "law"),
    [
        (day(entered_at=[NAN, 60.0]), "who has met only that has entered it"),
        (day(left_at=[50.0, 90.0]), "left after it was entered"),
        (day(entered_at=[61.0, 60.0]), "comes first, what agents get is opened then"),
        (day(passed_at=91.0), "comes first, what agents get is opened then"),
        (day(left_at=[89.0, 90.0]), "who is contained or drops out is gone then"),
        (day(left_at=[90.0, NAN]), "who has not left it is in there still"),
        (day(misrouted=[1, 0]), "misrouted ones are passed on"),
        (day(false_fix=[1, 0]), "only what is contained is a false fix"),
        (day(misrouted_work_s=[0.0, 30.0]), "agents put right what they took up misrouted"),
    ],
)
def test_broken_laws_are_told(broken: Record, law: str) -> None:
    assert any(found.startswith(f"self-service: {law}") for found in check(broken))
