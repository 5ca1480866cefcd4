"""The customers of a population: how many there are, and what they make of an experience."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sim.scenario.model import Scenario, Stream
from sim.scenario.rules.expectations import adapts
from sim.scenario.rules.volumes import cumulative, normal_weights

Array = npt.NDArray[np.int64]


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


def judges(scenario: Scenario) -> bool:
    """Whether anything that customers do or remember depends on how they judge an issue."""
    leaving = scenario.customers.leaving
    leaves = leaving is not None and leaving.by_judgement
    return trusts(scenario) or leaves or adapts(scenario)


def trusts(scenario: Scenario) -> bool:
    """Whether what customers think of the firm changes."""
    trust = scenario.customers.trust
    return trust is not None and trust.moves


def churns(scenario: Scenario) -> bool:
    """Whether customers leave whatever the firm does."""
    leaving = scenario.customers.leaving
    return leaving is not None and leaving.churn > 0.0


def remembers(scenario: Scenario) -> bool:
    """Whether customers have a past that counts."""
    return judges(scenario) or churns(scenario)


def is_thinned(stream: Stream) -> bool:
    """Whether needs of customers who have left do not arise: unless stated, those of a rate."""
    return stream.rate_per_week is not None if stream.thinned is None else stream.thinned
