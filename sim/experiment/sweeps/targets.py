"""Which points of a sweep are shown to meet the scenario's targets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.experiment.folders.journal import OF
from sim.experiment.folders.reading import expecting
from sim.experiment.folders.saved import Saved
from sim.experiment.objectives import Objective, objectives_of
from sim.experiment.results.sample import Estimate, Floats
from sim.experiment.results.targets import Judged, judged_columns
from sim.experiment.sweeps.arrays import Swept
from sim.experiment.sweeps.read_tables import rows_of
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
    found, variants = nothing, _variants(swept)
    for name in swept.saved.scenarios:
        several = _objectives(swept.saved, name)
        places = [at for at, variant in enumerate(variants) if variant == name]
        columns = [_judged(swept.saved, one, places, len(several)) for one in several]
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
    saved: Saved, objective: Objective, places: Sequence[int], targets: int
) -> list[Judged]:
    """A target at some points."""
    table = rows_of(saved, [objective.measure, objective.measure + OF])
    names = table.schema.names
    if objective.measure not in names:
        unknown = Estimate(np.nan, np.nan, np.nan, objective.unit)
        return [Judged(objective, unknown, "not sure") for _ in places]

    def column(name: str) -> Floats:
        count = int(saved.experiment["replications"])
        return np.asarray(table[name].to_numpy().reshape(-1, count).T[:, places], np.float64)

    values = column(objective.measure)
    below = column(objective.measure + OF) if objective.measure + OF in names else values * np.nan
    # the rows hold ratios themselves, with what they are taken of beside them
    above = np.where(np.isfinite(below), np.where(below == 0.0, 0.0, values * below), values)
    return judged_columns(above, below, objective, targets)
