"""The customers of a population: who they are, with keys of their own, and when they move on."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.codes import MOVED_ON, NOBODY, STAYING, U_MOVE_ON
from sim.draws.arrays import values
from sim.floor.tables import beginning, empty
from sim.functions import log2_of
from sim.plan.dists import DistTable
from sim.plan.keys import OF_SEGMENT, Key, named, numbered
from sim.scenario.model import Scenario, Trust
from sim.scenario.rules.customers import churns, remembers, segment_sizes
from sim.scenario.rules.volumes import horizon_s
from sim.scenario.values.distributions import Distribution
from sim.time_units import YEAR

Array = npt.NDArray[Any]
Column = Any
"""An array with an element for each issue, or one number that holds for all."""
LN_2 = 0.6931471805599453
CHUNK = 1 << 20
"""Customers looked at together for when they move on."""


class Everybody(NamedTuple):
    """The customers of whom there is something to tell: their table, when each moves on by
    herself (an array of moments, or one that holds for all), and each issue's row."""

    rows: Array
    moves_on_at: Column
    who: Column


def make_customers(scenario: Scenario, root: Key, customer: Column) -> Everybody:
    """The customers with an issue, and those who move on before the run ends, by number.

    ``customer``: numbers by issue. Without a population there is no table, and no row (NOBODY).
    A customer's key depends on the segment's name and on the number within it, so that a larger
    population, or a further segment, gives nobody else another key.
    """
    sizes = segment_sizes(scenario)
    if not sizes.any():
        return Everybody(empty("customers", 0), math.inf, NOBODY)
    people = _People(scenario, root, sizes)
    known = _distinct(np.atleast_1d(customer))
    if not churns(scenario):
        return Everybody(people.rows(known), math.inf, np.searchsorted(known, customer))
    known = _distinct(np.concatenate([known, movers(scenario, people)]))
    rows = people.rows(known)
    moves_on_at = _moments(scenario, rows["key0"], rows["key1"])
    return Everybody(rows, moves_on_at, np.searchsorted(known, customer))


def _distinct(numbers: Array) -> Array:
    """Each number once, ascending; faster by far than ``np.unique``, which hashes them."""
    ordered: Array = np.sort(numbers)
    found: Array = ordered[np.diff(ordered, prepend=NOBODY) != 0]
    return found


class _People:
    """The population by number: segment after segment."""

    def __init__(self, scenario: Scenario, root: Key, sizes: Array) -> None:
        self.ends = np.cumsum(sizes)
        self.firsts = self.ends - sizes
        names = scenario.customers.segments
        self.keys = np.array([named(root, name, OF_SEGMENT) for name in names], np.uint32)

    def rows(self, numbers: Array) -> Array:
        """The rows of some customers."""
        segment = np.searchsorted(self.ends, numbers, side="right")
        rows = empty("customers", len(numbers))
        rows["id"], rows["segment"] = numbers, segment
        place = numbers - self.firsts[segment]
        rows["key0"], rows["key1"] = numbered(self.keys[segment, 0], self.keys[segment, 1], place)
        return rows


def movers(scenario: Scenario, people: _People) -> Array:
    """The numbers of those who move on before the run ends."""
    found, stop_s = [], horizon_s(scenario)
    for first in range(0, int(people.ends[-1]), CHUNK):
        rows = people.rows(np.arange(first, min(first + CHUNK, int(people.ends[-1]))))
        leaves = _moments(scenario, rows["key0"], rows["key1"]) < stop_s
        found.append(rows["id"][leaves])
    return np.concatenate(found)


def _moments(scenario: Scenario, key0: Array, key1: Array) -> Array:
    """When customers move on: exponential, so that the stated share has gone after a year."""
    leaving = scenario.customers.leaving
    churn = 0.0 if leaving is None else leaving.churn
    mean_s = YEAR / (log2_of(1.0 / (1.0 - churn)) * LN_2)
    dists = DistTable()
    row = dists.index(Distribution.model_construct(kind="exponential", a=mean_s))
    return values(*dists.tables(), row, key0, key1, U_MOVE_ON, 0)


def memories_of(scenario: Scenario, customers: Array, moves_on_at: Column) -> Array:
    """What customers remember at first; nothing where nobody does."""
    rows = beginning("memories", len(customers) if remembers(scenario) else 0)
    if len(rows):
        rows["number"], rows["segment"] = customers["id"], customers["segment"]
        rows["left_at"] = moves_on_at
        rows["why_left"] = np.where(np.isfinite(moves_on_at), MOVED_ON, STAYING)
        rows["trust"] = (scenario.customers.trust or Trust()).start
    return rows
