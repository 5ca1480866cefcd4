"""What must hold of redirects noted of contacts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.codes import AFTER_REDIRECTED, BEING_TOLD, FOLLOWS, NOBODY, REDIRECTED, REFUSES
from sim.record import Record, check
from sim.record.columns import OF_DETAILS
from tests.record.by_hand import issue, lost, record, waiting

SOUND = (0, FOLLOWS, 1)


def day(*rows: tuple[int, int, int], state: int = REDIRECTED) -> Record:
    """Redirected at 60 s, follows and waits from 90 s on; details of redirects as given."""
    again = waiting(0, 90, number=1, reason=AFTER_REDIRECTED)
    whole = record([issue(0, contacts=2)], [lost(0, 60, 60, state), again], teams_of_agents=())
    return replace(whole, details={"redirects": np.array(list(rows), OF_DETAILS["redirects"])})


def test_a_sound_day_breaks_no_law() -> None:
    assert check(day(SOUND)) == []
    assert check(day((0, FOLLOWS, 7))) == []  # a contact that is not made


@pytest.mark.parametrize(
    ("rows", "law"),
    [
        ((), "redirects: who was told is gone"),
        (((0, BEING_TOLD, NOBODY),), "redirects: who was told is gone"),
        ((SOUND, (1, REFUSES, NOBODY)), "redirects: who was told is gone"),
        ((SOUND, (1, BEING_TOLD, NOBODY)), "redirects: nobody is redirected twice in a row"),
        (((0, FOLLOWS, NOBODY),), "redirects: who follows has a contact to make"),
        (((0, REFUSES, 1),), "redirects: who follows has a contact to make"),
        (((0, FOLLOWS, 0),), "redirects: who follows makes contact about the issue, later"),
    ],
)
def test_broken_laws_are_told(rows: tuple[tuple[int, int, int], ...], law: str) -> None:
    assert any(found.startswith(law) for found in check(day(*rows)))
