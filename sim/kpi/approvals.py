"""Answers that have to be approved, by channel that asks for approval."""

from __future__ import annotations

import numpy as np

from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.time_units import HOUR


def approvals(view: View, rules: Rules) -> Values:
    """Answers to contacts opened in the window that had to be approved, and how long it took."""
    values: Values = {}
    for queue, (name, channel) in enumerate(rules.scenario.channels.items()):
        if channel.approval is not None:
            rows = view.opened_on(queue)
            details = view.noted("approvals", rows)
            asked = float(np.count_nonzero(np.isfinite(details["asked_at"])))
            answered = float(np.count_nonzero(np.isfinite(rows["answered_at"])))
            took_s = details["given_at"] - details["asked_at"]
            took_s = took_s[np.isfinite(took_s)]
            given = float(len(took_s))
            values[f"{name}.approvals"] = Value(asked)
            values[f"{name}.approval_share"] = Value(asked, answered)
            values[f"{name}.approved_share"] = Value(given, asked)
            values[f"{name}.mean_approval_h"] = Value(float(took_s.sum()) / HOUR, given)
    return values
