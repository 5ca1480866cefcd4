"""What teams offer to customers, as rows and a grid."""

from __future__ import annotations

from sim.plan.dists import DistTable
from sim.plan.ids import Ids
from sim.scenario.model import Offers, Scenario
from sim.scenario.rules.offers import chance_of_offer

Row = dict[str, float]


def offer_rows(scenario: Scenario, dists: DistTable) -> list[Row]:
    """A row for each team, with or without offers."""
    return [_row(team.offers, dists) for team in scenario.teams.values()]


def _row(rule: Offers | None, dists: DistTable) -> Row:
    if rule is None:
        return {}
    return {
        "takes": dists.index(rule.takes),
        "accepted": rule.accepted,
        "annoyance": rule.annoyance,
        "resolves": rule.resolves,
    }


def offer_chances(scenario: Scenario, ids: Ids) -> list[list[float]]:
    """[type * teams + team][queue]: the chance that a contact gets an offer."""
    return [
        [chance_of_offer(scenario.teams[team], issue_type, queue) for queue in ids.queues]
        for issue_type in ids.types
        for team in ids.teams
    ]
