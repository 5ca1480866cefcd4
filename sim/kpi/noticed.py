"""Errors of its own that the firm noticed, and customers who need not ask."""

from __future__ import annotations

import numpy as np

from sim.codes import MET, NOT_ARISEN
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.window import Array, Floats, Mask, Window, floats
from sim.record import Record
from sim.record.details import details_of
from sim.scenario.rules.noticing import noticed_of


def noticed(record: Record, rules: Rules, window: Window) -> Values:
    """In all and by issue type that may be noticed, of measured issues, by the end of the run."""
    known = list(rules.scenario.issue_types.values())
    types = [at for at, one in enumerate(known) if noticed_of(one) is not None]
    if not types:
        return {}
    table = record.issues
    chosen = window.holds(floats(table["opened_at"])) & (table["state"] != NOT_ARISEN)
    acted = np.isfinite(details_of(record, "noticed", table["id"])["noticed_at"])
    asked = np.bincount(record.contacts["issue"], minlength=len(table)) > 0
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
        rows: Array = record.details["noticed"]
        rows = rows[np.isfinite(rows["aware_at"])]
        found[rows["issue"]] = rows["aware_at"] - record.issues["opened_at"][rows["issue"]]
    return found
