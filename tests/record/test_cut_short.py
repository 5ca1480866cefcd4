"""What must hold of talk that is cut short, and how it is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.codes import BUSY, NOBODY, ON_DUTY
from sim.record import Record, check, to_frames
from sim.record.columns import OF_DETAILS
from tests.record.by_hand import done, duty, issue, record, spell, waiting

Row = tuple[int, int, int, float]


def day(*rows: Row) -> Record:
    """A call that was answered in vain, and one that still waits."""
    calls = [done(0, 0, 100, 200), waiting(1, 10)]
    whole = record(
        [issue(0, acknowledged_at=100, round=1), issue(10)],
        calls,
        spells=[spell(BUSY, 100, 200), spell(ON_DUTY, 0, 3600)],
        duties=[duty(0, 3600)],
    )
    return replace(whole, details={"cut_short": np.array(list(rows), OF_DETAILS["cut_short"])})


def test_a_sound_day_breaks_no_law() -> None:
    assert check(day((0, 0, 0, 60.0))) == []


@pytest.mark.parametrize(
    ("row", "law"),
    [
        ((0, 5, NOBODY, 60.0), "cut short: team is known"),
        ((0, 0, 5, 60.0), "cut short: lost_by is known"),
        ((0, NOBODY, NOBODY, 60.0), "cut short: work is left out by a team"),
        ((0, 0, NOBODY, 0.0), "cut short: work is left out by a team"),
        ((1, 0, NOBODY, 60.0), "cut short: the contact was taken up"),
        ((1, NOBODY, 0, 0.0), "cut short: a fix that does not hold begins a further round"),
    ],
)
def test_broken_laws_are_told(row: Row, law: str) -> None:
    assert any(found.startswith(law) for found in check(day(row)))


def test_it_is_a_table_of_names_and_time_spans() -> None:
    frame = to_frames(day((0, 0, NOBODY, 60.0)), date(2026, 1, 5))["cut_short"]
    assert frame["team"].tolist() == ["care"]
    assert frame["lost_by"].isna().all()
    assert frame["left_out_s"].dt.total_seconds().tolist() == [60.0]
