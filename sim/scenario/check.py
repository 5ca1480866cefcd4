"""What is wrong or odd about a scenario as a whole, once each part is right."""

from __future__ import annotations

from sim.scenario.building import Built
from sim.scenario.problems import Problem


def check(built: Built) -> tuple[list[Problem], list[Problem]]:
    """Errors and warnings."""
    return [], []
