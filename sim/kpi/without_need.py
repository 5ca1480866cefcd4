"""Contacts that need nothing but an answer: how many, what they take, how they are judged.

Measures of resolution and satisfaction leave such issues out, but for those of their own type.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.kpi.issues import Issues
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Array, Floats, Mask, run_of
from sim.record import Record
from sim.record.by_column import Columns, Rows
from sim.scoring import NO_ANSWER_S
from sim.time_units import HOUR


def have_need(rules: Rules, issues: Rows) -> Mask | slice:
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


def without_need(view: View, rules: Rules) -> Values:
    """Their contacts and hours in the window, and shares of all; none where there are none."""
    if rules.with_need.all():
        return {}
    plain = ~rules.with_need[view.issues["type"]]
    made = plain[view.opened["issue"]]
    number = float(np.count_nonzero(made))
    hours = _hours(view, view.work, plain[view.work["issue"]])
    all_hours = _hours(view, view.work) + _hours(view, view.work_at_desks)
    return {
        "demand.contacts_without_need": Value(number),
        "demand.without_need_share": Value(number, float(len(made))),
        "demand.hours_without_need": Value(hours),
        "demand.hours_without_need_share": Value(hours, all_hours),
    }


def _hours(view: View, work: Columns, chosen: Mask | slice = slice(None)) -> float:
    """Hours of the window that pieces of work take."""
    end = np.fmin(work["end"], view.window.stop)
    return float(view.window.overlap(work["start"], end)[chosen].sum()) / HOUR
