"""Who may pay to make good for what has failed."""

from __future__ import annotations

from sim.scenario.model import Scenario


def makes_amends(scenario: Scenario) -> bool:
    """Whether agents of any team may pay anything."""
    teams = scenario.teams.values()
    return any(team.amends is not None and team.amends.happen for team in teams)
