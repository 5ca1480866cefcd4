"""Laws about the calls of reserves, and how the calls are saved, read and shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.codes import BUSY, ON_DUTY
from sim.record import Record, check, digest, open_record, save
from sim.record.columns import CALLS, RESERVE_CALLS
from sim.record.frames import to_frames
from tests.record.by_hand import done, issue, record, spell

Change = Callable[[Record], Record]


def day() -> Record:
    """Two calls; clerks are called for the second one, and once more in vain."""
    whole = record(
        [issue(0, met_at=60, acknowledged_at=0), issue(10, met_at=90, acknowledged_at=30)],
        [done(0, 0, 0, 60), done(1, 10, 30, 90, agent=1, team=1)],
        spells=[
            spell(ON_DUTY, 0, 7200),
            spell(ON_DUTY, 0, 7200, agent=1),
            spell(BUSY, 0, 60),
            spell(BUSY, 30, 90, agent=1),
        ],
        teams_of_agents=(0, 1),
        teams=("care", "clerks"),
    )
    calls = np.array([(0, 1, 30.0, 30.0), (0, 1, 100.0, 200.0)], CALLS)
    return replace(whole, details={RESERVE_CALLS: calls})


def put(row: int, **values: float) -> Change:
    """A change of a call."""

    def change(whole: Record) -> Record:
        calls = whole.details[RESERVE_CALLS].copy()
        for column, value in values.items():
            calls[column][row] = value
        return replace(whole, details={RESERVE_CALLS: calls})

    return change


def test_a_sound_record_breaks_no_law() -> None:
    assert check(day()) == []


BROKEN = {
    "reserve_calls: queues and teams are known": put(0, queue=1),
    "reserve_calls: end after they begin, within the run": put(1, end=99),
    "reserve_calls: one at a time of a team for a queue": put(0, end=101),
    "reserve_calls: a reserve takes contacts and tasks up while it is called": put(
        0, end=29, start=20
    ),
}


@pytest.mark.parametrize(("law", "change"), BROKEN.items(), ids=BROKEN)
def test_every_law_can_be_broken(law: str, change: Change) -> None:
    found = check(change(day()))
    assert any(law in sentence for sentence in found), found


def test_no_team_is_unknown() -> None:
    assert "teams are known" in check(put(1, team=2)(day()))[0]
    assert "within the run" in check(put(1, end=7201)(day()))[0]


def test_calls_are_saved_and_read_again(tmp_path: Path) -> None:
    whole = day()
    again = open_record(save(whole, tmp_path / "record"))
    assert again.details[RESERVE_CALLS].tolist() == whole.details[RESERVE_CALLS].tolist()
    assert digest(again) == digest(whole) != digest(put(1, end=150)(whole))


def test_calls_are_a_frame_with_names() -> None:
    frame = to_frames(day())[RESERVE_CALLS]
    assert frame["queue"].tolist() == ["phone", "phone"]
    assert frame["team"].tolist() == ["clerks", "clerks"]
    assert frame["end"].dt.total_seconds().tolist() == [30.0, 200.0]
