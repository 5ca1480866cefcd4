"""What offers in contacts bring and take, where teams make any."""

from __future__ import annotations

import numpy as np

from sim.codes import ACCEPTED, REFUSED
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Floats, count, ids, total
from sim.record import Record
from sim.record.by_column import Columns
from sim.time_units import HOUR


def offers(view: View, rules: Rules) -> Values:
    """By team that makes offers, and what they bring in all; none if no team does."""
    teams = rules.scenario.teams
    if all(team.offers is None for team in teams.values()):
        return {}
    rows = view.noted("offers", view.issues)
    rows = rows.at(np.flatnonzero(view.window.holds(rows["ended_at"])))
    by, n = ids(rows["team"]), len(teams)
    columns = (
        count(by, n),
        count(by[rows["state"] == ACCEPTED], n),
        total(by, rows["work_s"], n) / HOUR,
        _talks(view, rows, n),
    )
    values: Values = {}
    revenue = 0.0
    for (name, team), row in zip(teams.items(), np.array(columns).T.tolist(), strict=True):
        if team.offers is not None:
            made, accepted, hours, talks = row
            brought = accepted * team.offers.revenue
            revenue += brought
            values |= {
                f"teams.{name}.offers": Value(made),
                f"teams.{name}.offered_share": Value(made, talks),
                f"teams.{name}.offers_accepted": Value(accepted),
                f"teams.{name}.offers_accepted_share": Value(accepted, made),
                f"teams.{name}.offering_h": Value(hours),
                f"teams.{name}.revenue": Value(brought),
            }
    return values | {"cost.revenue": Value(revenue)}


def _talks(view: View, offers: Columns, n: int) -> Floats:
    """Contacts whose talk ended in the window, by team that worked on them.

    An answer that has to be approved is ready then, and not sent. Where a team made one of the
    ``offers`` in the window, its own talk ended there, though the contact may go on elsewhere.
    """
    ended = view.contacts["ended_at"]
    if "approvals" in view.record.details:
        asked = view.noted("approvals", view.contacts)["asked_at"]
        ended = np.where(np.isfinite(asked), asked, ended)
    row, team = view.pairs
    offered = np.isin(
        ids(view.contacts["id"])[row] * n + team, ids(offers["contact"]) * n + ids(offers["team"])
    )
    return count(team[view.window.holds(ended)[row] | offered], n)


def annoyance(record: Record, rules: Rules, judged_at: Floats) -> Floats:
    """By issue, points for an offer that was refused before the customer judged."""
    points = np.zeros(len(record.issues))
    if "offers" in record.details:
        rows = record.details["offers"]
        in_time = rows["ended_at"] <= judged_at[rows["issue"]]
        rows = rows[(rows["state"] == REFUSED) & in_time]
        stated = [team.offers for team in rules.scenario.teams.values()]
        by_team = np.array([0.0 if one is None else one.annoyance for one in stated])
        points[rows["issue"]] = by_team[rows["team"]]
    return points
