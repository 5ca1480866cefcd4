"""Whether customers are told how their issues ended at desks, and when they know otherwise."""

from __future__ import annotations

import numpy as np

from sim.codes import DENIED, MET, NOBODY
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Floats, Mask, ids
from sim.scenario.rules.silence import silent_desks
from sim.time_units import HOUR


def confirmations(view: View, rules: Rules) -> Values:
    """Issues that end at desks, and what is known of ends; none where all desks confirm."""
    desks = silent_desks(rules.scenario)
    if not desks:
        return {}
    issues = view.issues
    outcomes = view.noted("outcomes", issues)
    values = _late_contacts(view)
    for at, name in enumerate(rules.desks):
        if name in desks:
            ends, silent = _ends(view, len(rules.channels) + at, outcomes["silent_task"])
            values[f"tasks.{name}.silent_ends"] = Value(silent)
            values[f"tasks.{name}.confirmed_share"] = Value(ends - silent, ends)
    ended = view.measured & np.isin(issues["state"], (MET, DENIED))
    took: Floats = outcomes["known_at"] - issues["closed_at"]
    values |= _known("resolution", ended, took)
    for at, name in enumerate(rules.types):
        values |= _known(f"types.{name}.resolution", ended & (issues["type"] == at), took)
    return values


def _late_contacts(view: View) -> Values:
    """Contacts made in the window when the need was met already."""
    rows = view.opened
    late = rows["opened_at"] > view.issues["met_at"][rows["issue"]]
    count = float(np.count_nonzero(late))
    return {
        "demand.contacts_when_met": Value(count),
        "demand.contacts_when_met_share": Value(count, float(len(rows))),
    }


def _ends(view: View, queue: int, silent_task: Floats) -> tuple[float, float]:
    """Tasks of a desk, left in the window, with which issues ended; how many of them silently."""
    tasks = view.tasks
    here = (tasks["queue"] == queue) & view.window.holds(tasks["opened_at"])
    tasks = tasks.at(np.flatnonzero(here))
    of = ids(tasks["issue"])
    last = (tasks["ended_at"] == view.issues["closed_at"][of]) & (tasks["stage"] > 0)
    silent = silent_task[of] == tasks["id"]
    told = last & (silent_task[of] == NOBODY)
    return float(np.count_nonzero(told | silent)), float(np.count_nonzero(silent))


def _known(prefix: str, ended: Mask, took: Floats) -> Values:
    known = ended & np.isfinite(took)
    total, count = float(np.count_nonzero(ended)), float(np.count_nonzero(known))
    return {
        f"{prefix}.unknown_share": Value(total - count, total),
        f"{prefix}.mean_time_to_know_h": Value(float(took[known].sum()) / HOUR, count),
    }
