"""Who makes offers, and whether these harm the fix."""

from __future__ import annotations

from sim.scenario.model import Offers, Scenario, Team


def offers_of(team: Team) -> Offers | None:
    """The offers of a team, unless it never makes any."""
    return None if team.offers is None or team.offers.share == 0.0 else team.offers


def chance_of_offer(team: Team, issue_type: str, channel: str) -> float:
    """The chance that a contact gets an offer, if the issue got none before."""
    rule = team.offers
    if rule is None or (rule.issue_types != "all" and issue_type not in rule.issue_types):
        return 0.0
    return rule.share if not rule.channels or channel in rule.channels else 0.0


def offers_harm(scenario: Scenario) -> bool:
    """Whether a fix may fail since an offer was made in the same contact."""
    rules = [offers_of(team) for team in scenario.teams.values()]
    return any(rule is not None and rule.resolves < 1.0 for rule in rules)
