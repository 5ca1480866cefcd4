"""Student intervals for means and for paired differences of independent replications."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Intervals(NamedTuple):
    """Means of the columns of a sample with their confidence limits.

    Arrays of one length. ``n`` counts the replications in which the column was defined; with
    none the mean is nan, with fewer than two so are the limits.
    """

    mean: Floats
    low: Floats
    high: Floats
    n: npt.NDArray[np.int64]


def mean_intervals(values: npt.ArrayLike, confidence: float = 0.95) -> Intervals:
    """Mean of each column with a two-sided Student interval.

    ``values`` has shape (replications, columns); rows are independent. Entries that are not
    finite are left out of their column. The interval is exact for normal columns and holds
    for others by the central limit theorem (Law & Kelton 2000, section 9.4.1).

    Raises ValueError when ``values`` is not two-dimensional or ``confidence`` not in (0, 1).
    """
    table = np.asarray(values, np.float64)
    if table.ndim != 2:
        raise ValueError(f"values need the shape (replications, columns), not {table.shape}")
    defined = np.isfinite(table)
    n = defined.sum(axis=0)
    mean = _divide(np.where(defined, table, 0.0).sum(axis=0), n)
    deviations = np.where(defined, table - mean, 0.0)
    error = np.sqrt(_divide((deviations**2).sum(axis=0), (n - 1) * n))
    half = student_quantile(n, confidence) * error
    return Intervals(mean, mean - half, mean + half, n)


def paired_intervals(
    values: npt.ArrayLike, baseline: npt.ArrayLike, confidence: float = 0.95
) -> Intervals:
    """Mean of ``values - baseline`` for each column with a Student interval.

    Rows of the two samples belong together: they share their random numbers. Pairs with an
    undefined half are left out (Law & Kelton 2000, section 10.2.1: the paired-t interval).

    Raises ValueError when the shapes differ.
    """
    left, right = np.asarray(values, np.float64), np.asarray(baseline, np.float64)
    if left.shape != right.shape:
        raise ValueError(f"pairs need equal shapes, not {left.shape} and {right.shape}")
    with np.errstate(invalid="ignore"):
        return mean_intervals(left - right, confidence)


def student_quantile(n: npt.ArrayLike, confidence: float) -> Floats:
    """Factor of the standard error for a sample of ``n``; nan where ``n`` is below 2."""
    from scipy.special import stdtrit  # not scipy.stats, which takes a second to import

    if not 0.0 < confidence < 1.0:
        raise ValueError(f"confidence is a fraction between 0 and 1, not {confidence}")
    degrees = np.asarray(n, np.float64) - 1.0
    quantile = stdtrit(np.maximum(degrees, 1.0), (1.0 + confidence) / 2.0)
    return np.where(degrees >= 1.0, np.asarray(quantile, np.float64), np.nan)


def _divide(sums: Floats, counts: npt.NDArray[np.int64]) -> Floats:
    quotients = np.full(len(sums), np.nan)
    np.divide(sums, counts, out=quotients, where=counts > 0)
    return quotients
