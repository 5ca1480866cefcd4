"""Points for the manner of the last talk, as grids."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sim.plan.ids import Ids
from sim.scenario.model import Scenario
from sim.scenario.rules.manners import manner_points


def manner_grids(scenario: Scenario, ids: Ids) -> dict[str, npt.NDArray[np.float64]]:
    """[team, queue]: the points, and those of issues that are denied."""
    grids = {"manners": False, "denied_manners": True}
    return {
        name: np.array(
            [[manner_points(scenario, t, q, denied) for q in ids.queues] for t in ids.teams]
        )
        for name, denied in grids.items()
    }
