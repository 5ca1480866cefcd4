"""Needs that lost their value before they were met, in all and by issue type that perishes."""

from __future__ import annotations

import numpy as np

from sim.codes import MET
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Floats, Mask, ids, total
from sim.record.by_column import Columns
from sim.time_units import HOUR

SUMS = 5
"""Needs, those perished, value lost, value kept, seconds of work in vain."""


def perished(view: View, rules: Rules) -> Values:
    """What became of the measured needs whose value may perish, by the end of the run."""
    known = list(rules.scenario.issue_types.values())
    types = [at for at, one in enumerate(known) if one.value_lasts is not None]
    if not types:
        return {}
    table = view.issues
    chosen = view.measured & np.isin(table["type"], types)
    gone_at = view.noted("perished", table)["perished_at"]
    in_vain_s = _in_vain_s(view, gone_at)
    all_types = np.zeros(SUMS)
    values: Values = {}
    for at in types:
        rule = known[at].perishes
        value = 0.0 if rule is None else rule.value
        of_type = chosen & (table["type"] == at)
        sums = _sums(table, of_type, gone_at, in_vain_s, value)
        all_types += sums
        values |= _measures(f"types.{rules.types[at]}", sums)
    return _measures("resolution", all_types) | values


def _sums(
    table: Columns, of_type: Mask, gone_at: Floats, in_vain_s: Floats, value: float
) -> Floats:
    lost = float(np.count_nonzero(of_type & np.isfinite(gone_at)))
    met = float(np.count_nonzero(of_type & (table["state"] == MET)))
    needs = float(np.count_nonzero(of_type))
    return np.array([needs, lost, lost * value, met * value, in_vain_s[of_type].sum()])


def _in_vain_s(view: View, gone_at: Floats) -> Floats:
    """Seconds of work by issue that began when its value was gone."""
    found = np.zeros(len(gone_at))
    for work in (view.work, view.work_at_desks):
        issue = work["issue"]
        late = work["start"] >= gone_at[issue]
        found += total(ids(issue[late]), view.seconds(work)[late], len(gone_at))
    return found


def _measures(prefix: str, sums: Floats) -> Values:
    needs, lost, lost_value, kept_value, in_vain_s = sums.tolist()
    return {
        f"{prefix}.perished": Value(lost),
        f"{prefix}.perished_share": Value(lost, needs),
        f"{prefix}.perished_value": Value(lost_value),
        f"{prefix}.saved_value": Value(kept_value),
        f"{prefix}.work_in_vain_h": Value(in_vain_s / HOUR),
    }
