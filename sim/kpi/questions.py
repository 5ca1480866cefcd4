"""Questions to customers, by deferred channel and by issue type that asks any."""

from __future__ import annotations

import numpy as np

from sim.codes import ANSWERED, ASKED, UNANSWERED
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Mask
from sim.record.by_column import Columns
from sim.time_units import HOUR


def questions(view: View, rules: Rules) -> Values:
    """What was asked in contacts opened in the window, and what became of it."""
    types = list(rules.scenario.issue_types.values())
    asking = [at for at, one in enumerate(types) if one.asks]
    if not asking:
        return {}
    rows = view.opened.at(np.flatnonzero(~rules.live[view.opened["queue"]]))
    of_type = view.issues["type"][rows["issue"]]
    chosen = np.flatnonzero(np.isin(of_type, asking))
    rows, of_type = rows.at(chosen), of_type[chosen]
    noted = view.noted("questions", rows)
    values: Values = {}
    issues = len(view.issues)
    for queue in np.flatnonzero(~rules.live).tolist():
        values |= _measures(rules.channels[queue], rows, noted, rows["queue"] == queue, issues)
    for at in asking:
        values |= _measures(f"types.{rules.types[at]}", rows, noted, of_type == at, issues)
    return values


def _measures(prefix: str, rows: Columns, noted: Columns, chosen: Mask, issues: int) -> Values:
    """``issues``: how many there are at all."""
    rows, noted = (one.at(np.flatnonzero(chosen)) for one in (rows, noted))
    of = np.zeros(issues, bool)
    of[rows["issue"]] = True
    asked = np.isin(noted["state"], (ASKED, ANSWERED, UNANSWERED))
    count = float(np.count_nonzero(asked))
    unanswered = float(np.count_nonzero(noted["state"] == UNANSWERED))
    took_s = (noted["answered_at"] - rows["ended_at"])[asked & np.isfinite(noted["answered_at"])]
    return {
        f"{prefix}.questions": Value(count),
        f"{prefix}.questions_per_issue": Value(count, float(np.count_nonzero(of))),
        f"{prefix}.unanswered_share": Value(unanswered, count),
        f"{prefix}.mean_answer_h": Value(float(took_s.sum()) / HOUR, float(len(took_s))),
    }
