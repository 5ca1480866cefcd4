"""Deferred work by desk: what was left, done, lost, and how long it took."""

from __future__ import annotations

import numpy as np

from sim.codes import DONE, LOST
from sim.kpi.contacts import WITHIN_H
from sim.kpi.rules import Rules
from sim.kpi.service import started_within
from sim.kpi.value import Value, Values
from sim.kpi.window import Floats, Ids, Mask, Window, chunks, count, floats, ids, total
from sim.record import Record
from sim.record.pieces import noted_on
from sim.record.updates import without_updates
from sim.time_units import HOUR

_EDGES = np.array(WITHIN_H) * HOUR


class Tasks:
    """Sums over tasks, by desk; unless said otherwise of those left in the window.

    handle_s: seconds of all pieces of work on those done; backlog and oldest_at are of all tasks
    not yet done at the window's end; by_team: tasks worked on, by team.
    """

    def __init__(self, desks: int, teams: int) -> None:
        sums = np.zeros((7, desks))
        self.created, self.done, self.lost, self.wait_s = sums[:4]
        self.turnaround_s, self.handle_s, self.backlog = sums[4:]
        self.started = np.zeros((desks, len(WITHIN_H) + 1))
        self.oldest_at = np.full(desks, np.inf)
        self.by_team = np.zeros(teams)


def tally(record: Record, rules: Rules, window: Window) -> Tasks:
    """The sums over all tasks of a record."""
    n, first = len(rules.desks), len(rules.channels)
    tasks = Tasks(n, len(rules.teams))
    for rows in chunks(without_updates(record)):
        desk, state = ids(rows["queue"]) - first, ids(rows["state"])
        opened, answered = floats(rows["opened_at"]), floats(rows["answered_at"])
        ended = floats(rows["ended_at"])
        lost, done = state == LOST, state == DONE
        left = (opened < window.end) & ~lost & ~(ended < window.end)
        tasks.backlog += count(desk[left], n)
        np.minimum.at(tasks.oldest_at, desk[left], opened[left])
        measured = window.holds(opened)
        tasks.created += count(desk[measured], n)
        tasks.lost += count(desk[measured & lost], n)
        worked = measured & (answered == answered)
        tasks.by_team += count(ids(rows["team"][worked]), len(rules.teams))
        _add_waits(tasks, desk, np.fmin(answered, window.stop) - opened, measured & ~lost)
        _add_starts(tasks, desk[worked], (answered - opened)[worked])
        done &= measured
        tasks.done += count(desk[done], n)
        tasks.turnaround_s += total(desk[done], (ended - opened)[done], n)
        tasks.handle_s += total(desk[done], (rows["freed_at"] - rows["taken_at"])[done], n)
    _add_noted(tasks, record, first, window)
    return tasks


def _add_noted(tasks: Tasks, record: Record, first: int, window: Window) -> None:
    """Add the pieces of work noted before tasks were done."""
    table = without_updates(record)
    row, noted = noted_on(table, record.pieces)
    done = (table["state"][row] == DONE) & window.holds(table["opened_at"][row])
    desk = ids(table["queue"][row[done]]) - first
    tasks.handle_s += total(desk, (noted["end"] - noted["start"])[done], len(tasks.handle_s))


def _add_waits(tasks: Tasks, desk: Ids, wait: Floats, chosen: Mask) -> None:
    tasks.wait_s += total(desk[chosen], wait[chosen], len(tasks.wait_s))


def _add_starts(tasks: Tasks, desk: Ids, wait: Floats) -> None:
    width = tasks.started.shape[1]
    bucket = desk * width + np.searchsorted(_EDGES, wait)
    tasks.started += count(bucket, tasks.started.size).reshape(tasks.started.shape)


def by_desk(tasks: Tasks, rules: Rules, window: Window) -> Values:
    """The measures of each desk."""
    values: Values = {}
    for desk, name in enumerate(rules.desks):
        prefix = f"tasks.{name}"
        created, lost = float(tasks.created[desk]), float(tasks.lost[desk])
        done, backlog = float(tasks.done[desk]), float(tasks.backlog[desk])
        arrived = created - lost
        age_s = window.end - float(tasks.oldest_at[desk])
        values |= {
            f"{prefix}.created": Value(created),
            f"{prefix}.done": Value(done),
            f"{prefix}.lost": Value(lost),
            f"{prefix}.done_share": Value(done, created),
            f"{prefix}.mean_wait_h": Value(float(tasks.wait_s[desk]) / HOUR, arrived),
            f"{prefix}.mean_turnaround_h": Value(float(tasks.turnaround_s[desk]) / HOUR, done),
            f"{prefix}.mean_handle_s": Value(float(tasks.handle_s[desk]), done),
            f"{prefix}.backlog_end": Value(backlog),
            f"{prefix}.oldest_age_h": Value(age_s / HOUR if backlog else 0.0),
        }
        values |= started_within(prefix, tasks.started[desk].tolist(), arrived)
    return values
