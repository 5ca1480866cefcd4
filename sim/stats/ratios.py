"""Ratios of sums over replications: cost per resolved issue, a service level, a mean wait.

The ratio of the sums is not the mean of the replications' ratios: the latter gives a quiet week
the weight of a busy one, and estimates E[A/B] instead of E[A]/E[B].
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.stats.intervals import (
    Floats,
    Intervals,
    around,
    as_pair,
    as_table,
    divide,
    student_quantile,
)

Method = Literal["jackknife", "delta"]


def ratio_intervals(
    numerators: npt.ArrayLike,
    denominators: npt.ArrayLike,
    confidence: float = 0.95,
    method: Method = "jackknife",
) -> Intervals:
    """Ratio of the sums of each column with a Student interval.

    Both tables have shape (replications, columns). A column whose denominators are nan holds
    totals: its mean and interval are those of ``mean_intervals``. A replication without a
    numerator is left out; one with 0 above and below adds nothing to the sums, but counts.
    The limits are nan unless two replications have something below.

    The standard error is the jackknife's (Miller 1974; Efron & Tibshirani 1993, section 11.3)
    or the delta method's (Cochran 1977, section 2.11); the two agree but for terms of the order
    1/n. The interval stands about the ratio of sums itself, whose bias is of the same order.

    Raises ValueError when the shapes differ or are not two-dimensional.
    """
    ratios = _ratios(*as_pair(as_table(numerators), denominators), method)
    return _intervals(ratios.value, ratios.deviations, ratios, confidence)


def paired_ratio_intervals(
    numerators: npt.ArrayLike,
    denominators: npt.ArrayLike,
    baseline_numerators: npt.ArrayLike,
    baseline_denominators: npt.ArrayLike,
    confidence: float = 0.95,
    method: Method = "jackknife",
) -> Intervals:
    """Difference of two ratios of sums whose replications are paired, by column.

    As ``ratio_intervals``; replications that lack one of the halves are left out. What a
    replication adds is taken from both ratios before squaring, so that what the two share
    (common random numbers) cancels.

    Raises ValueError when the shapes differ or are not two-dimensional.
    """
    above, below = as_pair(as_table(numerators), denominators)
    base_above, base_below = as_pair(as_table(baseline_numerators), baseline_denominators)
    as_pair(above, base_above)
    missing = ~(np.isfinite(above) & np.isfinite(base_above))
    left = _ratios(np.where(missing, np.nan, above), below, method)
    right = _ratios(np.where(missing, np.nan, base_above), base_below, method)
    both = left._replace(known=left.known & right.known, n=np.minimum(left.n, right.n))
    return _intervals(
        left.value - right.value, left.deviations - right.deviations, both, confidence
    )


def ratio_values(
    numerators: npt.ArrayLike, denominators: npt.ArrayLike, method: Method = "jackknife"
) -> Floats:
    """A value for each replication, so that ratios can be treated as means are.

    Shape (replications, columns). The mean of a column is the ratio of sums, the standard error
    of that mean is the one of ``ratio_intervals``, and differences of two such columns serve for
    paired ratios: these values (the jackknife's pseudo-values, moved to that mean) may be given
    to every function of this room that takes values. Totals are left as they are. A column in
    which fewer than two replications have something below is nan: it has no spread.

    Raises ValueError when the shapes differ or are not two-dimensional.
    """
    above, below = as_pair(as_table(numerators), denominators)
    ratios = _ratios(above, below, method)
    values = ratios.value + ratios.deviations
    return np.where(np.isfinite(above) & ratios.known, values, np.nan)


class _Ratios(NamedTuple):
    """Ratios by column; what each replication departs from them; replications that count."""

    value: Floats
    deviations: Floats
    n: npt.NDArray[np.int64]
    known: npt.NDArray[np.bool_]
    """Whether the deviations say anything: not with a single replication."""


def _ratios(numerators: Floats, denominators: Floats, method: Method) -> _Ratios:
    defined = np.isfinite(numerators)
    total = (np.isnan(denominators) | ~defined).all(axis=0)
    above = np.where(defined, numerators, 0.0)
    below = np.where(defined, np.where(total, 1.0, denominators), 0.0)
    n = defined.sum(axis=0)
    value = divide(above.sum(axis=0), below.sum(axis=0))
    deviations = divide(np.where(defined, above - value * below, 0.0) * n, below.sum(axis=0))
    if method == "jackknife":
        deviations = np.where(total, deviations, _jackknife(above, below, defined))
    return _Ratios(value, deviations, n, (below != 0.0).sum(axis=0) > 1)


def _jackknife(above: Floats, below: Floats, defined: npt.NDArray[np.bool_]) -> Floats:
    """Pseudo-values less their mean: (n - 1) times (mean of the ratios without one - each)."""
    n = defined.sum(axis=0)
    without = divide(above.sum(axis=0) - above, below.sum(axis=0) - below)
    mean = divide(np.where(defined, without, 0.0).sum(axis=0), n)
    return np.where(defined, (n - 1) * (mean - without), 0.0)


def _intervals(mean: Floats, deviations: Floats, ratios: _Ratios, confidence: float) -> Intervals:
    known = np.where(ratios.known, deviations, np.nan)
    return around(mean, known, ratios.n, student_quantile(ratios.n, confidence))
