"""Who complains, and how those fare who have complained often, where ranks go by it."""

from __future__ import annotations

import numpy as np

from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.window import Array, Mask, Window, floats, opened_on
from sim.record import Record
from sim.record.details import details_of
from sim.record.joined import joined
from sim.scenario.rules.credibility import counts_complaints


def credibility(record: Record, rules: Rules, window: Window) -> Values:
    """Complaints begun in the window and their customers; waits by channel.

    None where it does not matter how often somebody has complained.
    """
    if not counts_complaints(rules.scenario):
        return {}
    issues = record.issues
    before = details_of(record, "credibility", issues["id"])["before"]
    habitual = before >= rules.scenario.routing.habitual_from
    complaint = np.array([one.complaint for one in rules.scenario.issue_types.values()], bool)
    begun = window.holds(floats(issues["opened_at"])) & (before >= 0) & complaint[issues["type"]]
    often, number = begun & habitual, float(np.count_nonzero(begun))
    theirs = float(np.count_nonzero(often))
    real = float(np.count_nonzero(often & rules.with_need[issues["type"]]))
    values = {
        "demand.complaints": Value(number),
        "demand.habitual_share": Value(theirs, number),
        "demand.habitual_need_share": Value(real, theirs),
    }
    for queue, name in enumerate(rules.channels):
        rows = opened_on(record, queue, window)
        rows = rows[joined(rows)]
        often = habitual[rows["issue"]]
        values[f"{name}.habitual_wait_s"] = _wait(record, rows, often)
        values[f"{name}.credible_wait_s"] = _wait(record, rows, ~often)
    return values


def _wait(record: Record, rows: Array, chosen: Mask) -> Value:
    """Waiting of contacts that joined ÷ these contacts."""
    some = rows[chosen]
    until = np.fmin(np.fmin(some["answered_at"], some["ended_at"]), record.stop_s)
    return Value(float((until - some["opened_at"]).sum()), float(len(some)))
