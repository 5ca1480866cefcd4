"""What is paid to make good for failures: by team, issue type and segment, and in the score."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.kpi.issues import Issues
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Floats, Ids, count, ids, total
from sim.record.by_column import Columns
from sim.scoring import weight_of_amends


def weights_of_amends(view: View, rules: Rules, issues: Issues) -> Floats | None:
    """By issue, how much the amends made up to its judgement count in the score; None: no team
    may make any."""
    if "amends" not in view.record.details:
        return None
    made, rows = _made(view)
    issue, n = ids(rows["issue"]), len(view.issues)
    in_time = rows["ended_at"] <= issues.judged_at[issue]
    late = in_time & (made["failures"] > 1)
    times = count(issue[in_time], n)
    return weight_of_amends(rules.scenario.satisfaction, times, count(issue[late], n))


def _made(view: View) -> tuple[Columns, Columns]:
    """The amends that were made, and the contacts in which they were, row by row."""
    made = view.noted("amends", view.contacts)
    paid = np.flatnonzero(made["paid"] > 0.0)
    return made.at(paid), view.contacts.at(paid)


def amends(view: View, rules: Rules) -> Values:
    """Paid in the window, by team with the authority, type, segment, and in all; none without
    such a team. The shares are of measured issues, up to the end of the run."""
    teams = [team.amends is not None for team in rules.scenario.teams.values()]
    if not any(teams):
        return {}
    made, contacts = _made(view)
    within = np.flatnonzero(view.window.holds(contacts["ended_at"]))
    paid, contacts = made["paid"][within], contacts.at(within)
    issues = view.issues
    of = issues.at(contacts["issue"])
    noted = view.noted("amended", issues)
    failed = np.flatnonzero(view.measured & (noted["failed"] == 1))
    failed_issues, amended = issues.at(failed), noted["times"][failed] > 0
    values: Values = {}
    nobody = np.zeros(len(paid), np.intp)
    for prefixes, groups, whose in (
        (["resolution"], nobody, np.zeros(len(failed_issues), np.intp)),
        ([f"types.{name}" for name in rules.types], of["type"], failed_issues["type"]),
        ([f"segments.{name}" for name in rules.segments], of["segment"], failed_issues["segment"]),
    ):
        values |= dict(_paid(prefixes, ids(groups), paid))
        n, group = len(prefixes), ids(whose)
        shares = zip(prefixes, count(group[amended], n), count(group, n), strict=True)
        values |= {f"{one}.amended_share": Value(float(a), float(b)) for one, a, b in shares}
    by_team = dict(_paid([f"teams.{name}" for name in rules.teams], ids(contacts["team"]), paid))
    for name, may in zip(rules.teams, teams, strict=True):
        if may:
            keys = (f"teams.{name}.{word}" for word in ("amends", "amends_paid"))
            values |= {key: by_team[key] for key in keys}
    return values


def _paid(prefixes: list[str], groups: Ids, paid: Floats) -> Iterator[tuple[str, Value]]:
    """How often and how much was paid, by group."""
    n = len(prefixes)
    for prefix, times, money in zip(
        prefixes, count(groups, n).tolist(), total(groups, paid, n).tolist(), strict=True
    ):
        yield f"{prefix}.amends", Value(times)
        yield f"{prefix}.amends_paid", Value(money)
