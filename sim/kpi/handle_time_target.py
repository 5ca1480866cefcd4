"""What a target for handling time cuts short and costs, where a team has one."""

from __future__ import annotations

import numpy as np

from sim.codes import MET
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View, pairs
from sim.kpi.window import Array, Floats, Ids, count, ids, total


def handle_time_target(view: View, rules: Rules) -> Values:
    """By team with a target: contacts cut short, fixes lost; handling by met need, by type too."""
    names = [
        name for name, team in rules.scenario.teams.items() if team.handle_time_target is not None
    ]
    if not names:
        return {}
    values: Values = {}
    n = len(rules.teams)
    cut = view.noted("cut_short", view.opened)["team"]
    short = count(ids(cut[cut >= 0]), n)
    row, team = view.pairs
    worked = count(team[view.window.holds(view.contacts["opened_at"])[row]], n)
    lost = _lost(view, n)
    of = np.flatnonzero(view.measured[view.work["issue"]])
    issue, team = view.work["issue"][of], view.team_of[view.work["agent"][of]]
    seconds = view.seconds(view.work)[of]
    need_s, need = _by_need(view, rules, issue, team, seconds)
    for at, name in enumerate(rules.teams):
        if name in names:
            here = f"teams.{name}"
            values[f"{here}.cut_short"] = Value(short[at])
            values[f"{here}.cut_short_share"] = Value(short[at], worked[at])
            values[f"{here}.fixes_lost_to_target"] = Value(lost[at])
            values[f"{here}.handle_per_met_need_s"] = Value(need_s[at], need[at])
    return values | _by_type(view, rules, issue, seconds)


def _lost(view: View, n: int) -> Floats:
    """Fixes at whose end in the window the need was not met, as talk had been cut short."""
    found = np.zeros(n)
    for jobs in (view.contacts, view.tasks):
        by = view.noted("cut_short", jobs)["lost_by"]
        found += count(ids(by[(by >= 0) & view.window.holds(jobs["ended_at"])]), n)
    return found


def _by_need(
    view: View, rules: Rules, issue: Array, team: Ids, seconds: Floats
) -> tuple[Floats, Floats]:
    """By team, seconds of contacts in hand and needs met, of measured issues worked on.

    ``issue``, ``team`` and ``seconds``: of each piece of work on their contacts.
    """
    n, needs = len(rules.teams), rules.with_need[view.issues["type"]]
    met = np.flatnonzero((needs & (view.issues["state"] == MET))[issue])
    _, teams = pairs(issue[met], team[met], n)
    some = np.flatnonzero(needs[issue])
    return total(team[some], seconds[some], n), count(teams, n)


def _by_type(view: View, rules: Rules, issue: Array, seconds: Floats) -> Values:
    """By issue type, seconds of contacts in hand ÷ needs met, of measured issues.

    ``issue`` and ``seconds``: of each piece of work on their contacts.
    """
    n, of_type = len(rules.types), ids(view.issues["type"])
    spent = total(of_type[issue], seconds, n)
    met = count(of_type[view.measured & (view.issues["state"] == MET)], n)
    return {
        f"types.{name}.handle_per_met_need_s": Value(spent[at], met[at])
        for at, name in enumerate(rules.types)
    }
