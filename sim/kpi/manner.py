"""The last talk about each issue: with whom it was, and what its manner adds to the score."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.codes import DENIED, NOBODY
from sim.kpi.issues import Issues
from sim.kpi.rules import Rules
from sim.kpi.value import Value, Values
from sim.kpi.view import View
from sim.kpi.window import Array, Floats, Ids, count, total
from sim.scenario.rules.manners import manner_points


class LastTalks(NamedTuple):
    """By issue, up to its judgement: the team (NOBODY: no talk), and points for the manner."""

    team: Ids
    points: Floats

    def of(self, rows: Array | slice) -> LastTalks:
        """Those of some issues."""
        return LastTalks(self.team[rows], self.points[rows])


def last_talks(view: View, rules: Rules, issues: Issues) -> LastTalks | None:
    """The last talks; None where no manner counts."""
    if "talked" not in view.record.details:
        return None
    contacts = view.contacts
    team = view.noted("talked", contacts)["team"]
    whose, ended = contacts["issue"], contacts["ended_at"]
    chosen = np.flatnonzero((team != NOBODY) & (ended <= issues.judged_at[whose]))
    found = np.full(len(view.issues), NOBODY, np.intp)
    points = np.zeros(len(found))
    latest = np.full(len(found), -np.inf)
    np.maximum.at(latest, whose[chosen], ended[chosen])
    chosen = chosen[ended[chosen] == latest[whose[chosen]]]
    last = np.full(len(found), NOBODY, np.intp)
    last[whose[chosen]] = chosen  # of two at a time, the last one written stays
    some = np.flatnonzero(last != NOBODY)
    at = last[some]
    found[some] = team[at]
    over = view.issues["closed_at"] <= issues.judged_at
    denied = (view.issues["state"] == DENIED) & over
    grids = np.array(
        [
            [[manner_points(rules.scenario, t, q, no) for q in rules.channels] for t in rules.teams]
            for no in (False, True)
        ]
    )
    points[some] = grids[denied[some].astype(np.intp), team[at], contacts["queue"][at]]
    return LastTalks(found, points)


class ByTeam:
    """Sums by team of the last talk: issues and their scores."""

    def __init__(self, teams: int) -> None:
        self.issues, self.score = np.zeros(teams), np.zeros(teams)

    def add(self, talks: LastTalks, score: Floats) -> None:
        """Add judged issues."""
        some = np.flatnonzero(talks.team != NOBODY)
        n = len(self.issues)
        self.issues += count(talks.team[some], n)
        self.score += total(talks.team[some], score[some], n)


def manners(rules: Rules, sums: ByTeam) -> Values:
    """Of measured issues, by team with a manner of its own."""
    values: Values = {}
    for name, issues, score in zip(
        rules.teams, sums.issues.tolist(), sums.score.tolist(), strict=True
    ):
        if rules.scenario.teams[name].manner is not None:
            values[f"teams.{name}.last_talks"] = Value(issues)
            values[f"teams.{name}.last_talk_score"] = Value(score, issues)
    return values
