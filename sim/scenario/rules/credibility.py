"""Credibility: whether ranks go by how often customers have complained."""

from __future__ import annotations

from sim.scenario.model import Scenario


def counts_complaints(scenario: Scenario) -> bool:
    """Whether it matters how often a customer of the population has complained."""
    ranked = scenario.routing.habitual_from > 0 and scenario.customers.population != "none"
    return ranked and any(one.complaint for one in scenario.issue_types.values())
