"""Contacts that need nothing but an answer: how many, what they take, how they are judged.

Measures of resolution and satisfaction leave such issues out, but for those of their own type.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.kpi.issues import Issues
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.window import Array, Floats, Mask, Window, floats, run_of
from sim.record import Record
from sim.record.pieces import pieces_on
from sim.scoring import NO_ANSWER_S
from sim.time_units import HOUR


def have_need(rules: Rules, issues: Array) -> Mask | slice:
    """Which issues of a table have a need; a slice, which copies nothing, if all types have."""
    if rules.with_need.all():
        return slice(None)
    found: Mask = rules.with_need[issues["type"]]
    return found


def measured_needs(record: Record, rules: Rules, issues: Issues) -> Array | slice:
    """The rows of the measured issues with a need."""
    if rules.with_need.all():
        return run_of(issues.measured)
    return run_of(issues.measured & rules.with_need[record.issues["type"]])


class Judged(NamedTuple):
    """What is judged of issues: whether they are met, contacts made, and the wait."""

    met: Mask
    made: Array
    waited_s: Floats


def by_wait_alone(rules: Rules, issues: Array, answered: Mask, judged: Judged) -> Judged:
    """What is judged where an answer is all that is needed: the wait for it.

    ``issues``: rows of the table; ``answered``: by the judgement.
    """
    if rules.with_need.all():
        return judged
    plain = ~rules.with_need[issues["type"]]
    never = plain & ~answered
    return Judged(
        judged.met | plain,
        np.where(plain, 1, judged.made),
        np.where(never, NO_ANSWER_S, judged.waited_s),
    )


def without_need(record: Record, rules: Rules, window: Window) -> Values:
    """Their contacts and hours in the window, and shares of all; none where there are none."""
    if rules.with_need.all():
        return {}
    contacts = record.contacts
    plain = ~rules.with_need[record.issues["type"][contacts["issue"]]]
    made = window.holds(floats(contacts["opened_at"]))
    number = float(np.count_nonzero(made & plain))
    hours = _hours(record, contacts[plain], window)
    all_hours = _hours(record, contacts, window) + _hours(record, record.tasks, window)
    return {
        "demand.contacts_without_need": Value(number),
        "demand.without_need_share": Value(number, float(np.count_nonzero(made))),
        "demand.hours_without_need": Value(hours),
        "demand.hours_without_need_share": Value(hours, all_hours),
    }


def _hours(record: Record, jobs: Array, window: Window) -> float:
    """Hours of the window in which jobs were in agents' hands."""
    pieces = pieces_on(jobs, record.pieces)
    end = np.fmin(pieces["end"], record.stop_s)
    return float(window.overlap(floats(pieces["start"]), end).sum()) / HOUR
