"""What the manner of the last talk adds to the score of an issue."""

from __future__ import annotations

from sim.scenario.model import Scenario


def manners_count(scenario: Scenario) -> bool:
    """Whether the manner of any team adds or takes points."""
    teams = scenario.teams.values()
    return any(team.manner is not None and team.manner.counts for team in teams)


def manner_points(scenario: Scenario, team: str, queue: str, denied: bool) -> float:
    """The points of a last talk with a team on a channel; at a desk nobody talks."""
    manner = scenario.teams[team].manner
    if manner is None or queue not in scenario.channels:
        return 0.0
    return manner.on(queue, denied)
