"""Where contacts are expected that follow a redirect, in an average week."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.scenario.expected.closed_doors import delayed
from sim.scenario.model import Scenario

Array = npt.NDArray[Any]


def following(scenario: Scenario, told: Array) -> Array:
    """Contacts made on other channels by those who are told so, when they make them; both
    [channel, issue type, hour of the week]."""
    names, found = list(scenario.channels), np.zeros_like(told)
    for c, channel in enumerate(scenario.channels.values()):
        rule = channel.redirect
        if rule is not None and told[c].any():
            part = told[c] * rule.follows
            found[names.index(rule.to)] += delayed(part, rule.delay, scenario.clock.length_s)
    return found
