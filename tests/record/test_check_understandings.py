"""Laws of explanations: what a record with wrong ones is told of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.codes import ABANDONED, BUSY, NOBODY, ON_DUTY
from sim.record import check
from sim.record.columns import OF_DETAILS
from tests.record.by_hand import done, issue, lost, record, spell

IN_A_TALK = "understandings: it was explained in a talk about the issue"


@pytest.mark.parametrize(
    ("noted", "law"),
    [
        ((0, 0, 1), ""),
        ((0, 1, 0), IN_A_TALK),  # of another issue
        ((1, 1, 0), IN_A_TALK),  # nobody answered
        ((0, 7, 0), IN_A_TALK),
        ((0, 0, -1), "understandings: what was let pass is counted"),
    ],
)
def test_broken_laws_of_explanations_are_told(noted: tuple[int, int, int], law: str) -> None:
    issues = [issue(0), issue(0)]
    contacts = [done(0, 0, 100.0, 160.0), lost(1, 0.0, 20.0, ABANDONED)]
    busy = [spell(BUSY, 100.0, 160.0), spell(ON_DUTY, 0.0, 3600.0)]
    table = np.array([noted], OF_DETAILS["understandings"])
    whole = replace(record(issues, contacts, spells=busy), details={"understandings": table})
    found = check(whole)
    assert any(one.startswith(law) for one in found) if law else found == []


def test_nothing_is_explained_where_no_contact_is_made() -> None:
    rows = np.array([(0, 0, 1)], OF_DETAILS["understandings"])
    unseen = np.array([(0, np.nan, 60.0)], OF_DETAILS["noticed"])
    details = {"understandings": rows, "noticed": unseen}
    whole = replace(record([issue(0, contacts=0)], []), details=details)
    assert [found for found in check(whole) if found.startswith(IN_A_TALK)]
    rows["contact"] = NOBODY
    assert check(whole) == []
