"""Rows that a move may add: how a fresh one begins, and when a table is too short for them."""

from __future__ import annotations

from math import isnan
from typing import Any

import pytest

from sim.codes import FUTURE, NEED, NOBODY, NOTHING
from sim.engine.objects import blank_rows
from sim.floor.allocation import (
    A_MOVE,
    GROWING,
    JOBS,
    NOTHING_LACKS,
    allot,
    look,
    new_job,
)
from sim.floor.follow_ups import SERVE_LINE, do_last, do_next
from sim.plan import make_plan
from tests.engine.crowds import day
from tests.floor.by_hand import ready
from tests.properties.running import scenario_of

LINKS = ("line", "agent", "team", "rule", "prev", "next", "beside")
TIMES = (
    *("opened_at", "queued_at", "answered_at", "taken_at", "ended_at", "freed_at"),
    *("left_s", "promised_at", "patient_until"),
)


@pytest.fixture
def floor() -> Any:
    """A floor whose growing tables have just the rows of one move left."""
    return ready(make_plan(scenario_of(day(1, head_count=1)), seed=1))


def test_a_fresh_job_is_linked_to_nothing_and_has_no_times(floor: Any) -> None:
    issue = floor.issues[0]
    new_job(floor, issue, 0, 0, NEED)
    job = new_job(floor, issue, 3, 0, NEED)
    assert (job.id, job.issue, job.number, job.queue) == (1, issue.id, 3, 0)
    assert (job.reason, job.state, job.stage) == (NEED, FUTURE, NOTHING)
    assert (job.transfers, job.requeues) == (0, 0)
    assert {getattr(job, name) for name in LINKS} == {NOBODY}
    assert all(isnan(getattr(job, name)) for name in TIMES)


@pytest.mark.parametrize("table", range(len(GROWING)), ids=GROWING)
def test_a_table_with_fewer_rows_than_a_move_may_add_is_too_short(floor: Any, table: int) -> None:
    floor.reserves.extend(blank_rows("reserves", 1))  # else nobody looks for room for calls
    assert look(floor) == NOTHING_LACKS
    setattr(floor.counters[0], GROWING[table], 1)
    assert look(floor) == table


def test_rows_are_taken_one_by_one(floor: Any) -> None:
    counters = floor.counters[0]
    new_job(floor, floor.issues[0], 0, 0, NEED)
    assert (counters.budget, counters.spare) == (A_MOVE - 1, A_MOVE - 1)
    assert allot(floor) == JOBS


def test_what_is_done_last_may_fill_the_table(floor: Any) -> None:
    for k in range(1, A_MOVE):
        do_next(floor, SERVE_LINE, k)
    do_last(floor, SERVE_LINE, 0)
    assert [follow_up.id for follow_up in floor.follow_ups] == list(range(A_MOVE))
