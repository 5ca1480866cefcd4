"""What customers have to explain again, where a team does not see all that was said before."""

from __future__ import annotations

import numpy as np

from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Ids, count, ids, total
from sim.record.by_column import Columns
from sim.scenario.rules.self_services import hides_talks
from sim.time_units import HOUR


def re_explaining(view: View, rules: Rules) -> Values:
    """By channel, by team with a history of its own, and by issue."""
    teams = {name: team.history.hides for name, team in rules.scenario.teams.items()}
    if not hides_talks(rules.scenario):
        return {}
    rows = view.opened.at(np.flatnonzero(np.isfinite(view.opened["answered_at"])))
    again = view.noted("re_explained", rows)
    by_channel = _by(ids(rows["queue"]), again, len(rules.channels))
    by_team = _by(ids(rows["team"]), again, len(teams))
    values: Values = {}
    for name, found in zip(rules.channels, by_channel, strict=True):
        values |= {f"{name}.{key}": value for key, value in found.items()}
    for (name, hides), found in zip(teams.items(), by_team, strict=True):
        if hides:
            values |= {f"teams.{name}.{key}": value for key, value in found.items()}
    measured = np.flatnonzero(view.measured)
    explained = view.noted("explained", view.issues)["re_explanations"]
    times = explained[measured].sum(dtype=np.float64)
    per_issue = Value(float(times), float(len(measured)))
    return values | {"resolution.re_explanations_per_issue": per_issue}


def _by(groups: Ids, again: Columns, n: int) -> list[Values]:
    """The measures of answered contacts by group."""
    some = again["times"] > 0
    columns = (
        total(groups, again["times"], n),
        count(groups[some], n),
        count(groups, n),
        total(groups, again["work_s"], n) / HOUR,
    )
    return [
        {
            "re_explanations": Value(times),
            "re_explained_share": Value(with_any, answered),
            "re_explaining_h": Value(hours),
        }
        for times, with_any, answered, hours in zip(*(c.tolist() for c in columns), strict=True)
    ]
