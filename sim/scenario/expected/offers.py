"""What offers add to the work on a contact, and take from its fix."""

from __future__ import annotations

from sim.scenario.model import Team
from sim.scenario.rules.offers import chance_of_offer
from sim.scenario.values.moments import variance

Expected = tuple[tuple[float, float], float]
"""Mean and variance of a piece of work; the chance that the fix holds."""


def with_offer(team: Team, issue_type: str, channel: str, before: int, found: Expected) -> Expected:
    """The same with an offer made by the team, unless one was made in ``before`` contacts."""
    chance = chance_of_offer(team, issue_type, channel)
    chance *= (1.0 - chance) ** max(before, 0)
    if team.offers is None or chance == 0.0:
        return found
    (mean, varied), holds = found
    takes = team.offers.takes
    more = chance * takes.mean_s()
    spread = chance * (variance(takes) + takes.mean_s() ** 2) - more**2
    return (mean + more, varied + spread), holds * (1.0 - chance + chance * team.offers.resolves)
