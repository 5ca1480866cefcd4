"""Laws about pieces of work: of contacts and tasks, and of the agents who do them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.codes import (
    ABANDONED,
    ANSWERED_BY_PEERS,
    BUSY,
    COMPLETED,
    DISCONNECTED,
    INTERRUPTED,
    NOBODY,
    ON_DUTY,
    PASSED_ON,
)
from sim.record.law import tell
from sim.record.pieces import REQUEUED, all_pieces, pieces_on
from sim.record.record import Array, Record
from sim.record.spells import covered_s, held_at_most, outside


def check_pieces(record: Record, concurrency: Sequence[int] | None, found: list[str]) -> None:
    """Add the laws about pieces of work that the record breaks to ``found``.

    ``concurrency``: how much may be in hand at once, by team; without it that law is not looked at.
    """
    noted = record.pieces
    known = np.isin(noted["ended"], (*REQUEUED, INTERRUPTED))
    tell(found, ~known, noted["job"], "pieces: what is noted was not the last piece of work")
    _of_jobs(record, record.contacts, "contacts", found)
    _of_jobs(record, record.tasks, "tasks", found)
    pieces = all_pieces(record)
    pieces = pieces[pieces["agent"] != NOBODY]
    _at_work(record, pieces, found)
    if concurrency is not None:
        _in_hand(record, pieces, concurrency, found)


def _of_jobs(record: Record, jobs: Array, name: str, found: list[str]) -> None:
    """Pieces follow each other from the answer to the end, and requeues lie between them."""
    pieces = pieces_on(jobs, record.pieces)
    job, start, end = pieces["job"], pieces["start"], np.fmin(pieces["end"], record.stop_s)
    row = np.searchsorted(jobs["id"], job)
    first, last = np.diff(row, prepend=-1) != 0, np.diff(row, append=-1) != 0
    tell(found, ~(start <= end), job, f"{name}: a piece of work ends after it begins")
    overlap = ~first & (start < np.roll(end, 1))
    tell(found, overlap, job, f"{name}: pieces of work do not overlap")
    broken = (start < jobs["answered_at"][row]) | (end > _over_at(record, jobs)[row])
    tell(found, broken, job, f"{name}: pieces of work lie between the answer and the end")
    for column, which, law in (
        ("answered_at", first, "the first piece of work begins with the answer"),
        ("taken_at", last, "taken up when the last piece of work begins"),
    ):
        begun = np.full(len(jobs), np.nan)
        begun[row[which]] = start[which]
        broken = (begun != jobs[column]) & ~(np.isnan(begun) & np.isnan(jobs[column]))
        tell(found, broken, jobs["id"], f"{name}: {law}")
    for column, ends in (("requeues", REQUEUED), ("transfers", (PASSED_ON,))):
        if column in (jobs.dtype.names or ()):
            times = np.bincount(row[np.isin(pieces["ended"], ends)], minlength=len(jobs))
            law = f"{name}: {column} = pieces of work that ended so"
            tell(found, times != jobs[column], jobs["id"], law)


def _over_at(record: Record, jobs: Array) -> Array:
    """When contacts or tasks are over, for customer and agent, or the run is."""
    gone = np.isin(jobs["state"], (ABANDONED, DISCONNECTED, ANSWERED_BY_PEERS))
    over: Array = np.fmin(np.where(gone, jobs["ended_at"], jobs["freed_at"]), record.stop_s)
    return over


def _at_work(record: Record, pieces: Array, found: list[str]) -> None:
    """Agents are on duty and busy as long as anything is in hand, and busy no longer."""
    spells, n = record.spells, len(record.agents)
    agent, start, end = pieces["agent"], pieces["start"], np.fmin(pieces["end"], record.stop_s)
    lasting = start < end
    here, busy = (spells[spells["kind"] == kind] for kind in (ON_DUTY, BUSY))
    # What is put aside may go back to its line when its agent has gone: a piece of no length.
    broken = (lasting | (pieces["ended"] == COMPLETED)) & outside(agent, start, end, here)
    tell(found, broken, pieces["job"], "pieces: nobody works off duty")
    broken = lasting & outside(agent, start, end, busy)
    tell(found, broken, pieces["job"], "pieces: who works is busy")
    worked_s = covered_s(agent, start, end, n)
    busy_s = covered_s(busy["agent"], busy["start"], busy["end"], n)
    law = "agents: busy as long as anything is in hand"
    tell(found, worked_s != busy_s, record.agents["id"], law)


def _in_hand(record: Record, pieces: Array, concurrency: Sequence[int], found: list[str]) -> None:
    """Nobody has more contacts or tasks in hand than the team allows."""
    end = np.fmin(pieces["end"], record.stop_s)
    most = held_at_most(pieces["agent"], pieces["start"], end, len(record.agents))
    allowed = np.asarray(concurrency)[record.agents["team"]]
    law = "agents: nobody holds more contacts than allowed"
    tell(found, most > allowed, record.agents["id"], law)
