"""How many customers know how it will go on, and what they let pass since they do."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.window import Window, floats
from sim.record import Record
from sim.record.details import details_of
from sim.scenario.rules.explanations import explains


def explanations(record: Record, rules: Rules, window: Window) -> Values:
    """Of measured issues, up to the end of the run; none where no team explains anything."""
    if not explains(rules.scenario):
        return {}
    measured = record.issues["id"][window.holds(floats(record.issues["opened_at"]))]
    noted = details_of(record, "understandings", measured)
    total, known = float(len(measured)), float(np.count_nonzero(noted["contact"] != NOBODY))
    return {
        "demand.let_pass": Value(float(noted["let_pass"].sum(dtype=np.float64))),
        "resolution.explained_share": Value(known, total),
    }
