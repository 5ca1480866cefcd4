"""Who goes public, what customers went through, and what they are used to on each channel."""

from __future__ import annotations

import numpy as np

from sim.codes import NOT_ARISEN
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.window import Array, Floats, Ids, Window, count, floats, ids, total
from sim.kpi.without_need import have_need
from sim.record import Record
from sim.record.columns import OF_DETAILS
from sim.record.details import details_of
from sim.scenario.model import Hoops
from sim.scenario.rules.channel_choice import counts_public, gets_louder, has_habits
from sim.time_units import MINUTE


def channel_choice(record: Record, rules: Rules, window: Window) -> Values:
    """The measures of the mechanisms that are on, and of public channels where choice is stated."""
    issues = record.issues
    measured = window.holds(floats(issues["opened_at"])) & (issues["state"] != NOT_ARISEN)
    number = ids(issues["id"][measured])
    values: Values = {}
    public = np.array([channel.public for channel in rules.scenario.channels.values()], bool)
    if counts_public(rules.scenario):
        values |= _public(record, number, public)
    if gets_louder(rules.scenario):
        values |= _efforts(record, rules, number)
    if has_habits(rules.scenario):
        values |= _habits(record, rules)
    return values


def _public(record: Record, number: Ids, public: Array) -> Values:
    issues = float(len(number))
    of_public = ids(record.contacts["issue"][public[record.contacts["queue"]]])
    made = count(of_public, len(record.issues))[number]
    return {
        "demand.public_share": Value(float(np.count_nonzero(made)), issues),
        "demand.public_contacts_per_issue": Value(float(made.sum()), issues),
    }


def _efforts(record: Record, rules: Rules, number: Ids) -> Values:
    """What customers went through: in all, by issue type, by segment."""
    louder = rules.scenario.customers.louder
    rows = record.issues[number]
    effort = efforts(record, louder.hoops if louder is not None else Hoops())[number]
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


def efforts(record: Record, weights: Hoops) -> Floats:
    """Of each issue: contacts beyond the first, and hoops with their weights."""
    issues = record.issues
    made = count(ids(record.contacts["issue"]), len(issues))
    hoops = details_of(record, "hoops", issues["id"])
    again = details_of(record, "explained", issues["id"])["re_explanations"]
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
