"""Whether customers are told how their issues ended at desks, and when they know otherwise."""

from __future__ import annotations

import numpy as np

from sim.codes import DENIED, MET, NOBODY
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.window import Floats, Mask, Window, floats, ids
from sim.record import Record
from sim.record.details import details_of
from sim.scenario.rules.silence import silent_desks
from sim.time_units import HOUR


def confirmations(record: Record, rules: Rules, window: Window) -> Values:
    """Issues that end at desks, and what is known of ends; none where all desks confirm."""
    desks = silent_desks(rules.scenario)
    if not desks:
        return {}
    issues = record.issues
    outcomes = details_of(record, "outcomes", issues["id"])
    values = _late_contacts(record, window)
    for at, name in enumerate(rules.desks):
        if name in desks:
            ends, silent = _ends(record, len(rules.channels) + at, window, outcomes["silent_task"])
            values[f"tasks.{name}.silent_ends"] = Value(silent)
            values[f"tasks.{name}.confirmed_share"] = Value(ends - silent, ends)
    measured = window.holds(floats(issues["opened_at"]))
    ended = measured & np.isin(issues["state"], (MET, DENIED))
    took: Floats = outcomes["known_at"] - issues["closed_at"]
    values |= _known("resolution", ended, took)
    for at, name in enumerate(rules.types):
        values |= _known(f"types.{name}.resolution", ended & (issues["type"] == at), took)
    return values


def _late_contacts(record: Record, window: Window) -> Values:
    """Contacts made in the window when the need was met already."""
    rows = record.contacts[window.holds(floats(record.contacts["opened_at"]))]
    late = rows["opened_at"] > record.issues["met_at"][rows["issue"]]
    count = float(np.count_nonzero(late))
    return {
        "demand.contacts_when_met": Value(count),
        "demand.contacts_when_met_share": Value(count, float(len(rows))),
    }


def _ends(record: Record, queue: int, window: Window, silent_task: Floats) -> tuple[float, float]:
    """Tasks of a desk, left in the window, with which issues ended; how many of them silently."""
    tasks = record.tasks
    tasks = tasks[(tasks["queue"] == queue) & window.holds(floats(tasks["opened_at"]))]
    of = ids(tasks["issue"])
    last = (tasks["ended_at"] == record.issues["closed_at"][of]) & (tasks["stage"] > 0)
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
