"""Updates about tasks: how many are told, what they cost, and how late they are."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.scenario.rules.updates import updating_desks
from sim.time_units import HOUR


def updates(view: View, rules: Rules) -> Values:
    """Updates that came due in the window, by desk that sends any."""
    desks = updating_desks(rules.scenario)
    values: Values = {}
    if not desks:
        return values
    rows = view.tasks.at(np.flatnonzero(view.window.holds(view.tasks["opened_at"])))
    noted = view.noted("updates", rows)
    for at, name in enumerate(rules.desks):
        if name in desks:
            here = (rows["queue"] == len(rules.channels) + at) & (noted["about"] != NOBODY)
            told = here & (noted["told"] == 1)
            took = (rows["ended_at"] - rows["opened_at"])[told]
            due, count = float(np.count_nonzero(here)), float(np.count_nonzero(told))
            hours = float(noted["work_s"][here].sum()) / HOUR
            values[f"tasks.{name}.updates"] = Value(count)
            values[f"tasks.{name}.updates_told_share"] = Value(count, due)
            values[f"tasks.{name}.updating_h"] = Value(hours)
            values[f"tasks.{name}.mean_update_delay_h"] = Value(float(took.sum()) / HOUR, count)
    return values
