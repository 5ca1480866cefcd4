"""Replications of a case: pooled estimates, and their jackknife errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Runs:
    """The replications of one variant.

    ``above`` and ``below``: numerators and denominators by KPI, arrays over replications;
    ``below`` is nan for totals. ``hours``: measures by hour of the week, (replications, 168).
    """

    above: Mapping[str, Floats]
    below: Mapping[str, Floats]
    hours: Mapping[str, Floats]
    hours_measured: float
    """Length of the measured window."""

    @property
    def replications(self) -> int:
        return len(next(iter(self.above.values())))


class View:
    """What an estimator sees: KPIs pooled over the replications, or over all but one of them.

    Ratios are ratios of sums, totals are means. The numbers of the second kind are arrays, one
    entry for each replication left out, so that an estimator must be plain arithmetic.
    """

    def __init__(self, variants: Mapping[str, Runs], without_one: bool) -> None:
        self._variants, self._without_one = variants, without_one

    def __call__(self, name: str, variant: str = "as_is") -> Any:
        """A KPI of a variant."""
        runs = self._variants[variant]
        above, below = runs.above[name], runs.below[name]
        if np.isnan(below).all():
            return self._mean(above)
        return self._mean(above) / self._mean(below)

    def per_hour(self, name: str, variant: str = "as_is") -> Any:
        """A total per hour of the measured window."""
        return self(name, variant) / self._variants[variant].hours_measured

    def mean(self, values: Callable[[Mapping[str, Floats]], Floats]) -> Any:
        """Mean over replications of an expression in the totals (and plain values) of each."""
        return self._mean(values(self._variants["as_is"].above))

    def hour(self, name: str, hour: int) -> Any:
        """A measure at an hour of the week, averaged over the replications that define it."""
        values = self._variants["as_is"].hours[name][:, hour]
        defined = np.isfinite(values)
        return self._mean(np.where(defined, values, 0.0)) / self._mean(defined.astype(float))

    def hour_of(self, name: str, weight: str, hours: slice) -> Any:
        """A ratio by hour of the week over some hours, weighted with a count by hour."""
        runs = self._variants["as_is"]
        counts = np.nan_to_num(runs.hours[weight][:, hours])
        sums = np.nan_to_num(runs.hours[name][:, hours]) * counts
        return self._mean(sums.sum(axis=1)) / self._mean(counts.sum(axis=1))

    def _mean(self, values: Floats) -> Any:
        if not self._without_one:
            return float(values.mean())
        return (values.sum() - values) / (len(values) - 1)


Estimator = Callable[[View], Any]


class Estimate(NamedTuple):
    """An estimate with its standard error and the degrees of freedom of that."""

    value: float
    error: float
    freedom: int

    def half_width(self, level: float) -> float:
        """Half the Student interval at a level such as 0.95."""
        return self.error * float(stdtrit(self.freedom, (1.0 + level) / 2.0))


def estimate(estimator: Estimator, variants: Mapping[str, Runs]) -> Estimate:
    """Value and error by the jackknife over replications (Efron & Tibshirani 1993, chapter 11)."""
    value = float(estimator(View(variants, without_one=False)))
    left = np.asarray(estimator(View(variants, without_one=True)), float)
    n = len(left)
    error = sqrt((n - 1) / n * float(((left - left.mean()) ** 2).sum()))
    assert isfinite(value), "the measure is not defined in these replications"
    return Estimate(value, error, n - 1)
