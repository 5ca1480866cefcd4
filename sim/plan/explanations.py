"""Which teams explain how it will go on."""

from __future__ import annotations

from sim.codes import NOBODY
from sim.plan.dists import DistTable
from sim.scenario.model import Scenario
from sim.scenario.values.distributions import constant


def explaining_rows(scenario: Scenario, dists: DistTable) -> list[dict[str, float]]:
    """A row for each team."""
    none = constant(0.0)
    return [
        {
            "chance": team.explains,
            "work": NOBODY if team.explaining == none else dists.index(team.explaining),
        }
        for team in scenario.teams.values()
    ]
