"""Which points of a sweep are shown to meet the scenario's targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.experiment.folders.journal import OF
from sim.experiment.folders.reading import expecting
from sim.experiment.folders.saved import Saved
from sim.experiment.objectives import Objective, objectives_of
from sim.experiment.results.sample import Floats
from sim.experiment.results.targets import Judged, judged_columns
from sim.experiment.sweeps.arrays import Swept
from sim.scenario.scenario_files import load

Point = tuple[Judged, ...]
VARIES = ("targets", "service_target")
"""Parts of paths that change what is aimed at."""


def targets_by_point(swept: Swept) -> list[Point]:
    """By point, in their order: each target judged, for a point's all at once.

    Nothing is judged where a factor changes the targets themselves. Raises ResultsError.
    """
    nothing: list[Point] = [() for _ in swept.points]
    if any(part in VARIES for path in swept.levels for part in path.split(".")):
        return nothing
    objectives = {name: _objectives(swept.saved, name) for name in swept.saved.scenarios}
    names = [one.measure for several in objectives.values() for one in several]
    if not names:
        return nothing
    values = swept.values(dict.fromkeys([*names, *(name + OF for name in names)]))
    found, variants = nothing, _variants(swept)
    for variant, several in objectives.items():
        places = [at for at, name in enumerate(variants) if name == variant]
        columns = [_judged(values, one, places, len(several)) for one in several]
        for column, place in enumerate(places):
            found[place] = tuple(judged[column] for judged in columns)
    return found


def _objectives(saved: Saved, variant: str) -> list[Objective]:
    path = saved.scenarios[variant]
    with expecting(path):
        return objectives_of(load(path).resolve())


def _variants(swept: Swept) -> list[str]:
    """The variant at each point."""
    if "variant" in swept.levels:
        return [str(name) for name in swept.levels["variant"]]
    return [next(iter(swept.saved.scenarios))] * len(swept.points)


def _judged(
    values: Mapping[str, Floats], objective: Objective, places: Sequence[int], targets: int
) -> list[Judged]:
    """A target at some points. The rows hold ratios themselves, with what they are taken of."""
    ratios = values[objective.measure][:, places]
    below = values[objective.measure + OF][:, places]
    above = np.where(np.isfinite(below), np.where(below == 0.0, 0.0, ratios * below), ratios)
    return judged_columns(above, below, objective, targets)
