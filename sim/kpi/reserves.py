"""Reserves: how long and how often they were called, and what their teams did then."""

from __future__ import annotations

import numpy as np

from sim.kpi.rules import Rules
from sim.kpi.teams import Time
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Floats, Mask, floats, ids, total
from sim.record.columns import CALLS, RESERVE_CALLS
from sim.record.spells import covered_s
from sim.time_units import HOUR


def reserves(view: View, rules: Rules, time: Time) -> Values:
    """The measures of queues that have reserves, and of teams that are one."""
    rows = rules.scenario.routing.reserve
    if not rows:
        return {}
    queues = [*rules.channels, *rules.desks]
    values: Values = {}
    window = view.window
    calls = view.record.details.get(RESERVE_CALLS, np.empty(0, CALLS))
    start, end = window.cut(floats(calls["start"])), window.cut(floats(calls["end"]))
    called_s = covered_s(ids(calls["queue"]), start, end, len(queues))
    made = ids(calls["queue"])[window.holds(floats(calls["start"]))]
    for queue, name in enumerate(queues):
        if any(rule.queue == name for rule in rows):
            prefix = name if queue < len(rules.channels) else f"tasks.{name}"
            values[f"{prefix}.reserve_calls"] = Value(float(np.count_nonzero(made == queue)))
            values[f"{prefix}.reserve_called_h"] = Value(float(called_s[queue]) / HOUR)
    helps = np.zeros((len(rules.teams), len(queues)), bool)
    for rule in rows:
        helps[rules.teams.index(rule.team), queues.index(rule.queue)] = True
    worked_s = _worked_s(view, helps)
    for team, name in enumerate(rules.teams):
        if helps[team].any():
            values[f"teams.{name}.reserve_h"] = Value(float(worked_s[team]) / HOUR)
            share = Value(float(worked_s[team]), float(time.in_hand[team]))
            values[f"teams.{name}.reserve_share"] = share
    return values


def _worked_s(view: View, helps: Mask) -> Floats:
    """Seconds of all pieces of work by team, in queues that it is a reserve of (``helps``)."""
    found = np.zeros(len(helps))
    for work in (view.work, view.work_at_desks):
        team = view.team_of[work["agent"]]
        helped = np.flatnonzero(helps[team, work["queue"]])
        until = np.fmin(work["end"][helped], view.window.stop)
        spent_s = view.window.overlap(work["start"][helped], until)
        found += total(team[helped], spent_s, len(found))
    return found
