"""What a target for handling time cuts short and costs, where a team has one."""

from __future__ import annotations

import numpy as np

from sim.codes import MET
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.window import Array, Floats, Ids, Window, count, floats, ids, total
from sim.record import Record
from sim.record.details import details_of
from sim.record.pieces import all_pieces


def handle_time_target(record: Record, rules: Rules, window: Window) -> Values:
    """By team with a target: contacts cut short, fixes lost; handling by met need, by type too."""
    names = [
        name for name, team in rules.scenario.teams.items() if team.handle_time_target is not None
    ]
    if not names:
        return {}
    values: Values = {}
    n = len(rules.teams)
    pieces = all_pieces(record)
    team = ids(record.agents["team"])[pieces["agent"]]
    contacts = record.contacts[window.holds(floats(record.contacts["opened_at"]))]
    cut = details_of(record, "cut_short", contacts["id"])["team"]
    short = count(ids(cut[cut >= 0]), n)
    worked = _pairs(pieces["job"], team, np.isin(pieces["job"], contacts["id"]), n)
    lost = _lost(record, window, n)
    need_s, need = _by_need(record, rules, pieces, team, window)
    for at, name in enumerate(rules.teams):
        if name in names:
            here = f"teams.{name}"
            values[f"{here}.cut_short"] = Value(short[at])
            values[f"{here}.cut_short_share"] = Value(short[at], worked[at])
            values[f"{here}.fixes_lost_to_target"] = Value(lost[at])
            values[f"{here}.handle_per_met_need_s"] = Value(need_s[at], need[at])
    return values | _by_type(record, rules, pieces, window)


def _pairs(things: Array, team: Ids, chosen: Array, n: int) -> Floats:
    """How many different things (contacts, issues) each team has worked on."""
    pairs = np.unique(things[chosen].astype(np.int64) * n + team[chosen])
    return count(ids(pairs % n), n)


def _lost(record: Record, window: Window, n: int) -> Floats:
    """Fixes at whose end in the window the need was not met, as talk had been cut short."""
    found = np.zeros(n)
    for jobs in (record.contacts, record.tasks):
        by = details_of(record, "cut_short", jobs["id"])["lost_by"]
        found += count(ids(by[(by >= 0) & window.holds(floats(jobs["ended_at"]))]), n)
    return found


def _issue_of(record: Record, pieces: Array) -> Ids:
    """The issue of each piece of work on a contact; -1: a task."""
    found = np.full(len(pieces), -1, np.intp)
    if len(record.contacts):
        jobs = np.ascontiguousarray(record.contacts["id"])
        row = np.minimum(np.searchsorted(jobs, pieces["job"]), len(jobs) - 1)
        of_contacts = jobs[row] == pieces["job"]
        found[of_contacts] = record.contacts["issue"][row[of_contacts]]
    return found


def _seconds(record: Record, pieces: Array) -> Floats:
    """Lengths of pieces of work, of those in hand up to the end of the run."""
    return floats(np.fmin(pieces["end"], record.stop_s) - pieces["start"])


def _by_need(
    record: Record, rules: Rules, pieces: Array, team: Ids, window: Window
) -> tuple[Floats, Floats]:
    """By team, seconds of contacts in hand and needs met, of measured issues worked on."""
    issue, n = _issue_of(record, pieces), len(rules.teams)
    measured = window.holds(floats(record.issues["opened_at"]))
    measured &= rules.with_need[record.issues["type"]]
    chosen = (issue >= 0) & measured[issue] if len(measured) else issue >= 0
    seconds = total(team[chosen], _seconds(record, pieces)[chosen], n)
    met = chosen & (record.issues["state"][issue] == MET) if len(measured) else chosen
    return seconds, _pairs(issue, team, met, n)


def _by_type(record: Record, rules: Rules, pieces: Array, window: Window) -> Values:
    """By issue type, seconds of contacts in hand ÷ needs met, of measured issues."""
    n, issues = len(rules.types), record.issues
    issue = _issue_of(record, pieces)
    measured = window.holds(floats(issues["opened_at"]))
    chosen = (issue >= 0) & measured[issue] if len(measured) else issue >= 0
    of_type = ids(issues["type"])
    seconds = total(of_type[issue[chosen]], _seconds(record, pieces)[chosen], n)
    met = count(of_type[measured & (issues["state"] == MET)], n)
    return {
        f"types.{name}.handle_per_met_need_s": Value(seconds[at], met[at])
        for at, name in enumerate(rules.types)
    }
