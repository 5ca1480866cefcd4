"""Whether a variant is shown to meet its targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.experiment.objectives import Objective
from sim.experiment.results.sample import Estimate, Floats, Sample
from sim.kpi import limits
from sim.stats import Attainment, attainment, bonferroni, ratio_intervals


class Judged(NamedTuple):
    """A target with what came out. ``estimate``: in the long run, a ratio of sums where the
    measure is a ratio; its interval holds for all targets of the variant at once.
    """

    objective: Objective
    estimate: Estimate
    attained: Attainment


def judged(
    sample: Sample, objective: Sequence[Objective], confidence: float = 0.95
) -> tuple[Judged, ...]:
    """Each target judged by an interval; all verdicts hold at once with ``confidence``.

    A measure that the sample lacks is not known to meet anything.
    """
    return tuple(_judged(sample, one, len(objective), confidence) for one in objective)


def _judged(sample: Sample, objective: Objective, targets: int, confidence: float) -> Judged:
    at = sample.columns.get(objective.measure)
    if at is None:
        return Judged(objective, Estimate(np.nan, np.nan, np.nan, objective.unit), "not sure")
    above, below = sample.numerators[:, [at]], sample.denominators[:, [at]]
    return judged_columns(above, below, objective, targets, confidence)[0]


def judged_columns(
    numerators: Floats,
    denominators: Floats,
    objective: Objective,
    targets: int,
    confidence: float = 0.95,
) -> list[Judged]:
    """The same target for each column of (replications, columns), as one of several ``targets``
    that are judged at once.
    """
    each = bonferroni(confidence, targets)
    found = ratio_intervals(numerators, denominators, each)
    cut = found.within(*limits(objective.measure, objective.unit))
    rows = zip(cut.mean.tolist(), cut.low.tolist(), cut.high.tolist(), strict=True)
    return [
        Judged(
            objective,
            Estimate(mean, low, high, objective.unit),
            attainment(low, high, objective.amount, objective.at_least),
        )
        for mean, low, high in rows
    ]
