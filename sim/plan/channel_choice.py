"""How customers choose channels, where experience or failures count, as rows and a grid."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.floor.tables import beginning
from sim.functions import log2_of
from sim.plan.customers import LN_2
from sim.plan.ids import Ids
from sim.scenario.model import Scenario
from sim.scenario.model.channel_choice import Habit, Louder
from sim.scenario.rules.channel_choice import is_changed
from sim.scenario.rules.volumes import channel_weights
from sim.time_units import MINUTE

Array = npt.NDArray[Any]
Row = dict[str, float]
OFF = Habit(learning=0.0, strength=0.0)
SILENT = Louder(per_failure=1.0)


def choosing_rows(scenario: Scenario, ids: Ids) -> list[Row]:
    """The only row of the table ``choosing``; none where customers choose as planned."""
    if not is_changed(scenario):
        return []
    habit = scenario.customers.habit or OFF
    louder = scenario.customers.louder or SILENT
    hoops = louder.hoops
    return [
        {
            "channels": len(scenario.channels),
            "groups": len(ids.types) * len(ids.segments),
            "learning": habit.learning,
            "strength": habit.strength,
            "louder": log2_of(louder.per_failure) * LN_2,
            "transfer": hoops.transfer,
            "redirect": hoops.redirect,
            "refused_channel": hoops.refused_channel,
            "re_explanation": hoops.re_explanation,
            "hold_s": hoops.hold_minute / MINUTE,
        }
    ]


def first_choices(scenario: Scenario) -> Array:
    """[stream × groups + type × segments + segment, channel]: weights; empty if not needed."""
    weights = [
        channel_weights(scenario, stream, issue_type, segment)
        for stream in scenario.demand.values()
        for issue_type in scenario.issue_types
        for segment in scenario.customers.segments
    ]
    count = len(weights) if is_changed(scenario) else 0
    return np.array(weights, np.float64)[:count]


def habits_of(details: tuple[str, ...], customers: int, channels: int) -> Array:
    """What customers are used to at first: a row for each channel of each customer."""
    return beginning("habits", customers * channels if "habits" in details else 0)
