"""How many customers know how it will go on, and what they let pass since they do."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.window import Window, floats
from sim.kpi.without_need import have_need
from sim.record import Record
from sim.record.details import details_of
from sim.scenario.rules.explanations import explains


def explanations(record: Record, rules: Rules, window: Window) -> Values:
    """Of measured issues, up to the end of the run; none where no team explains anything."""
    if not explains(rules.scenario):
        return {}
    issues = record.issues[window.holds(floats(record.issues["opened_at"]))]
    noted = details_of(record, "understandings", issues["id"])
    explained = (noted["contact"] != NOBODY)[have_need(rules, issues)]
    total, known = float(len(explained)), float(np.count_nonzero(explained))
    return {
        "demand.let_pass": Value(float(noted["let_pass"].sum(dtype=np.float64))),
        "resolution.explained_share": Value(known, total),
    }
