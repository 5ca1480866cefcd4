"""Contacts that get no answer, by channel that does not answer all."""

from __future__ import annotations

import numpy as np

from sim.codes import IGNORED, MET
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.without_need import have_need
from sim.record.joined import joined


def ignored(view: View, rules: Rules) -> Values:
    """How many contacts opened in the window were ignored, and what became of their issues."""
    values: Values = {}
    for queue, (name, channel) in enumerate(rules.scenario.channels.items()):
        if channel.selects:
            rows = view.opened_on(queue)
            passed_over = rows["issue"][rows["state"] == IGNORED]
            offered = np.count_nonzero(joined(rows))
            of_issues = view.issues.at(np.unique(passed_over))
            ends = of_issues["state"][have_need(rules, of_issues)]
            met = np.count_nonzero(ends == MET)
            count = float(len(passed_over))
            values[f"{name}.ignored"] = Value(count)
            values[f"{name}.ignored_share"] = Value(count, count + offered)
            values[f"{name}.ignored_met_share"] = Value(float(met), float(len(ends)))
    return values
