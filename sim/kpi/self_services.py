"""What self-service in front of a channel does, by channel that has it, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from sim.codes import CONTAINED, DROPPED_OUT
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.window import Array, Window, floats
from sim.record import Record
from sim.record.details import details_of
from sim.scenario.model import SelfService


class Served(NamedTuple):
    """Contacts that entered the self-service of a channel in the window, and what was noted."""

    channel: str
    rule: SelfService
    contacts: Array
    noted: Array


def served(record: Record, rules: Rules, window: Window) -> Iterator[Served]:
    """By channel that has self-service."""
    for queue, (name, channel) in enumerate(rules.scenario.channels.items()):
        if channel.self_service is not None:
            rows = record.contacts[record.contacts["queue"] == queue]
            noted = details_of(record, "self_services", rows["id"])
            entered = window.holds(floats(noted["entered_at"]))
            yield Served(name, channel.self_service, rows[entered], noted[entered])


def self_services(record: Record, rules: Rules, window: Window) -> Values:
    """The measures of contacts that entered self-service in the window."""
    values: Values = {}
    for name, rule, contacts, noted in served(record, rules, window):
        out = np.isfinite(noted["left_at"])
        claimed = out & (contacts["state"] == CONTAINED)
        dropped = contacts["state"] == DROPPED_OUT
        misrouted = float(np.count_nonzero(noted["misrouted"]))
        false = float(np.count_nonzero(noted["false_fix"]))
        entered, left = float(len(out)), float(np.count_nonzero(out))
        contained, drops = float(np.count_nonzero(claimed)), float(np.count_nonzero(dropped))
        seconds = floats(noted["left_at"]) - floats(noted["entered_at"])
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


def spent_on_machines(record: Record, rules: Rules, window: Window) -> float | None:
    """What all self-service costs in the window; None where there is none."""
    costs = [len(one.noted) * one.rule.cost_per_contact for one in served(record, rules, window)]
    return float(sum(costs)) if costs else None
