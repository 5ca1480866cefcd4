"""The customers of a population: who they are, with keys of their own."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.codes import NOBODY
from sim.floor.tables import empty
from sim.plan.dists import cumulative
from sim.plan.keys import OF_SEGMENT, Key, named, numbered
from sim.scenario.model import Scenario
from sim.scenario.rules.volumes import normal_weights

Array = npt.NDArray[Any]
Column = Any
"""An array with an element for each issue, or one number that holds for all."""


def segment_sizes(scenario: Scenario) -> Array:
    """Customers by segment: its share of the population, at least one. No population: none."""
    segments, population = scenario.customers.segments, scenario.customers.population
    if population == "none":
        return np.zeros(len(segments), np.int64)
    usual = {name: part.share for name, part in segments.items()}
    shares = normal_weights(usual, usual)
    sizes = np.diff([0, *(round(population * share) for share in cumulative(shares))])
    sizes_at_least_one: Array = np.maximum(sizes, 1)
    return sizes_at_least_one


def make_customers(scenario: Scenario, root: Key, customer: Column) -> tuple[Array, Column]:
    """The table of the customers with an issue, by number, and each issue's row in it.

    ``customer``: numbers by issue. Without a population there is no table, and no row (NOBODY).
    A customer's key depends on the segment's name and on the number within it, so that a larger
    population, or a further segment, gives nobody else another key.
    """
    sizes = segment_sizes(scenario)
    if not sizes.any():
        return empty("customers", 0), NOBODY
    known, who = np.unique(np.asarray(customer), return_inverse=True)
    ends = np.cumsum(sizes)
    segment = np.searchsorted(ends, known, side="right")
    place = known - (ends - sizes)[segment]
    names = list(scenario.customers.segments)
    keys = np.array([named(root, name, OF_SEGMENT) for name in names], np.uint32)
    rows = empty("customers", len(known))
    rows["id"], rows["segment"] = known, segment
    rows["key0"], rows["key1"] = numbered(keys[segment, 0], keys[segment, 1], place)
    return rows, who
