"""Fixes that do not hold: whether there are any, and whether customers believe in them."""

from __future__ import annotations

from sim.scenario.model import IssueType, Scenario
from sim.scenario.rules.offers import offers_harm
from sim.scenario.rules.self_services import is_claimed


def cuts_short(scenario: Scenario) -> bool:
    """Whether any team cuts talks short, so that a fix may fail for want of work."""
    return any(team.handle_time_target is not None for team in scenario.teams.values())


def may_fail(scenario: Scenario, issue_type: IssueType) -> bool:
    """Whether a fix of the type may turn out not to meet the need."""
    if issue_type.by_answer:
        return False
    fails = issue_type.may_fail or cuts_short(scenario) or offers_harm(scenario)
    return fails or is_claimed(scenario, issue_type)


def is_believed(scenario: Scenario, issue_type: IssueType) -> bool:
    """Whether customers take a fix that does not hold for one that does, for some time."""
    return issue_type.shows_later and may_fail(scenario, issue_type)
