"""Contacts that get no answer, by channel that does not answer all."""

from __future__ import annotations

import numpy as np

from sim.codes import IGNORED, MET
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.window import Window, opened_on
from sim.kpi.without_need import have_need
from sim.record import Record
from sim.record.joined import joined


def ignored(record: Record, rules: Rules, window: Window) -> Values:
    """How many contacts opened in the window were ignored, and what became of their issues."""
    values: Values = {}
    for queue, (name, channel) in enumerate(rules.scenario.channels.items()):
        if channel.selects:
            rows = opened_on(record, queue, window)
            passed_over = rows[rows["state"] == IGNORED]
            offered = np.count_nonzero(joined(rows))
            of_issues = record.issues[np.unique(passed_over["issue"])]
            of_issues = of_issues[have_need(rules, of_issues)]
            met = np.count_nonzero(of_issues["state"] == MET)
            count = float(len(passed_over))
            values[f"{name}.ignored"] = Value(count)
            values[f"{name}.ignored_share"] = Value(count, count + offered)
            values[f"{name}.ignored_met_share"] = Value(float(met), float(len(of_issues)))
    return values
