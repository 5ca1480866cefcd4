"""Answers by other customers, by channel whose customers answer each other."""

from __future__ import annotations

import numpy as np

from sim.codes import IGNORED
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.record.joined import joined
from sim.time_units import HOUR


def peers(view: View, rules: Rules) -> Values:
    """How many contacts opened in the window peers answered, and what came of it."""
    values: Values = {}
    for queue, (name, channel) in enumerate(rules.scenario.channels.items()):
        if channel.peers is not None:
            rows = view.opened_on(queue)
            seen = float(np.count_nonzero(joined(rows) | (rows["state"] == IGNORED)))
            details = view.noted("peer_answers", rows)
            after_s = details["answered_at"] - rows["opened_at"]
            after_s = after_s[np.isfinite(after_s)]
            count = float(len(after_s))
            resolved = float(np.count_nonzero(details["resolved"]))
            values[f"{name}.peer_answers"] = Value(count)
            values[f"{name}.peer_answered_share"] = Value(count, seen)
            values[f"{name}.resolved_by_peers_share"] = Value(resolved, seen)
            values[f"{name}.mean_peer_answer_h"] = Value(float(after_s.sum()) / HOUR, count)
    return values
