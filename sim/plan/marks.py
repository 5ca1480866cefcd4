"""What an issue is about: its type, segment, customer and first-choice channel.

A mark is chosen by a keyed uniform number, so it depends on the issue alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.codes import U_CHANNEL, U_CUSTOMER, U_SEGMENT, U_TYPE
from sim.draws.threefry import uniform_array
from sim.plan.arrivals import Arrivals
from sim.plan.customers import Column
from sim.scenario.model import Scenario
from sim.scenario.rules.customers import segment_sizes
from sim.scenario.rules.volumes import (
    channel_weights,
    cumulative,
    segment_weights,
    type_weights,
)

Array = npt.NDArray[Any]


class Marks(NamedTuple):
    """Ids by issue."""

    type: Column
    segment: Column
    customer: Column
    channel: Column


def choose_marks(scenario: Scenario, arrivals: Arrivals, stream: Column) -> Marks:
    """Choose the marks of all issues; ``stream`` is the id of each issue's stream."""
    streams = list(scenario.demand.values())
    issue_type = chosen([type_weights(scenario, s) for s in streams], stream, arrivals, U_TYPE)
    segment = chosen([segment_weights(scenario, s) for s in streams], stream, arrivals, U_SEGMENT)
    issue_types, segments = list(scenario.issue_types), list(scenario.customers.segments)
    ways = [
        channel_weights(scenario, s, type_name, segment_name)
        for s in streams
        for type_name in issue_types
        for segment_name in segments
    ]
    way = (stream * len(issue_types) + issue_type) * len(segments) + segment
    channel = chosen(ways, way, arrivals, U_CHANNEL)
    return Marks(issue_type, segment, choose_customer(scenario, arrivals, segment), channel)


def chosen(weights: list[list[float]], code: Column, arrivals: Arrivals, purpose: int) -> Column:
    """Choices by the weights that belong to each issue's ``code`` (a position in ``weights``)."""
    rows = [weights.index(row) for row in weights]

    def choose(row: int, where: Array | slice) -> Column:
        possible = [i for i, weight in enumerate(weights[row]) if weight > 0.0]
        if len(possible) == 1:
            return possible[0]
        u = uniform_array(arrivals.key0[where], arrivals.key1[where], purpose, 0)
        bounds = cumulative([weights[row][i] for i in possible])[:-1]
        return np.array(possible)[np.searchsorted(bounds, u, side="right")]

    return by_code(rows, code, len(arrivals.at), choose)


def by_code(
    rows: Sequence[int], code: Column, count: int, make: Callable[[int, Array | slice], Column]
) -> Column:
    """Put together what ``make`` gives for the issues of each row.

    ``rows[code]`` is the row of an issue; ``make`` gets a row and which issues it is about.
    One number comes back if the same holds for all.
    """
    if len(set(rows)) == 1:
        return make(rows[0], slice(None))
    if not isinstance(code, np.ndarray):
        return make(rows[code], slice(None))
    row = np.array(rows)[code]
    present = np.flatnonzero(np.bincount(row)).tolist()
    if len(present) == 1:
        return make(present[0], slice(None))
    result: Array | None = None
    for one in present:
        where = np.flatnonzero(row == one)
        part = np.asarray(make(one, where))
        if result is None:
            result = np.zeros(count, part.dtype)
        result[where] = part
    return 0 if result is None else result


def choose_customer(scenario: Scenario, arrivals: Arrivals, segment: Column) -> Column:
    """A customer of the segment, all alike; without a population each issue has its own."""
    if scenario.customers.population == "none":
        return np.arange(len(arrivals.at))
    sizes = segment_sizes(scenario)
    u = uniform_array(arrivals.key0, arrivals.key1, U_CUSTOMER, 0)
    first = np.cumsum(sizes) - sizes
    return first[segment] + (u * sizes[segment]).astype(np.int64)
