"""Handle times by hour of the week, as the mean factors on the work of those who contact."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.scenario.average_week import average_week
from sim.scenario.closed_doors import reaching
from sim.scenario.flows import Flows, of_stream
from sim.scenario.hourly import HOURS_OF_WEEK
from sim.scenario.mix import type_weights
from sim.scenario.model import Scenario
from sim.scenario.paths import AS_STATED, Pace

Array = npt.NDArray[Any]

DIGITS = 12
"""Of mean factors, so that channels with the same arrivals are alike."""


def mean_handle_factors(scenario: Scenario) -> list[float]:
    """Mean factor on the work of each issue type over the hours in which its issues arise."""
    kinds = list(scenario.issue_types.values())
    if all(kind.handle_time_by_hour_s is None for kind in kinds):
        return [1.0] * len(kinds)
    week = average_week(scenario)
    arising = np.zeros((len(kinds), HOURS_OF_WEEK))
    for stream in scenario.demand.values():
        arising += np.outer(type_weights(scenario, stream), of_stream(scenario, week, stream))
    factors = _factors(scenario)
    found: list[float] = _ratio((arising * factors).sum(axis=1), arising.sum(axis=1)).tolist()
    return found


class Paces:
    """Mean factors on the work of the contacts that reach a channel, by the hours in which their
    issues arose."""

    def __init__(self, flows: Flows) -> None:
        self._flows = flows
        kinds = flows.scenario.issue_types.values()
        self._stated = [kind.handle_time_by_hour_s is not None for kind in kinds]

    def of(self, channel: int, kind: int) -> Pace:
        """Mean and mean square of the factors of a week's contacts, by positions."""
        if not self._stated[kind]:
            return AS_STATED
        pair = self._flows.reached[channel, kind], *(part[channel, kind] for part in self._weighed)
        total, once, twice = (float(part.sum()) for part in pair)
        if total <= 0.0:
            return AS_STATED
        mean, square = round(once / total, DIGITS), round(twice / total, DIGITS)
        return Pace(mean, max(square, mean * mean))

    @cached_property
    def contacts(self) -> Array:
        """Contacts by channel, issue type and hour of the week, each counted as often as its work
        is longer than that of the week's average contact of the channel and type."""
        reached = self._flows.reached
        if not any(self._stated):
            return reached
        once, _ = self._weighed
        usual = _ratio(once.sum(axis=2), reached.sum(axis=2))
        return np.asarray(once / usual[:, :, None])

    @cached_property
    def _weighed(self) -> tuple[Array, Array]:
        """The contacts that find an open door, times the factors of the hours in which the issues
        arose, and times the squares of these; who comes back keeps the factor."""
        flows, factors = self._flows, _factors(self._flows.scenario)
        weighed = (flows.firsts * factors, flows.firsts * factors**2)
        once, twice = (reaching(flows.scenario, flows.week, part) for part in weighed)
        return once, twice


def _factors(scenario: Scenario) -> Array:
    """Factors on the work, [issue type, hour of the week]."""
    none = (1.0,) * HOURS_OF_WEEK
    return np.array([kind.handle_factors or none for kind in scenario.issue_types.values()])


def _ratio(weighed: Array, plain: Array) -> Array:
    """Means of factors; 1 where there is nobody."""
    some = (plain > 0.0) & (weighed > 0.0)
    return np.divide(weighed, plain, out=np.ones_like(plain), where=some)
