"""The points of a sweep: which values its factors take together, and which are in a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sim.experiment.errors import RequestError
from sim.experiment.folders.forms import MOST_POINTS
from sim.stats.designs import Factor as Spread
from sim.stats.designs import Range, fraction, grid, latin_hypercube, sobol

if TYPE_CHECKING:
    from sim.scenario.nodes import Node
    from sim.scenario.sweep import Sweep
    from sim.scenario.sweep_factors import Factor

RESOLUTION = 4
DESIGN_SEED = 1

Levels = dict[str, "Node"]
"""Values by factor."""


def design_points(sweep: Sweep) -> list[Levels]:
    """The points in their order; the same for the same sweep.

    Raises RequestError when there are too many of them.
    """
    if sweep.listed:
        return [dict(point) for point in sweep.listed]
    factors = {factor.path: factor for factor in sweep.factors}
    if sweep.design == "grid":
        _count(sweep)
        return grid({path: factor.levels for path, factor in factors.items()})
    if sweep.design == "fractional":
        pairs = {path: (f.levels[0], f.levels[1]) for path, f in factors.items()}
        return fraction(pairs, max(3, sweep.numbers.get("resolution", RESOLUTION))).points
    _limit(sweep.design, sweep.numbers["points"], "fewer points")
    spread = {path: _spread(factor) for path, factor in factors.items()}
    design = latin_hypercube if sweep.design == "latin_hypercube" else sobol
    seed = sweep.numbers.get("seed", DESIGN_SEED)
    points = design(spread, sweep.numbers["points"], seed)
    return [{path: _level(factors[path], value) for path, value in p.items()} for p in points]


def _count(sweep: Sweep) -> None:
    count = 1
    for factor in sweep.factors:
        count *= len(factor.levels)
    _limit("grid", count, "fewer values, or a design that fills the space, such as sobol")


def _limit(design: str, count: int, remedy: str) -> None:
    if count > MOST_POINTS:
        raise RequestError(
            f"a {design} design of {count} points: expected at most {MOST_POINTS}; try {remedy}"
        )


def _spread(factor: Factor) -> Spread:
    span = factor.span
    if span is None:
        return factor.levels
    return Range(float(span.low), float(span.high), span.whole)


def _level(factor: Factor, value: Any) -> Node:
    if factor.span is None:
        node: Node = value
        return node
    return factor.level(value)


# -- shards ----------------------------------------------------------------------------------


class Shard(NamedTuple):
    """The ``number``-th of ``of`` parts of a sweep, counted from 1."""

    number: int
    of: int

    def points(self, count: int) -> range:
        """Its points out of so many."""
        return range(self.number - 1, count, self.of)


WHOLE = Shard(1, 1)


def shard_of(text: str | None) -> Shard:
    """``2/4`` as a shard; None for the whole. Raises RequestError."""
    if text is None:
        return WHOLE
    number, _, of = text.partition("/")
    if not (number.isdigit() and of.isdigit() and 1 <= int(number) <= int(of)):
        raise RequestError(f"shard: a part such as 2/4, the second of four, not {text!r}")
    return Shard(int(number), int(of))
