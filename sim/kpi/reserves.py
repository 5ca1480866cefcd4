"""Reserves: how long and how often they were called, and what their teams did then."""

from __future__ import annotations

import numpy as np

from sim.kpi.rules import Rules
from sim.kpi.teams import Time
from sim.kpi.value import Value, Values
from sim.kpi.window import Floats, Mask, Window, chunks, floats, ids, total
from sim.record import Record
from sim.record.columns import CALLS, RESERVE_CALLS
from sim.record.pieces import last_pieces, noted_on
from sim.record.spells import covered_s
from sim.time_units import HOUR


def reserves(record: Record, rules: Rules, time: Time, window: Window) -> Values:
    """The measures of queues that have reserves, and of teams that are one."""
    rows = rules.scenario.routing.reserve
    if not rows:
        return {}
    queues = [*rules.channels, *rules.desks]
    values: Values = {}
    calls = record.details.get(RESERVE_CALLS, np.empty(0, CALLS))
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
    worked_s = _worked_s(record, helps, window)
    for team, name in enumerate(rules.teams):
        if helps[team].any():
            values[f"teams.{name}.reserve_h"] = Value(float(worked_s[team]) / HOUR)
            share = Value(float(worked_s[team]), float(time.in_hand[team]))
            values[f"teams.{name}.reserve_share"] = share
    return values


def _worked_s(record: Record, helps: Mask, window: Window) -> Floats:
    """Seconds of all pieces of work by team, in queues that it is a reserve of (``helps``)."""
    team_of, found = ids(record.agents["team"]), np.zeros(len(helps))
    for jobs in (record.contacts, record.tasks):
        row, noted = noted_on(jobs, record.pieces)
        done = [(jobs["queue"][row], noted)]
        for rows in chunks(jobs):
            last = last_pieces(rows)
            done.append((rows["queue"][np.searchsorted(rows["id"], last["job"])], last))
        for queue, pieces in done:
            team = team_of[pieces["agent"]]
            until = np.fmin(pieces["end"], window.stop)
            spent_s = window.overlap(floats(pieces["start"]), until) * helps[team, queue]
            found += total(team, spent_s, len(found))
    return found
