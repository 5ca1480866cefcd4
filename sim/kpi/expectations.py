"""What wait customers expect, ÷ what the channel lets them expect."""

from __future__ import annotations

import numpy as np

from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Array, Floats, count, floats, ids, total
from sim.record import Record
from sim.record.columns import OF_DETAILS
from sim.record.details import details_of
from sim.scenario.rules.customers import segment_sizes
from sim.scenario.rules.expectations import adapts, factor_at_start


def expected_waits(record: Record, rules: Rules) -> Values:
    """In all and by segment, of customers who stay; none where nobody's expectation follows."""
    if not adapts(rules.scenario):
        return {}
    start, n = factor_at_start(rules.scenario), len(rules.segments)
    rows = record.details.get("memories", np.empty(0, OF_DETAILS["memories"]))
    stays = ~(rows["left_at"] < record.stop_s)
    segment, factor = ids(rows["segment"]), _of_customers(record, rows, start)
    sizes = segment_sizes(rules.scenario) - count(segment[~stays], n)
    known = count(segment[stays], n)
    sums = total(segment[stays], factor[stays], n) + start * (sizes - known)
    values = {"customers.expected_wait": Value(float(sums.sum()), float(sizes.sum()))}
    for name, part, size in zip(rules.segments, sums.tolist(), sizes.tolist(), strict=True):
        values[f"segments.{name}.expected_wait"] = Value(part, size)
    return values


def expected_factors(view: View, rules: Rules) -> Floats:
    """By issue: of those judged, as it was then; of others, as their customer's is in the end."""
    issues, start = view.issues, factor_at_start(rules.scenario)
    found: Floats = np.full(len(issues), start)
    if "expectations" in view.record.details:
        memories = view.record.details["memories"]
        by_number = np.full(int(issues["customer"].max(initial=-1)) + 1, start)
        known = memories["number"] < len(by_number)
        by_number[memories["number"][known]] = _of_customers(view.record, memories[known], start)
        before = view.noted("expected", issues)["before"]
        found = np.where(np.isnan(before), by_number[issues["customer"]], before)
    return found


def _of_customers(record: Record, memories: Array, start: float) -> Floats:
    """By customer who remembers: the factor in the end."""
    factor = floats(details_of(record, "expectations", memories["customer"])["factor"])
    return np.where(np.isnan(factor), start, factor)
