"""Questions to customers, by deferred channel and by issue type that asks any."""

from __future__ import annotations

import numpy as np

from sim.codes import ANSWERED, ASKED, UNANSWERED
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.window import Array, Mask, Window, floats, ids
from sim.record import Record
from sim.record.details import details_of
from sim.time_units import HOUR


def questions(record: Record, rules: Rules, window: Window) -> Values:
    """What was asked in contacts opened in the window, and what became of it."""
    types = list(rules.scenario.issue_types.values())
    asking = [at for at, one in enumerate(types) if one.asks]
    if not asking:
        return {}
    rows = record.contacts[window.holds(floats(record.contacts["opened_at"]))]
    of_type = record.issues["type"][ids(rows["issue"])]
    rows = rows[np.isin(of_type, asking) & ~rules.live[ids(rows["queue"])]]
    of_type = record.issues["type"][ids(rows["issue"])]
    noted = details_of(record, "questions", rows["id"])
    values: Values = {}
    for queue in np.flatnonzero(~rules.live).tolist():
        values |= _measures(rules.channels[queue], rows, noted, rows["queue"] == queue)
    for at in asking:
        values |= _measures(f"types.{rules.types[at]}", rows, noted, of_type == at)
    return values


def _measures(prefix: str, rows: Array, noted: Array, chosen: Mask) -> Values:
    rows, noted = rows[chosen], noted[chosen]
    asked = np.isin(noted["state"], (ASKED, ANSWERED, UNANSWERED))
    count = float(np.count_nonzero(asked))
    unanswered = float(np.count_nonzero(noted["state"] == UNANSWERED))
    took_s = (noted["answered_at"] - rows["ended_at"])[asked & np.isfinite(noted["answered_at"])]
    return {
        f"{prefix}.questions": Value(count),
        f"{prefix}.questions_per_issue": Value(count, float(len(np.unique(rows["issue"])))),
        f"{prefix}.unanswered_share": Value(unanswered, count),
        f"{prefix}.mean_answer_h": Value(float(took_s.sum()) / HOUR, float(len(took_s))),
    }
