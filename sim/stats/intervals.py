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

    def at(self, column: int) -> Interval:
        """The interval of one column."""
        return Interval(float(self.mean[column]), float(self.low[column]), float(self.high[column]))

    def within(self, low: float | Floats, high: float | Floats) -> Intervals:
        """The intervals without what lies outside of ``low`` to ``high``, by column or of all.

        The true mean of a column must lie there, so that an interval that covers it does so as
        before. A column whose own mean lies outside is left as it is.
        """
        inside = (self.mean >= low) & (self.mean <= high)
        return self._replace(
            low=np.where(inside, np.maximum(self.low, low), self.low),
            high=np.where(inside, np.minimum(self.high, high), self.high),
        )


class Interval(NamedTuple):
    """A number with its confidence limits, nan where they are not known."""

    mean: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half the distance of the limits."""
        return (self.high - self.low) / 2.0

    def within(self, low: float, high: float) -> Interval:
        """As ``Intervals.within``."""
        if not low <= self.mean <= high or self.low != self.low:
            return self
        return Interval(self.mean, max(self.low, low), min(self.high, high))


def mean_intervals(values: npt.ArrayLike, confidence: float = 0.95) -> Intervals:
    """Mean of each column with a two-sided Student interval.

    ``values`` has shape (replications, columns); rows are independent. Entries that are not
    finite are left out of their column. The interval is exact for normal columns and holds
    for others by the central limit theorem (Law & Kelton 2000, section 9.4.1).

    Raises ValueError when ``values`` is not two-dimensional or ``confidence`` not in (0, 1).
    """
    table = as_table(values)
    defined = np.isfinite(table)
    n = defined.sum(axis=0)
    mean = divide(np.where(defined, table, 0.0).sum(axis=0), n)
    deviations = np.where(defined, table - mean, 0.0)
    return around(mean, deviations, n, student_quantile(n, confidence))


def standard_errors(found: Intervals, confidence: float = 0.95) -> Floats:
    """Of the means of Student's intervals at ``confidence`` that were not cut."""
    return (found.high - found.low) / 2.0 / student_quantile(found.n, confidence)


def mean_interval(values: npt.ArrayLike, confidence: float = 0.95) -> Interval:
    """``mean_intervals`` of a single column, given as its values by replication."""
    return mean_intervals(np.asarray(values, np.float64)[:, None], confidence).at(0)


def paired_intervals(
    values: npt.ArrayLike, baseline: npt.ArrayLike, confidence: float = 0.95
) -> Intervals:
    """Mean of ``values - baseline`` for each column with a Student interval.

    Rows of the two samples belong together: they share their random numbers. Pairs with an
    undefined half are left out (Law & Kelton 2000, section 10.2.1: the paired-t interval).

    Raises ValueError when the shapes differ.
    """
    left, right = as_pair(values, baseline)
    with np.errstate(invalid="ignore"):
        return mean_intervals(left - right, confidence)


def student_quantile(n: npt.ArrayLike, confidence: npt.ArrayLike) -> Floats:
    """Factor of the standard error for a sample of ``n``; nan where ``n`` is below 2.

    Raises ValueError when ``confidence`` is not in (0, 1).
    """
    from scipy.special import stdtrit  # not scipy.stats, which takes a second to import

    level = np.asarray(confidence, np.float64)
    if not np.all((level > 0.0) & (level < 1.0)):
        raise ValueError(f"confidence is a fraction between 0 and 1, not {np.ravel(level)[0]}")
    degrees = np.asarray(n, np.float64) - 1.0
    quantile = stdtrit(np.maximum(degrees, 1.0), (1.0 + level) / 2.0)
    return np.where(degrees >= 1.0, np.asarray(quantile, np.float64), np.nan)


def around(
    mean: Floats, deviations: Floats, n: npt.NDArray[np.int64], factor: npt.ArrayLike
) -> Intervals:
    """Intervals of ``factor`` standard errors about ``mean``.

    ``deviations``: what each of ``n`` replications departs from the mean, by (replication,
    column), 0 where a replication does not count.
    """
    half = np.asarray(factor) * np.sqrt(divide((deviations**2).sum(axis=0), (n - 1) * n))
    return Intervals(mean, mean - half, mean + half, n)


def as_table(values: npt.ArrayLike) -> Floats:
    """Numbers by (replication, column); raises ValueError for another shape."""
    table = np.asarray(values, np.float64)
    if table.ndim != 2:
        raise ValueError(f"values need the shape (replications, columns), not {table.shape}")
    return table


def as_pair(values: npt.ArrayLike, baseline: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Two arrays of numbers; raises ValueError when their shapes differ."""
    left, right = np.asarray(values, np.float64), np.asarray(baseline, np.float64)
    if left.shape != right.shape:
        raise ValueError(f"pairs need equal shapes, not {left.shape} and {right.shape}")
    return left, right


def divide(above: Floats, below: npt.ArrayLike) -> Floats:
    """Quotients; nan where there is nothing below (a count of 0, or a sum of 0)."""
    divisor = np.broadcast_to(np.asarray(below, np.float64), above.shape)
    quotients = np.full(above.shape, np.nan)
    np.divide(above, divisor, out=quotients, where=divisor != 0.0)
    return quotients
