"""The piece of work that a sweep repeats: one replication of one point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sim.experiment.folders.journal import OF, Line
from sim.experiment.replication import simulate
from sim.experiment.sweeps.design import Levels
from sim.kpi import measure

if TYPE_CHECKING:
    from sim.scenario.model import Scenario
    from sim.scenario.sweep import Sweep

Task = tuple[int, int]
"""Point and replication."""

TOGETHER = 32
"""Replications of a point done one after the other: their demand is still known at the next."""

SCENARIOS_KEPT = 4


@dataclass(frozen=True)
class OnePoint:
    """Does a replication of a point, and returns its numbers.

    Points share the seed, so that they face the same customers. Ratios are given by their value
    and, in a column whose name ends in ``:of``, their denominator. The numbers depend on the
    point's scenario, the seed and the replication alone.
    """

    sweep: Sweep
    points: Sequence[Levels]
    seed: int
    engine: str
    known: dict[int, Scenario] = field(default_factory=dict, compare=False)
    names: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict, compare=False)

    def __call__(self, task: Task) -> Line:
        point, replication = task
        scenario = self.scenario(point)
        values = measure(simulate(scenario, self.seed, replication, self.engine), scenario)
        ratios = {
            name + OF: value.denominator
            for name, value in values.items()
            if value.denominator is not None
        }
        numbers = [*(v.value for v in values.values()), *ratios.values()]
        names = (*values, *ratios)
        # One object for all lines: a chunk of them is then sent with one copy of the names.
        names = self.names.setdefault(names, names)
        return Line(point, replication, names, np.array(numbers, np.float64))

    def scenario(self, point: int) -> Scenario:
        """The scenario of a point; the last ones are kept, as plans have much in common."""
        if point not in self.known:
            while len(self.known) >= SCENARIOS_KEPT:
                del self.known[next(iter(self.known))]
            self.known[point] = self.sweep.resolve(self.points[point])
        return self.known[point]


def tasks_of(points: Sequence[int], replications: int) -> list[Task]:
    """What is to be done, in an order in which plans have most in common."""
    return [
        (point, replication)
        for first in range(0, replications, TOGETHER)
        for point in points
        for replication in range(first, min(first + TOGETHER, replications))
    ]
