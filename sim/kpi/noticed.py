"""Errors of its own that the firm noticed, and customers who need not ask."""

from __future__ import annotations

import numpy as np

from sim.codes import MET, NOT_ARISEN
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Floats, Mask
from sim.record import Record
from sim.scenario.rules.noticing import noticed_of


def noticed(view: View, rules: Rules) -> Values:
    """In all and by issue type that may be noticed, of measured issues, by the end of the run."""
    known = list(rules.scenario.issue_types.values())
    types = [at for at, one in enumerate(known) if noticed_of(one) is not None]
    if not types:
        return {}
    table = view.issues
    chosen = view.measured & (table["state"] != NOT_ARISEN)
    acted = np.isfinite(view.noted("noticed", table)["noticed_at"])
    asked = np.zeros(len(table), bool)
    asked[view.contacts["issue"]] = True
    met = table["state"] == MET
    parts = {"resolution": chosen & np.isin(table["type"], types)}
    parts |= {f"types.{rules.types[at]}": chosen & (table["type"] == at) for at in types}
    values: Values = {}
    for place, part in parts.items():
        values |= _measures(place, part, acted, met & ~asked)
    return values


def _measures(place: str, part: Mask, acted: Mask, unasked: Mask) -> Values:
    issues = float(np.count_nonzero(part))
    saved = float(np.count_nonzero(part & unasked))
    return {
        f"{place}.noticed_share": Value(float(np.count_nonzero(part & acted)), issues),
        f"{place}.met_unasked_share": Value(saved, issues),
        f"{place}.contacts_saved": Value(saved),
    }


def unaware_s(record: Record) -> Floats:
    """By issue, seconds from the need until the customer sees it: so long nobody waits."""
    found = np.zeros(len(record.issues))
    if "noticed" in record.details:
        rows = record.details["noticed"]
        sees = np.flatnonzero(np.isfinite(rows["aware_at"]))
        issue = rows["issue"][sees]
        found[issue] = rows["aware_at"][sees] - record.issues["opened_at"][issue]
    return found
