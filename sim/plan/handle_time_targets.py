"""What each team's talks are held to, as rows of a table."""

from __future__ import annotations

import math

from sim.codes import NOBODY
from sim.draws.quantiles import on_grid
from sim.plan.dists import DistTable
from sim.scenario.model import HandleTimeTarget, Scenario
from sim.scenario.values.distributions import constant

Row = dict[str, float]


def target_rows(scenario: Scenario, dists: DistTable) -> list[Row]:
    """A row for each team, with or without a target for handling time."""
    return [_row(team.handle_time_target, dists) for team in scenario.teams.values()]


def _row(target: HandleTimeTarget | None, dists: DistTable) -> Row:
    if target is None:
        return {"talk_s": math.inf, "overhead": NOBODY}
    none = target.overhead == constant(0.0)
    return {
        "talk_s": on_grid(target.talk_s),
        "overhead": NOBODY if none else dists.index(target.overhead),
        "keeps_work": target.returned_work == "kept",
    }
