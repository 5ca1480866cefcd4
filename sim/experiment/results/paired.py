"""Two variants that faced the same customers, KPI by KPI: differences, and what pairing saved."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.experiment.results.sample import Floats, Sample
from sim.stats import Intervals, paired_intervals, paired_ratio_intervals, pairing


class Paired(NamedTuple):
    """What pairing has done to a difference.

    ``factor``: how many times as many independent replications would be as precise;
    ``correlation``: of the two variants' values. nan where not defined.
    """

    correlation: float
    factor: float


def shared(run: Sample, baseline: Sample) -> list[str]:
    """The KPIs that both have."""
    return [name for name in run.names if name in baseline.columns]


def differences(run: Sample, baseline: Sample, confidence: float = 0.95) -> Intervals:
    """Mean paired differences of the shared KPIs with Student intervals."""
    names = shared(run, baseline)
    return paired_intervals(_columns(run, names), _columns(baseline, names), confidence)


def shared_ratios(run: Sample, baseline: Sample) -> list[str]:
    """The KPIs that are ratios in both."""
    left, right = (set(ratio_columns(sample)) for sample in (run, baseline))
    return [
        n for n in shared(run, baseline) if run.columns[n] in left if baseline.columns[n] in right
    ]


def ratio_differences(run: Sample, baseline: Sample) -> Intervals:
    """Paired differences of the shared ratios, each a ratio of sums; the jackknife's intervals."""
    names = shared_ratios(run, baseline)
    here = [run.columns[name] for name in names]
    there = [baseline.columns[name] for name in names]
    return paired_ratio_intervals(
        run.numerators[:, here],
        run.denominators[:, here],
        baseline.numerators[:, there],
        baseline.denominators[:, there],
    )


def pairings(run: Sample, baseline: Sample) -> dict[str, Paired]:
    """By shared KPI: what the common customers have saved."""
    names = shared(run, baseline)
    found = pairing(_columns(run, names), _columns(baseline, names))
    pairs = zip(found.correlation.tolist(), found.factor.tolist(), strict=True)
    return {name: Paired(*pair) for name, pair in zip(names, pairs, strict=True)}


def ratio_columns(sample: Sample) -> list[int]:
    """Columns of the KPIs that are ratios."""
    return np.flatnonzero(np.isfinite(sample.denominators).any(axis=0)).tolist()


def _columns(sample: Sample, names: list[str]) -> Floats:
    where = np.array([sample.columns[name] for name in names], np.intp)
    return sample.table[:, where]
