"""Teams that explain to customers how it will go on."""

from __future__ import annotations

from sim.scenario.model import Scenario


def explains(scenario: Scenario) -> bool:
    """Whether any team with customers does."""
    return any(
        team.explains > 0.0 and any(skill.channels for skill in team.skills)
        for team in scenario.teams.values()
    )
