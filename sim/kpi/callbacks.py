"""Callbacks, by channel that offers them."""

from __future__ import annotations

import numpy as np

from sim.codes import NOT_REACHED
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.record.joined import joined


def callbacks(view: View, rules: Rules) -> Values:
    """How many contacts opened in the window took one, how long they waited, who was missed."""
    values: Values = {}
    for queue, (name, channel) in enumerate(rules.scenario.channels.items()):
        if channel.callback is not None:
            rows = view.opened_on(queue)
            noted = view.noted("callbacks", rows)
            offered = np.count_nonzero(joined(rows))
            rang_off, called = noted["rang_off_at"], noted["called_back_at"]
            waits = np.fmin(called, view.window.stop) - rang_off
            taken = float(np.count_nonzero(np.isfinite(rang_off)))
            made = float(np.count_nonzero(np.isfinite(called)))
            missed = float(np.count_nonzero(noted["state"] == NOT_REACHED))
            values[f"{name}.callbacks"] = Value(taken)
            values[f"{name}.callback_share"] = Value(taken, float(offered))
            values[f"{name}.mean_wait_for_callback_s"] = Value(float(np.nansum(waits)), taken)
            values[f"{name}.callbacks_missed_share"] = Value(missed, made)
    return values
