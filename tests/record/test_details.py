"""Details of mechanisms: kept for those of whom there is more to tell, found again by id."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.codes import ABANDONED, AGREED, BUSY, CALLED, DECLINED, NOBODY, NOT_OFFERED, ON_DUTY
from sim.floor.tables import beginning
from sim.record import Record, check, digest, open_record, save, to_frames
from sim.record.columns import OF_DETAILS
from sim.record.details import details_of, noted
from tests.record.by_hand import done, duty, issue, lost, record, spell, waiting


def callbacks(*rows: tuple[int, int, float, float]) -> np.ndarray:
    return np.array(list(rows), OF_DETAILS["callbacks"])


def day(*rows: tuple[int, int, float, float]) -> Record:
    """Two calls: one answered when called back at 100 s, one that still waits."""
    whole = record(
        [issue(0, met_at=200, acknowledged_at=100), issue(10)],
        [done(0, 0, 100, 200), waiting(1, 10)],
        spells=[spell(BUSY, 100, 200), spell(ON_DUTY, 0, 3600)],
        duties=[duty(0, 3600)],
    )
    return replace(whole, details={"callbacks": callbacks(*rows)})


SOUND = ((0, CALLED, 60.0, 100.0), (1, AGREED, 70.0, np.nan))


def test_only_what_differs_from_the_beginning_is_kept() -> None:
    rows = beginning("callbacks", 4)
    rows[1] = (DECLINED, np.nan, np.nan)
    rows[3] = (AGREED, 60.0, np.nan)
    kept = noted("callbacks", rows, 3)
    assert [row[:2] for row in kept.tolist()] == [(1, DECLINED)]
    assert noted("callbacks", rows, 4)["job"].tolist() == [1, 3]


def test_a_time_without_a_code_is_kept_too() -> None:
    rows = beginning("callbacks", 2)
    rows["called_back_at"][1] = 5.0
    assert noted("callbacks", rows, 2)["job"].tolist() == [1]


def test_details_are_found_by_id_and_are_else_as_they_began() -> None:
    found = details_of(day(SOUND[1]), "callbacks", np.array([1, 0]))
    assert found["job"].tolist() == [1, 0]
    assert found["state"].tolist() == [AGREED, NOT_OFFERED]
    np.testing.assert_array_equal(found["rang_off_at"], [70.0, np.nan])


def test_where_the_mechanism_is_off_they_are_as_they_began() -> None:
    found = details_of(record([issue(0)], [waiting(0, 0)]), "callbacks", np.array([0]))
    assert found["state"].tolist() == [NOT_OFFERED]


def test_a_sound_day_breaks_no_law() -> None:
    assert check(day(*SOUND)) == []


@pytest.mark.parametrize(
    ("rows", "law"),
    [
        (((7, DECLINED, np.nan, np.nan),), "callbacks: belong to a known job"),
        ((SOUND[1], SOUND[0]), "callbacks: in order of their jobs, one each"),
        ((SOUND[0], SOUND[0]), "callbacks: in order of their jobs, one each"),
        (((0, DECLINED, 60.0, np.nan),), "callbacks: who agreed to one rang off"),
        (((0, CALLED, 60.0, 50.0),), "callbacks: called back after they rang off"),
        (((0, AGREED, 60.0, np.nan),), "callbacks: who rang off waits until called back"),
    ],
)
def test_broken_laws_are_told(rows: tuple[tuple[int, int, float, float], ...], law: str) -> None:
    assert any(found.startswith(law) for found in check(day(*rows)))


@pytest.mark.parametrize(
    ("rows", "law"),
    [
        (((0, 170.0, np.nan),), "false_fixes: said when the contact or task ends"),
        (((0, 160.0, 150.0),), "false_fixes: found out after they were said"),
        (((0, 160.0, np.nan),), "false_fixes: what is believed is still open"),
        (((0, 160.0, np.nan), (1, 180.0, np.nan)), "false_fixes: of an issue one is believed"),
    ],
)
def test_broken_laws_of_false_fixes_are_told(
    rows: tuple[tuple[int, float, float], ...], law: str
) -> None:
    met = [issue(0, met_at=170.0, contacts=2)]
    contacts = [done(0, 0, 100.0, 160.0), done(0, 0, 160.0, 180.0, number=1)]
    busy = [spell(BUSY, 100.0, 180.0), spell(ON_DUTY, 0.0, 3600.0)]
    whole = record(met, contacts, spells=busy)
    assert check(whole) == []
    table = np.array(list(rows), OF_DETAILS["false_fixes"])
    found = check(replace(whole, details={"false_fixes": table}))
    assert any(one.startswith(law) for one in found)


@pytest.mark.parametrize(
    ("outcome", "law"),
    [
        ((0, NOBODY, 170.0), "outcomes: known at the end, unless that was silent"),
        ((0, 2, 150.0), "outcomes: known once it has ended"),
        ((0, 3, np.nan), "outcomes: an issue ends silently with a task of its own"),
        ((1, 3, np.nan), "outcomes: only what is met or denied ends silently"),
        ((1, NOBODY, 150.0), "outcomes: known once it has ended"),
    ],
)
def test_broken_laws_of_outcomes_are_told(outcome: tuple[int, int, float], law: str) -> None:
    issues = [issue(0, met_at=160.0, tasks=1), issue(0, tasks=1)]
    contacts = [lost(0, 0.0, 20.0, ABANDONED), waiting(1, 100.0)]
    tasks = [done(0, 0, 100.0, 160.0, queue=1), waiting(1, 100.0, queue=1)]
    busy = [spell(BUSY, 100.0, 160.0), spell(ON_DUTY, 0.0, 3600.0)]
    whole = record(issues, contacts, tasks, spells=busy, desks=("office",))
    table = np.array([(0, 2, np.nan)], OF_DETAILS["outcomes"])
    assert check(replace(whole, details={"outcomes": table})) == []
    rows = [outcome] if outcome[0] == 0 else [(0, 2, np.nan), outcome]
    table = np.array(rows, OF_DETAILS["outcomes"])
    found = check(replace(whole, details={"outcomes": table}))
    assert any(one.startswith(law) for one in found)


def test_they_are_saved_with_the_record_and_count_in_its_digest(tmp_path: Path) -> None:
    whole, without = day(*SOUND), replace(day(*SOUND), details={})
    again = open_record(save(whole, tmp_path / "record"))
    assert again.details["callbacks"]["job"].tolist() == [0, 1]
    assert digest(again) == digest(whole) != digest(without)
    assert not open_record(save(without, tmp_path / "other")).details


def test_they_are_a_table_of_names_and_moments() -> None:
    frame = to_frames(day(*SOUND))["callbacks"]
    assert frame["job"].tolist() == [0, 1]
    assert frame["state"].tolist() == ["called", "agreed"]
    assert frame["rang_off_at"].dt.total_seconds().tolist() == [60.0, 70.0]


def owned_day(owner: int, agent: int, since: float, until: float) -> Record:
    """Two calls of one issue: agent 0 answers both, the second at 300 s."""
    whole = record(
        [issue(0, met_at=400, acknowledged_at=0, contacts=2)],
        [done(0, 0, 0, 100), done(0, 200, 300, 400, number=1)],
        spells=[spell(BUSY, 0, 100), spell(BUSY, 300, 400), spell(ON_DUTY, 0, 3600)],
        duties=[duty(0, 3600)],
    )
    tables = {
        "owners": np.array([(0, owner)], OF_DETAILS["owners"]),
        "for_owner": np.array([(1, agent, since, until)], OF_DETAILS["for_owner"]),
    }
    return replace(whole, details=tables)


def test_a_day_on_which_a_return_waits_for_the_owner_breaks_no_law() -> None:
    assert check(owned_day(0, 0, 200.0, 300.0)) == []


@pytest.mark.parametrize(
    ("row", "law"),
    [
        ((-1, 0, 200.0, 300.0), "for_owner: the agent owns the case"),
        ((0, 0, 150.0, 300.0), "for_owner: kept after they began"),
        ((0, 0, 290.0, 280.0), "for_owner: kept after they began"),
        ((0, 0, 200.0, 301.0), "for_owner: nobody begins what is kept"),
    ],
)
def test_broken_laws_of_owners_are_told(row: tuple[int, int, float, float], law: str) -> None:
    assert any(found.startswith(law) for found in check(owned_day(*row)))
