"""Returns to the owner of the case, by channel on which they wait for that agent."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.window import Array, Window, opened_on
from sim.record import Record
from sim.record.details import details_of
from sim.record.pieces import pieces_on


def case_owners(record: Record, rules: Rules, window: Window) -> Values:
    """How many contacts opened in the window had an owner, who answered them, what they waited."""
    rule = rules.scenario.routing.case_owner
    values: Values = {}
    if rule is None or rule.waits_s == 0.0:
        return values
    for queue, name in enumerate(rules.channels):
        if rule.waits_in(name, desk=False):
            rows = opened_on(record, queue, window)
            noted = details_of(record, "for_owner", rows["id"])
            owned = noted["agent"] != NOBODY
            by_owner = owned & (_first_agent(record, rows) == noted["agent"])
            until = np.fmin(np.fmin(noted["until"], rows["ended_at"]), window.stop)
            kept_s = until - noted["since"]
            cases, kept = float(np.count_nonzero(owned)), float(np.isfinite(kept_s).sum())
            values[f"{name}.owned"] = Value(cases)
            values[f"{name}.by_owner_share"] = Value(float(np.count_nonzero(by_owner)), cases)
            values[f"{name}.kept_share"] = Value(kept, cases)
            values[f"{name}.mean_kept_s"] = Value(float(np.nansum(kept_s)), kept)
    return values


def _first_agent(record: Record, rows: Array) -> Array:
    """The agent who answered each of some contacts, or NOBODY."""
    found = np.full(len(rows), NOBODY)
    pieces = pieces_on(rows, record.pieces)[::-1]  # the first of a contact comes last
    found[np.searchsorted(rows["id"], pieces["job"])] = pieces["agent"]
    return found
