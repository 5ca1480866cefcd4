"""How many customers know how it will go on, and what they let pass since they do."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.without_need import have_need
from sim.scenario.rules.explanations import explains


def explanations(view: View, rules: Rules) -> Values:
    """Of measured issues, up to the end of the run; none where no team explains anything."""
    if not explains(rules.scenario):
        return {}
    issues = view.issues.at(np.flatnonzero(view.measured))
    noted = view.noted("understandings", issues)
    explained = (noted["contact"] != NOBODY)[have_need(rules, issues)]
    total, known = float(len(explained)), float(np.count_nonzero(explained))
    return {
        "demand.let_pass": Value(float(noted["let_pass"].sum(dtype=np.float64))),
        "resolution.explained_share": Value(known, total),
    }
