"""What self-service in front of a channel does, by channel that has it, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from sim.codes import CONTAINED, DROPPED_OUT
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.record.by_column import Columns
from sim.scenario.model import SelfService


class Served(NamedTuple):
    """Contacts that entered the self-service of a channel in the window, and what was noted."""

    channel: str
    rule: SelfService
    contacts: Columns
    noted: Columns


def served(view: View, rules: Rules) -> Iterator[Served]:
    """By channel that has self-service."""
    for queue, (name, channel) in enumerate(rules.scenario.channels.items()):
        if channel.self_service is not None:
            rows = view.contacts.at(np.flatnonzero(view.contacts["queue"] == queue))
            noted = view.noted("self_services", rows)
            entered = np.flatnonzero(view.window.holds(noted["entered_at"]))
            yield Served(name, channel.self_service, rows.at(entered), noted.at(entered))


def self_services(view: View, rules: Rules) -> Values:
    """The measures of contacts that entered self-service in the window."""
    values: Values = {}
    for name, rule, contacts, noted in served(view, rules):
        out = np.isfinite(noted["left_at"])
        claimed = out & (contacts["state"] == CONTAINED)
        dropped = contacts["state"] == DROPPED_OUT
        misrouted = float(np.count_nonzero(noted["misrouted"]))
        false = float(np.count_nonzero(noted["false_fix"]))
        entered, left = float(len(out)), float(np.count_nonzero(out))
        contained, drops = float(np.count_nonzero(claimed)), float(np.count_nonzero(dropped))
        seconds = noted["left_at"] - noted["entered_at"]
        spent = entered * rule.cost_per_contact
        found = {
            "self_service_entered": Value(entered),
            "contained": Value(contained),
            "containment": Value(contained, left),
            "true_containment": Value(contained - false, left),
            "false_containment": Value(false, contained),
            "dropped_out": Value(drops),
            "drop_out_share": Value(drops, left),
            "misrouted": Value(misrouted),
            "misrouted_share": Value(misrouted, left - contained - drops),
            "mean_self_service_s": Value(float(np.nansum(seconds)), left),
            "self_service_cost": Value(spent),
            "self_service_cost_per_met_need": Value(spent, contained - false),
        }
        values |= {f"{name}.{key}": value for key, value in found.items()}
    return values


def spent_on_machines(values: Values, rules: Rules) -> float | None:
    """What all self-service costs in the window, by its measures; None where there is none."""
    names = [f"{name}.self_service_cost" for name in rules.channels]
    costs = [values[name].value for name in names if name in values]
    return float(sum(costs)) if costs else None
