"""Automatic replies, by channel that sends them."""

from __future__ import annotations

import numpy as np

from sim.codes import NOT_SENT, SEEN_THROUGH
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View


def automatic_replies(view: View, rules: Rules) -> Values:
    """How many contacts opened in the window got one, and how often it was seen through."""
    values: Values = {}
    for queue, (name, channel) in enumerate(rules.scenario.channels.items()):
        if channel.automatic_reply is not None:
            rows = view.opened_on(queue)
            what = view.noted("automatic_replies", rows)["state"]
            sent = float(np.count_nonzero(what != NOT_SENT))
            seen = float(np.count_nonzero(what == SEEN_THROUGH))
            values[f"{name}.automatic_replies"] = Value(sent)
            values[f"{name}.seen_through_share"] = Value(seen, sent)
    return values
