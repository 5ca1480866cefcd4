"""Elementary effects after Morris (1991), by SALib."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.stats.designs import Point
from sim.stats.intervals import Floats
from sim.stats.sensitivity import Parameters

LEVELS = 4
"""Values that each parameter takes, ends included."""


class Effect(NamedTuple):
    """What a parameter does to the result, over the ranges of all others.

    In the unit of the result, for a move across the whole range. ``mean`` has a sign; ``size``
    is the mean of the absolute effects (μ* of Campolongo, Cariboni & Saltelli 2007) with the
    half-width of its bootstrap interval over trajectories; a ``spread`` (σ) as large as the size
    tells of interactions or curvature, and of noise.
    """

    path: str
    mean: float
    size: float
    half_width: float
    spread: float


@dataclass(frozen=True)
class Trajectories:
    """Points of a Morris design: trajectories, in each of which every parameter moves once."""

    paths: tuple[str, ...]
    bounds: tuple[tuple[float, float], ...]
    values: Floats
    seed: int

    @property
    def points(self) -> list[Point]:
        """The points in the order in which results must be given."""
        return [dict(zip(self.paths, row, strict=True)) for row in self.values.tolist()]

    @property
    def problem(self) -> dict[str, Any]:
        """The parameters in SALib's form."""
        bounds = [list(pair) for pair in self.bounds]
        return {"num_vars": len(self.paths), "names": list(self.paths), "bounds": bounds}


def morris_design(parameters: Parameters, trajectories: int, seed: int) -> Trajectories:
    """A design of ``trajectories`` (k + 1) points; the same for the same seed.

    Parameters without a range (low = high) are left out. Raises ValueError when none is left, or
    for fewer than two trajectories.
    """
    from SALib.sample import morris

    ranges = {path: (p.low, p.high) for path, p in parameters.items() if p.low < p.high}
    if not ranges:
        raise ValueError("a sensitivity needs at least one parameter with a range")
    if trajectories < 2:
        raise ValueError(f"elementary effects need at least 2 trajectories, not {trajectories}")
    design = Trajectories(tuple(ranges), tuple(ranges.values()), np.empty((0, len(ranges))), seed)
    values = morris.sample(design.problem, trajectories, num_levels=LEVELS, seed=seed)
    return Trajectories(design.paths, design.bounds, np.asarray(values, np.float64), seed)


def morris_effects(
    design: Trajectories, results: npt.ArrayLike, confidence: float = 0.95
) -> list[Effect]:
    """Effects by parameter, the greatest first, from the result at each point of the design.

    ``results``: one number for each point (the mean over its replications). Raises ValueError
    when their number is another, or one is not finite.
    """
    from SALib.analyze import morris

    found = np.asarray(results, np.float64)
    if found.shape != (len(design.values),) or not np.isfinite(found).all():
        raise ValueError(f"a finite result is needed for each of {len(design.values)} points")
    answer = morris.analyze(
        design.problem,
        design.values,
        found,
        num_resamples=1000,
        conf_level=confidence,
        num_levels=LEVELS,
        seed=design.seed,
    )
    columns = (answer[key] for key in ("names", "mu", "mu_star", "mu_star_conf", "sigma"))
    effects = [
        Effect(str(path), *map(float, numbers)) for path, *numbers in zip(*columns, strict=True)
    ]
    return sorted(effects, key=lambda effect: -effect.size)
