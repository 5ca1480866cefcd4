"""Distributions of a scenario as rows of the floor's tables ``dists`` and ``knots``."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.draws.kinds import CODES, EMPIRICAL, MIXTURE, NORMAL
from sim.floor.tables import DTYPES
from sim.scenario.rules.volumes import cumulative
from sim.scenario.values.distributions import Distribution

Array = npt.NDArray[Any]


class DistTable:
    """Collects distributions; equal ones share a row."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, int, int, float, float, float, float]] = []
        self._knots = [np.zeros(0, DTYPES["knots"])]
        self._index: dict[Distribution, int] = {}

    def index(self, dist: Distribution) -> int:
        """The row of ``dist``, added if it is new."""
        found = self._index.get(dist)
        if found is None:
            found = self._index[dist] = self._add(dist)
        return found

    def _add(self, dist: Distribution) -> int:
        kind = CODES[dist.kind]
        first, count = 0, 0
        if kind == MIXTURE:
            first, count = len(self._rows), len(dist.parts)
            bounds = cumulative([weight for weight, _ in dist.parts])
            for bound, (_, part) in zip(bounds, dist.parts, strict=True):
                self._rows.append(_row(part, 0, 0, bound))
        elif kind == EMPIRICAL:
            first, count = sum(map(len, self._knots)), len(dist.values)
            self._knots.append(_steps(dist))
        self._rows.append(_row(dist, first, count, 1.0))
        return len(self._rows) - 1

    def tables(self) -> tuple[Array, Array]:
        """The tables ``dists`` and ``knots``."""
        return np.array(self._rows, DTYPES["dists"]), np.concatenate(self._knots)


def _steps(dist: Distribution) -> Array:
    """The knots of an empirical distribution; weights add up as in ``cumulative``."""
    knots = np.zeros(len(dist.values), DTYPES["knots"])
    sums = np.cumsum(dist.weights.array)
    knots["value"], knots["weight"] = dist.values.array, sums / sums[-1]
    knots["weight"][-1] = 1.0
    return knots


def _row(
    dist: Distribution, first: int, count: int, weight: float
) -> tuple[int, int, int, float, float, float, float]:
    kind = CODES[dist.kind]
    c = dist.c
    if kind == NORMAL and dist.b > 0.0:  # the share below 0, which the draws leave out
        c = 0.5 * math.erfc(dist.a / dist.b / math.sqrt(2.0))
    return kind, first, count, weight, dist.a, dist.b, c
