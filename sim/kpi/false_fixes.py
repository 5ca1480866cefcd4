"""Fixes that were said to be done and were not, by issue type and team, and when that showed."""

from __future__ import annotations

import numpy as np

from sim.codes import MET, NOBODY
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Array, Floats, Ids, Mask, ids
from sim.scenario.rules.false_fixes import is_believed
from sim.time_units import HOUR


def false_fixes(view: View, rules: Rules) -> Values:
    """Of the fixes of measured issues, up to the end of the run; none where all show at once."""
    issue_types = rules.scenario.issue_types.values()
    believed = np.array([is_believed(rules.scenario, one) for one in issue_types], bool)
    if not believed.any():
        return {}
    issues = view.issues
    measured = view.measured & rules.with_need[issues["type"]]
    tried = issues["round"] + (issues["state"] == MET)
    fixes = np.bincount(issues["type"][measured], tried[measured], len(believed))
    rows = _false(view, measured)
    of_type = ids(issues["type"][rows["issue"]])
    values = _sums("resolution", rows, float(fixes.sum()))
    for at in np.flatnonzero(believed).tolist():
        prefix = f"types.{rules.types[at]}.resolution"
        values |= _sums(prefix, rows[of_type == at], float(fixes[at]))
    held = _holding(view, measured)
    for team, name in enumerate(rules.teams):
        count = float(np.count_nonzero(rows["team"] == team))
        total = count + float(np.count_nonzero(held == team))
        values[f"teams.{name}.false_fixes"] = Value(count)
        values[f"teams.{name}.false_fix_share"] = Value(count, total)
    return values


def _false(view: View, measured: Mask) -> Array:
    """A row for each false fix of a measured issue: issue, team, said_at, found_out_at."""
    form = [("issue", "i4"), ("team", "i4"), ("said_at", "f8"), ("found_out_at", "f8")]
    parts = []
    for table in (view.contacts, view.tasks):
        noted = view.noted("false_fixes", table)
        chosen = np.flatnonzero(np.isfinite(noted["said_at"]) & measured[table["issue"]])
        rows = np.empty(len(chosen), form)
        for name in ("issue", "team"):
            rows[name] = table[name][chosen]
        for name in ("said_at", "found_out_at"):
            rows[name] = noted[name][chosen]
        parts.append(rows)
    return np.concatenate(parts)


def _holding(view: View, measured: Mask) -> Ids:
    """By issue, the team of the contact or task with which the need was met, if it is measured."""
    met_at: Floats = np.where(measured, view.issues["met_at"], np.nan)
    team = np.full(len(met_at), NOBODY)
    for table in (view.tasks, view.contacts):  # of several the first counts, contacts before tasks
        issue = table["issue"]
        ending = (table["ended_at"] == met_at[issue]) & (table["stage"] > 0)
        ends = np.flatnonzero(ending)[::-1]
        team[issue[ends]] = table["team"][ends]
    return team


def _sums(prefix: str, rows: Array, fixes: float) -> Values:
    count = float(len(rows))
    took = rows["found_out_at"] - rows["said_at"]
    found = float(np.count_nonzero(np.isfinite(took)))
    return {
        f"{prefix}.false_fixes": Value(count),
        f"{prefix}.false_fix_share": Value(count, fixes),
        f"{prefix}.found_out_share": Value(found, count),
        f"{prefix}.mean_time_to_find_out_h": Value(float(np.nansum(took)) / HOUR, found),
    }
