"""Pieces of work: each taking-up of a contact or task by an agent, and the waits between them.

The floor notes a piece that ends before the job is done. A job's last piece stands in its own
row: it began at ``taken_at``, by ``agent``, and ends at ``freed_at``, or is still in hand.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.codes import (
    AWAITING_APPROVAL,
    COMPLETED,
    DONE,
    HANDED_BACK,
    IN_HAND,
    NOBODY,
    PASSED_ON,
    REDIRECTED,
    WORKING,
    WRAPPING,
)
from sim.record.by_column import Columns, Ids, Rows, shared
from sim.record.columns import PIECES, names_of
from sim.record.record import Array, Mask, Record

Floats = npt.NDArray[np.float64]
REQUEUED = (PASSED_ON, HANDED_BACK)
"""Ends of a piece after which the job stands in a line again."""


IN_OWN_ROW = {
    "job": "id",
    "agent": "agent",
    "stage": "stage",
    "start": "taken_at",
    "end": "freed_at",
}
"""Where the columns of a job's last piece of work stand in its own row."""


def all_pieces(record: Record) -> Array:
    """All pieces of work of a record, by job and start: columns ``PIECES``, shape (pieces,).

    ``ended`` is COMPLETED for the last piece of what is done, IN_HAND (``end`` is nan) for
    what an agent holds when the run ends.
    """
    contacts, tasks = (pieces_on(jobs, record.pieces) for jobs in (record.contacts, record.tasks))
    if not len(tasks):
        return contacts
    both = np.concatenate([contacts, tasks])
    found: Array = both[np.argsort(both["job"], kind="stable")]
    return found


def pieces_on(jobs: Array, noted: Array) -> Array:
    """All pieces of work on ``jobs``, by job and start; see ``all_pieces``.

    ``jobs``: rows of contacts or of tasks, by id; ``noted``: the record's table of pieces.
    """
    rows, earlier = noted_on(jobs, noted)
    last = last_pieces(jobs)
    if not len(rows):
        return last
    both = np.concatenate([earlier, last])
    found: Array = both[np.lexsort((both["start"], both["job"]))]
    return found


def last_pieces(jobs: Array) -> Array:
    """The pieces of work that stand in the rows of contacts or tasks themselves."""
    chosen = _worked_on(jobs)
    found = np.empty(len(chosen), PIECES)
    for name, column in IN_OWN_ROW.items():
        found[name] = jobs[column][chosen]
    found["ended"] = np.where(np.isfinite(jobs["freed_at"][chosen]), COMPLETED, IN_HAND)
    return found


def _worked_on(jobs: Rows) -> Ids:
    """The contacts or tasks in whose own row a piece of work stands."""
    return np.flatnonzero(in_own_row(jobs["state"]) & (jobs["agent"] != NOBODY))


def work_on(jobs: Columns, noted: Array) -> Columns:
    """All pieces of work on ``jobs``: noted ones by job and start, then those in jobs' own rows.

    Columns: ``row`` of ``jobs``; job, agent, stage, start, end (nan: in hand); else those of the
    job. ``noted``: the record's table of pieces.
    """
    row, earlier = noted_on(jobs, noted)
    own = _worked_on(jobs)
    rows = np.concatenate([row, own])

    def column(name: str) -> Array:
        if name == "row":
            return rows
        if name in IN_OWN_ROW:
            return np.concatenate([earlier[name], jobs[IN_OWN_ROW[name]][own]])
        found: Array = jobs[name][rows]
        return found

    return Columns(column, len(rows))


def in_own_row(state: Array) -> Mask:
    """Of which contacts or tasks the last piece of work stands in their own row, by state.

    Of others, which wait, lie aside or have gone, it has been noted. Who was redirected at the
    offer has none.
    """
    done = (state == DONE) | (state == REDIRECTED) | (state == AWAITING_APPROVAL)
    found: Mask = done | (state == WORKING) | (state == WRAPPING)
    return found


def noted_on(jobs: Rows, noted: Array) -> tuple[Ids, Array]:
    """The noted pieces on ``jobs``, by job and start, and the row of the job of each."""
    if not len(noted) or not len(jobs):
        return np.empty(0, np.intp), np.empty(0, PIECES)
    order = np.lexsort((noted["start"], noted["job"]))
    row, theirs = shared(jobs["id"], noted["job"][order])
    found = np.empty(len(theirs), PIECES)
    for name in names_of(PIECES):
        found[name] = noted[name][order[theirs]]
    return row, found


class Waits(NamedTuple):
    """Waits [start, end), each of the contact or task in ``row`` of the table."""

    row: Ids
    start: Floats
    end: Floats


def later_waits(record: Record) -> Waits:
    """The waits of contacts after the first one; see ``waits_after``."""
    noted = noted_on(record.contacts, record.pieces)
    return waits_after(record.contacts, record.stop_s, *noted)


def waits_after(jobs: Array, stop_s: float, row: Ids, noted: Array) -> Waits:
    """The waits of contacts or tasks after the first one, by what ``noted_on`` says of them.

    From being passed on or handed back until somebody takes it up, the customer goes, or the
    run ends; after-contact work that is handed back keeps no customer waiting.
    """
    taken = np.where(in_own_row(jobs["state"][row]), jobs["taken_at"][row], np.nan)
    again, last = np.roll(noted["start"], -1), np.diff(row, append=-1) != 0
    gone = np.fmin(jobs["ended_at"][row], stop_s)
    until = np.fmin(np.where(last, taken, again), gone)
    waits = np.flatnonzero(np.isin(noted["ended"], REQUEUED) & (noted["end"] < gone))
    return Waits(row[waits], noted["end"][waits], until[waits])
