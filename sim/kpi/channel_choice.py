"""Who goes public, what customers went through, and what they are used to on each channel."""

from __future__ import annotations

import numpy as np

from sim.codes import NOT_ARISEN
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Array, Floats, Ids, count, floats, ids, total
from sim.kpi.without_need import have_need
from sim.record import Record
from sim.record.columns import OF_DETAILS
from sim.scenario.model import Hoops
from sim.scenario.rules.channel_choice import counts_public, gets_louder, has_habits
from sim.time_units import MINUTE


def channel_choice(view: View, rules: Rules) -> Values:
    """The measures of the mechanisms that are on, and of public channels where choice is stated."""
    number = np.flatnonzero(view.measured & (view.issues["state"] != NOT_ARISEN))
    values: Values = {}
    public = np.array([channel.public for channel in rules.scenario.channels.values()], bool)
    if counts_public(rules.scenario):
        values |= _public(view, number, public)
    if gets_louder(rules.scenario):
        values |= _efforts(view, rules, number)
    if has_habits(rules.scenario):
        values |= _habits(view.record, rules)
    return values


def _public(view: View, number: Ids, public: Array) -> Values:
    issues = float(len(number))
    of_public = ids(view.contacts["issue"][public[view.contacts["queue"]]])
    made = count(of_public, len(view.issues))[number]
    return {
        "demand.public_share": Value(float(np.count_nonzero(made)), issues),
        "demand.public_contacts_per_issue": Value(float(made.sum()), issues),
    }


def _efforts(view: View, rules: Rules, number: Ids) -> Values:
    """What customers went through: in all, by issue type, by segment."""
    louder = rules.scenario.customers.louder
    rows = view.issues.at(number)
    effort = efforts(view, louder.hoops if louder is not None else Hoops())[number]
    need = have_need(rules, rows)
    some = effort[need]
    values = {"resolution.effort": Value(float(some.sum()), float(len(some)))}
    for family, column, names, chosen in (
        ("types", "type", rules.types, slice(None)),
        ("segments", "segment", rules.segments, need),
    ):
        group = ids(rows[column][chosen])
        sums, counts = total(group, effort[chosen], len(names)), count(group, len(names))
        for at, name in enumerate(names):
            values[f"{family}.{name}.resolution.effort"] = Value(float(sums[at]), float(counts[at]))
    return values


def efforts(view: View, weights: Hoops) -> Floats:
    """Of each issue: contacts beyond the first, and hoops with their weights."""
    issues = view.issues
    made = count(ids(view.contacts["issue"]), len(issues))
    hoops = view.noted("hoops", issues)
    again = view.noted("explained", issues)["re_explanations"]
    found: Floats = np.maximum(made - 1.0, 0.0)
    found += weights.transfer * issues["transfers"] + weights.redirect * hoops["redirects"]
    found += weights.refused_channel * hoops["refused"] + weights.re_explanation * again
    found += weights.hold_minute / MINUTE * hoops["waited_s"]
    return found


def _habits(record: Record, rules: Rules) -> Values:
    """Mean habit at the end of the run of those who have learned anything on a channel."""
    rows = record.details.get("habits", np.empty(0, OF_DETAILS["habits"]))
    channel, n = ids(rows["channel"]), len(rules.channels)
    sums, counts = total(channel, floats(rows["habit"]), n), count(channel, n)
    return {
        f"{name}.habit": Value(float(sums[at]), float(counts[at]))
        for at, name in enumerate(rules.channels)
    }
