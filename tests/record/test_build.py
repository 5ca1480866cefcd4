"""Splitting the floor's jobs into contacts and tasks, without copies where none are needed."""

from __future__ import annotations

import numpy as np

from sim.codes import DECLINED, DONE, FUTURE, NOT_MADE, OPEN, PLANNED
from sim.floor.tables import DTYPES, beginning
from sim.record import build
from sim.record.columns import CONTACTS, TASKS, names_of
from sim.record.record import DUTY
from tests.record.by_hand import done, record


def built(issues: np.ndarray, jobs: np.ndarray, n_channels: int = 1, details=None):
    return build(
        issues,
        jobs,
        np.zeros(2, DTYPES["pieces"]),
        np.zeros(3, DTYPES["spells"]),
        np.zeros(2, DTYPES["agents"]),
        np.zeros(1, DUTY),
        n_channels,
        warm_up_s=0.0,
        end_s=1.0,
        stop_s=2.0,
        names={"channels": ("phone",)},
        details=details,
    )


def floor_tables(issues: int, jobs: int) -> tuple[np.ndarray, np.ndarray]:
    table = np.zeros(issues, DTYPES["issues"])
    table["state"] = OPEN
    rows = np.zeros(jobs, DTYPES["jobs"])
    rows["id"] = np.arange(jobs)
    rows["state"] = DONE
    return table, rows


def test_the_floors_own_tables_become_views_of_the_records_columns():
    issues, jobs = floor_tables(4, 5)
    found = built(issues, jobs)
    for table, origin in ((found.contacts, jobs), (found.issues, issues)):
        assert np.shares_memory(table, origin)
        assert len(table) == len(origin)
    assert found.contacts.dtype.names == CONTACTS.names
    assert found.tasks.dtype == TASKS
    assert len(found.tasks) == 0


def test_tasks_and_contacts_part_by_queue_and_the_never_made_are_left_out():
    issues, jobs = floor_tables(4, 6)
    jobs["queue"] = [0, 1, 0, 2, 0, 0]
    jobs["state"][[2, 4]] = FUTURE, NOT_MADE
    found = built(issues, jobs)
    assert found.contacts["id"].tolist() == [0, 5]
    assert found.tasks["id"].tolist() == [1, 3]
    assert found.tasks["queue"].tolist() == [1, 2]
    assert found.contacts.dtype.names == CONTACTS.names
    assert found.tasks.dtype.names == TASKS.names


def test_only_contacts_but_one_never_made():
    issues, jobs = floor_tables(1, 3)
    jobs["state"][1] = NOT_MADE
    assert built(issues, jobs).contacts["id"].tolist() == [0, 2]


def test_issues_planned_after_the_stop_are_left_out_at_the_end():
    issues, jobs = floor_tables(5, 0)
    issues["state"][3:] = PLANNED
    assert len(built(issues, jobs).issues) == 3
    issues["state"][:] = PLANNED
    assert len(built(issues, jobs).issues) == 0


def test_columns_keep_their_values_through_the_split():
    made = record(
        [{"opened_at": 0.0, "state": OPEN}],
        [done(0, 1.0, 2.0, 3.0, promised_at=9.0)],
        [done(0, 4.0, 5.0, 6.0, queue=1, stage=3)],
        desks=("office",),
    )
    assert made.contacts[["opened_at", "answered_at", "promised_at"]][0].tolist() == (1, 2, 9)
    assert made.tasks[["opened_at", "answered_at", "stage"]][0].tolist() == (4, 5, 3)
    assert names_of(made.tasks.dtype) == names_of(TASKS)


def test_details_are_let_go_when_what_is_kept_of_them_is_known():
    issues, jobs = floor_tables(1, 3)
    details = {"questions": beginning("questions", 4), "callbacks": beginning("callbacks", 4)}
    details["callbacks"]["state"][[1, 3]] = DECLINED
    found = built(issues, jobs, details=details)
    assert {name: rows["job"].tolist() for name, rows in found.details.items()} == {
        "questions": [],
        "callbacks": [1],  # the fourth row is not in use
    }
    assert not details
