"""Who complains, and how those fare who have complained often, where ranks go by it."""

from __future__ import annotations

import numpy as np

from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Mask
from sim.record.by_column import Columns
from sim.record.joined import joined
from sim.scenario.rules.credibility import counts_complaints


def credibility(view: View, rules: Rules) -> Values:
    """Complaints begun in the window and their customers; waits by channel.

    None where it does not matter how often somebody has complained.
    """
    if not counts_complaints(rules.scenario):
        return {}
    issues = view.issues
    before = view.noted("credibility", issues)["before"]
    habitual = before >= rules.scenario.routing.habitual_from
    complaint = np.array([one.complaint for one in rules.scenario.issue_types.values()], bool)
    begun = view.measured & (before >= 0) & complaint[issues["type"]]
    often, number = begun & habitual, float(np.count_nonzero(begun))
    theirs = float(np.count_nonzero(often))
    real = float(np.count_nonzero(often & rules.with_need[issues["type"]]))
    values = {
        "demand.complaints": Value(number),
        "demand.habitual_share": Value(theirs, number),
        "demand.habitual_need_share": Value(real, theirs),
    }
    for queue, name in enumerate(rules.channels):
        rows = view.opened_on(queue)
        rows = rows.at(np.flatnonzero(joined(rows)))
        often = habitual[rows["issue"]]
        values[f"{name}.habitual_wait_s"] = _wait(view, rows, often)
        values[f"{name}.credible_wait_s"] = _wait(view, rows, ~often)
    return values


def _wait(view: View, rows: Columns, chosen: Mask) -> Value:
    """Waiting of contacts that joined ÷ these contacts."""
    some = rows.at(np.flatnonzero(chosen))
    until = np.fmin(np.fmin(some["answered_at"], some["ended_at"]), view.window.stop)
    return Value(float((until - some["opened_at"]).sum()), float(len(some)))
