"""Rosters tried by simulation: each on the same customers, kept on disk, never twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from sim.experiment.conditions import Conditions
from sim.experiment.folders.journal import KEYS, OF, Journal, Line
from sim.experiment.objectives import Objective
from sim.experiment.replication import perform
from sim.experiment.results.targets import Judged, judged_columns
from sim.experiment.staff.positions import Array, Roster, Space
from sim.experiment.sweeps.design import Levels
from sim.experiment.sweeps.work import OnePoint, Task
from sim.scenario.sweep import Sweep, node_of
from sim.scenario.sweep_factors import Factor
from sim.stats import ratio_intervals, ratio_values

COST = "cost.total"


class Tried(NamedTuple):
    """What the targets came to at a roster. ``above``, ``below``: numerators and denominators,
    (replications, targets)."""

    roster: Roster
    above: Array
    below: Array

    @property
    def replications(self) -> int:
        """How many."""
        return len(self.above)


@dataclass
class Trials:
    """Tries rosters of a space, on the customers of a seed. ``tell``: called with the number of
    replications done in all, after each. Raises what a sweep raises.
    """

    space: Space
    objectives: Sequence[Objective]
    journal: Journal
    conditions: Conditions
    engine: str
    tell: Callable[[int], None] = lambda _done: None
    points: dict[tuple[int, Roster], int] = field(default_factory=dict)
    rows: dict[Task, Line] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows.update(_kept(self.journal))

    def tried(self, rosters: Sequence[Roster], replications: int, seed: int) -> list[Tried]:
        """So many replications of each roster, those done before among them."""
        points = [self._point(seed, roster) for roster in rosters]
        tasks = [
            (point, n)
            for point in dict.fromkeys(points)
            for n in range(replications)
            if (point, n) not in self.rows
        ]
        self._perform(tasks, seed)
        return [
            self._read(roster, point, replications)
            for roster, point in zip(rosters, points, strict=True)
        ]

    def _point(self, seed: int, roster: Roster) -> int:
        return self.points.setdefault((seed, roster), len(self.points))

    def _perform(self, tasks: Sequence[Task], seed: int) -> None:
        levels: list[Levels] = [self.space.changes(roster) for _, roster in self.points]
        work = OnePoint(self._sweep(levels), levels, seed, self.engine)
        perform(work, tasks, self.conditions, self._take, chunk_s=0.8)
        self.journal.flush()

    def _take(self, task: Task, line: Line) -> None:
        self.journal.add([line])
        self.rows[task] = line
        self.tell(len(self.rows))

    def _sweep(self, levels: Sequence[Levels]) -> Sweep:
        """The rosters as points of a sweep of the scenario."""
        mark = node_of("").mark
        paths = dict.fromkeys(path for point in levels for path in point)
        return Sweep(
            name=f"staffing of {self.space.file.name}",
            about="",
            text="",
            file=self.space.file,
            variant=self.space.variant,
            settings=self.space.settings,
            factors=tuple(Factor(path, (), None, mark) for path in paths),
            design="listed",
            listed=tuple(levels),
        )

    def _read(self, roster: Roster, point: int, replications: int) -> Tried:
        lines = [self.rows[point, n] for n in range(replications)]
        halves = [_halves(line, [one.measure for one in self.objectives]) for line in lines]
        above, below = np.array(halves).transpose(1, 0, 2)
        return Tried(roster, above, below)


def _kept(journal: Journal) -> Iterable[tuple[Task, Line]]:
    """The rows on disk, by task."""
    if not journal.parts:
        return
    table = journal.read(range(1 << 31))
    names = tuple(name for name in table.column_names if name not in KEYS)
    values = np.column_stack([table[name].to_numpy() for name in names])
    for point, n, row in zip(
        table["point"].to_pylist(), table["replication"].to_pylist(), values, strict=True
    ):
        yield (point, n), Line(point, n, names, row)


def _halves(line: Line, measures: Sequence[str]) -> tuple[Array, Array]:
    """Numerators and denominators; a row holds ratios, with what they are taken of."""
    known = dict(zip(line.names, line.values.tolist(), strict=True))
    ratios = np.array([known.get(name, np.nan) for name in measures])
    below = np.array([known.get(name + OF, np.nan) for name in measures])
    above = np.where(np.isfinite(below), np.where(below == 0.0, 0.0, ratios * below), ratios)
    return above, below


def judged(tried: Tried, objectives: Sequence[Objective], confidence: float) -> tuple[Judged, ...]:
    """Each target of a roster judged, all at once with ``confidence``."""
    count = len(objectives)
    return tuple(
        judged_columns(tried.above[:, [at]], tried.below[:, [at]], one, count, confidence)[0]
        for at, one in enumerate(objectives)
    )


def margins(tried: Tried, objectives: Sequence[Objective]) -> Array:
    """By how much each target is exceeded in the long run, below 0 where it is missed, in parts
    of its unit; nan where nothing is known."""
    means = ratio_intervals(tried.above, tried.below).mean
    return _signed(means, objectives)


def margin_values(tried: Tried, objectives: Sequence[Objective]) -> Array:
    """The same by replication, (replications, targets), whose mean is that of all."""
    return np.array([_signed(row, objectives) for row in ratio_values(tried.above, tried.below)])


def _signed(values: Array, objectives: Sequence[Objective]) -> Array:
    signs = np.array([1.0 if one.at_least else -1.0 for one in objectives])
    return np.asarray((values - np.array([one.amount for one in objectives])) * signs)
