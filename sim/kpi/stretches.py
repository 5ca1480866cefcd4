"""When the jobs of a line wait and are worked on, and how many do at a time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.codes import LOST
from sim.kpi.window import Array, Floats, Ids, Window, floats, ids
from sim.record import Record
from sim.record.joined import joined
from sim.record.pieces import noted_on, pieces_on, waits_after
from sim.record.updates import without_updates

SHARES = {"p50": 0.5, "p90": 0.9, "p95": 0.95, "p99": 0.99}
"""Quantiles of numbers, by the word for them."""
TRIFLE = 1e-12


class Stretches(NamedTuple):
    """Stretches [start, end) in seconds, each of the job in a row of a line's table."""

    row: Ids
    start: Floats
    end: Floats


class Line(NamedTuple):
    """The jobs of a channel or desk: ``opened_at`` by row, their waits, and the work on them.

    A job waits until it is taken up, is over, or the run ends, also after it was passed on or
    handed back; work includes that after the contact. Put aside it does neither.
    """

    opened_at: Floats
    waits: Stretches
    work: Stretches


def line_of_channel(record: Record, channel: int) -> Line:
    """Those who joined a channel, by its id."""
    rows = record.contacts.take(np.flatnonzero(record.contacts["queue"] == channel))
    return _line(rows[joined(rows)], record)


def line_of_desk(record: Record, queue: int) -> Line:
    """The tasks of a desk, by the id of its queue; not the lost ones, nor updates of customers."""
    tasks = without_updates(record)
    rows = tasks.take(np.flatnonzero((tasks["queue"] == queue) & (tasks["state"] != LOST)))
    return _line(rows, record)


def _line(rows: Array, record: Record) -> Line:
    stop, opened = record.stop_s, floats(rows["opened_at"])
    until = np.fmin(np.fmin(rows["answered_at"], rows["ended_at"]), stop)
    again = waits_after(rows, stop, *noted_on(rows, record.pieces))
    first = np.arange(len(rows))
    waits = Stretches(
        np.concatenate([first, again.row]),
        np.concatenate([opened, again.start]),
        np.concatenate([until, again.end]),
    )
    pieces = pieces_on(rows, record.pieces)
    row = np.searchsorted(rows["id"], pieces["job"])
    return Line(opened, waits, Stretches(row, pieces["start"], np.fmin(pieces["end"], stop)))


def work_of_team(record: Record, team: int) -> Stretches:
    """What agents of a team have in hand: pieces of work on contacts and tasks."""
    pieces = [pieces_on(jobs, record.pieces) for jobs in (record.contacts, record.tasks)]
    own = ids(record.agents["team"]) == team
    chosen = np.concatenate([part[own[part["agent"]]] for part in pieces])
    rows = np.arange(len(chosen))
    return Stretches(rows, chosen["start"], np.fmin(chosen["end"], record.stop_s))


def law_of_number(stretches: Stretches, window: Window) -> Floats:
    """Shares of the window in which 0, 1, 2, … of the stretches run."""
    start, end = window.cut(stretches.start), window.cut(stretches.end)
    times = np.concatenate([[window.start], start, end])
    steps = np.concatenate([[0], np.ones(len(start), int), np.full(len(end), -1)])
    order = np.argsort(times, kind="stable")
    lengths = np.diff(times[order], append=window.end)
    running = np.cumsum(steps[order])
    some = lengths > 0.0
    return np.asarray(np.bincount(running[some], lengths[some]) / window.length_s)


def quantile(law: Floats, share: float) -> float:
    """The least number that is not exceeded for that share of the time."""
    return float(np.searchsorted(np.cumsum(law), share - TRIFLE))


def mean(law: Floats) -> float:
    """The time average of the number."""
    return float(law @ np.arange(len(law)))


def work_waiting_s(line: Line, window: Window) -> float:
    """Seconds of work on the jobs that wait, on average over the window.

    The work of a job is what agents do on it from then on until the run ends: of one that is never
    taken up there is none.
    """
    waits, work = line.waits, line.work
    rows, after = (
        np.concatenate(pair) for pair in ((waits.row, work.row), (waits.end, work.start))
    )
    of_work = np.repeat([0, 1], [len(waits.row), len(work.row)])
    seconds = np.concatenate([np.zeros(len(waits.row)), work.end - work.start])
    order = np.lexsort((of_work, after, rows))
    later = np.cumsum(seconds[order][::-1])[::-1]  # from each moment on, of all later rows too
    next_row = np.searchsorted(rows[order], rows[order], side="right")
    later = later - np.append(later, 0.0)[next_row]
    left = np.empty(len(order))
    left[order] = later
    waited_s = window.overlap(waits.start, waits.end)
    return float(waited_s @ left[: len(waits.row)]) / window.length_s


def work_left_s(line: Line, window: Window) -> float:
    """Seconds of work on the jobs that are there, on average over the window: of those that wait
    and what is left of those in hand (the workload of queueing theory)."""
    work = line.work
    before_s = window.overlap(line.opened_at[work.row], work.start)
    low, high = window.cut(work.start), window.cut(work.end)
    left = (high - low) @ (work.end - (low + high) / 2.0)
    return float(before_s @ (work.end - work.start) + left) / window.length_s
