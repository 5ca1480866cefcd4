"""Returns to the owner of the case, by channel on which they wait for that agent."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Array
from sim.record import Record
from sim.record.by_column import Columns
from sim.record.pieces import work_on


def case_owners(view: View, rules: Rules) -> Values:
    """How many contacts opened in the window had an owner, who answered them, what they waited."""
    rule = rules.scenario.routing.case_owner
    values: Values = {}
    if rule is None or rule.waits_s == 0.0:
        return values
    for queue, name in enumerate(rules.channels):
        if rule.waits_in(name, desk=False):
            rows = view.opened_on(queue)
            noted = view.noted("for_owner", rows)
            owned = noted["agent"] != NOBODY
            by_owner = owned & (_first_agent(view.record, rows) == noted["agent"])
            until = np.fmin(np.fmin(noted["until"], rows["ended_at"]), view.window.stop)
            kept_s = until - noted["since"]
            cases, kept = float(np.count_nonzero(owned)), float(np.isfinite(kept_s).sum())
            values[f"{name}.owned"] = Value(cases)
            values[f"{name}.by_owner_share"] = Value(float(np.count_nonzero(by_owner)), cases)
            values[f"{name}.kept_share"] = Value(kept, cases)
            values[f"{name}.mean_kept_s"] = Value(float(np.nansum(kept_s)), kept)
    return values


def _first_agent(record: Record, rows: Columns) -> Array:
    """The agent who answered each of some contacts, or NOBODY."""
    found = np.full(len(rows), NOBODY)
    work = work_on(rows, record.pieces)
    found[work["row"][::-1]] = work["agent"][::-1]  # the first of a contact is written last
    return found
