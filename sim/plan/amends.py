"""What agents of each team may pay to make good for failures, as rows of a table."""

from __future__ import annotations

from sim.scenario.model import Amends, Scenario

Row = dict[str, float]
SLACK = 1.0 + 1e-9
"""For sums of decimals: three times 0.10 is not more than 0.30."""


def amends_rows(scenario: Scenario) -> list[Row]:
    """A row for each team, with or without the authority."""
    return [_row(team.amends) for team in scenario.teams.values()]


def _row(amends: Amends | None) -> Row:
    if amends is None or not amends.happen:
        return {}
    return {"chance": amends.chance, "amount": amends.at_a_time, "cap": amends.cap * SLACK}
