"""The customers of a population: who they are, with keys of their own."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.floor.tables import empty
from sim.plan.dists import cumulative
from sim.plan.keys import OF_SEGMENT, Key, named, numbered
from sim.scenario.model import Scenario
from sim.scenario.rules.volumes import normal_weights

Array = npt.NDArray[Any]


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


def make_customers(scenario: Scenario, root: Key) -> Array:
    """The table of customers, numbered segment by segment; empty without a population.

    A customer's key depends on the segment's name and on its number there, so that a larger
    population, or a further segment, gives nobody else another key.
    """
    sizes = segment_sizes(scenario)
    rows = empty("customers", int(sizes.sum()))
    rows["id"] = np.arange(len(rows))
    rows["segment"] = np.repeat(np.arange(len(sizes)), sizes)
    ends = np.cumsum(sizes)
    for name, first, end in zip(scenario.customers.segments, ends - sizes, ends, strict=True):
        key = named(root, name, OF_SEGMENT)
        rows["key0"][first:end], rows["key1"][first:end] = numbered(*key, np.arange(end - first))
    return rows
