"""Customers of a population who remember: who left and why, what they were worth, trust."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.codes import DISSATISFIED, NOT_ARISEN
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.window import Array, Floats, Ids, Window, count, floats, ids, total
from sim.record import Record
from sim.record.columns import OF_DETAILS
from sim.scenario.model import Trust
from sim.scenario.rules.customers import remembers, segment_sizes, trusts
from sim.time_units import WEEK


class Sums(NamedTuple):
    """By segment: customers at the start and the end of the window, who left in it, of them
    after a judgement and silently, judgements, margins in money, trust of those who stay at the
    end of the run and their number."""

    start: Floats
    end: Floats
    dissatisfied: Floats
    silent: Floats
    judgements: Floats
    margin: Floats
    lost_margin: Floats
    lost_per_week: Floats
    trust: Floats
    staying: Floats


def customers(record: Record, rules: Rules, window: Window) -> Values:
    """The measures of the ``customers`` family and those by segment; none if nobody remembers."""
    if not remembers(rules.scenario):
        return {}
    sums = _sums(record, rules, window)
    missing = count(_not_arisen(record, window), len(rules.segments))
    trusting = trusts(rules.scenario)
    everybody = Sums(*(part.sum() for part in sums))
    values = _measures("customers", everybody, float(missing.sum()), trusting)
    for at, name in enumerate(rules.segments):
        of_segment = Sums(*(part[at] for part in sums))
        values |= _measures(f"segments.{name}", of_segment, missing[at], trusting)
    return values


def _not_arisen(record: Record, window: Window) -> Ids:
    issues = record.issues
    chosen = (issues["state"] == NOT_ARISEN) & window.holds(floats(issues["opened_at"]))
    return ids(issues["segment"][chosen])


def _sums(record: Record, rules: Rules, window: Window) -> Sums:
    n, sizes = len(rules.segments), segment_sizes(rules.scenario).astype(np.float64)
    rows = _noted(record, "memories")
    segment, left_at = ids(rows["segment"]), floats(rows["left_at"])
    gone_before = count(segment[left_at < window.start], n)
    leaves = window.holds(left_at)
    of_leavers = segment[leaves]
    worth = np.array([part.value_per_week for part in rules.scenario.customers.segments.values()])
    start = sizes - gone_before
    after_s = total(of_leavers, window.end - left_at[leaves], n)
    lost_margin = worth * after_s / WEEK
    gone = left_at < record.stop_s
    trust = (rules.scenario.customers.trust or Trust()).start
    known = count(segment[~gone], n)
    staying = sizes - count(segment[gone], n)
    judged = _noted(record, "judged")
    within = np.flatnonzero(window.holds(floats(judged["judged_at"])))
    judges = ids(record.issues["segment"][judged["issue"][within]])
    return Sums(
        start=start,
        end=start - count(of_leavers, n),
        dissatisfied=count(of_leavers[rows["why_left"][leaves] == DISSATISFIED], n),
        silent=count(judges[judged["silent"][within] == 1], n),
        judgements=count(judges, n),
        margin=worth * start * window.length_s / WEEK - lost_margin,
        lost_margin=lost_margin,
        lost_per_week=worth * count(of_leavers, n),
        trust=total(segment[~gone], floats(rows["trust"][~gone]), n) + trust * (staying - known),
        staying=staying,
    )


def _noted(record: Record, name: str) -> Array:
    """A table of details, empty where it is missing."""
    return record.details.get(name, np.empty(0, OF_DETAILS[name]))


def _measures(prefix: str, sums: Sums, missing: float, trusting: bool) -> Values:
    start, left = float(sums.start), float(sums.start - sums.end)
    trust = {f"{prefix}.trust": Value(float(sums.trust), float(sums.staying))}
    return {
        f"{prefix}.at_start": Value(start),
        f"{prefix}.at_end": Value(float(sums.end)),
        f"{prefix}.left": Value(left),
        f"{prefix}.left_share": Value(left, start),
        f"{prefix}.left_dissatisfied": Value(float(sums.dissatisfied)),
        f"{prefix}.left_silently": Value(float(sums.silent)),
        f"{prefix}.needs_not_arisen": Value(float(missing)),
        f"{prefix}.judgements": Value(float(sums.judgements)),
        f"{prefix}.margin_kept": Value(float(sums.margin)),
        f"{prefix}.margin_lost": Value(float(sums.lost_margin)),
        f"{prefix}.weekly_margin_lost": Value(float(sums.lost_per_week)),
        **(trust if trusting else {}),
    }
