"""Callbacks, by channel that offers them."""

from __future__ import annotations

import numpy as np

from sim.codes import NOT_REACHED
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.window import Window, floats, opened_on
from sim.record import Record
from sim.record.details import details_of
from sim.record.joined import joined


def callbacks(record: Record, rules: Rules, window: Window) -> Values:
    """How many contacts opened in the window took one, how long they waited, who was missed."""
    values: Values = {}
    for queue, (name, channel) in enumerate(rules.scenario.channels.items()):
        if channel.callback is not None:
            rows = opened_on(record, queue, window)
            noted = details_of(record, "callbacks", rows["id"])
            offered = np.count_nonzero(joined(rows))
            rang_off, called = floats(noted["rang_off_at"]), floats(noted["called_back_at"])
            waits = np.fmin(called, window.stop) - rang_off
            taken = float(np.count_nonzero(np.isfinite(rang_off)))
            made = float(np.count_nonzero(np.isfinite(called)))
            missed = float(np.count_nonzero(noted["state"] == NOT_REACHED))
            values[f"{name}.callbacks"] = Value(taken)
            values[f"{name}.callback_share"] = Value(taken, float(offered))
            values[f"{name}.mean_wait_for_callback_s"] = Value(float(np.nansum(waits)), taken)
            values[f"{name}.callbacks_missed_share"] = Value(missed, made)
    return values
