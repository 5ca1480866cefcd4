"""What common random numbers have saved."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.stats.intervals import Floats, as_pair, as_table, divide


class Pairing(NamedTuple):
    """How alike two paired samples are, by column.

    ``factor``: by how much pairing has divided the variance of the difference, that is how many
    times as many independent replications would be as precise; below 1 it has done harm, inf
    when the difference does not vary at all. ``correlation``: between the two. Both are nan
    where they are not defined (fewer than two pairs, or neither varies). ``n`` counts the pairs.
    """

    correlation: Floats
    factor: Floats
    n: npt.NDArray[np.int64]


def pairing(values: npt.ArrayLike, baseline: npt.ArrayLike) -> Pairing:
    """Correlation and variance-reduction factor (s²(x) + s²(y)) / s²(x - y), by column.

    Both tables have shape (replications, columns); rows share their random numbers, and pairs
    with an undefined half are left out. The factor is an estimate and itself uncertain (Law &
    Kelton 2000, section 11.2). For ratios, give ``ratio_values``.

    Raises ValueError when the shapes differ or are not two-dimensional.
    """
    left, right = as_pair(as_table(values), baseline)
    defined = np.isfinite(left) & np.isfinite(right)
    n = defined.sum(axis=0)
    x, y = _centred(left, defined, n), _centred(right, defined, n)
    xx, yy, xy = (x * x).sum(axis=0), (y * y).sum(axis=0), (x * y).sum(axis=0)
    apart = ((x - y) ** 2).sum(axis=0)
    together = xx + yy
    # What is left of equal samples after rounding is no variance.
    apart = np.where(apart <= 1e-24 * together, 0.0, apart)
    factor = divide(together, apart)
    factor = np.where((apart == 0.0) & (together > 0.0), np.inf, factor)
    return Pairing(np.clip(divide(xy, np.sqrt(xx * yy)), -1.0, 1.0), factor, n)


def _centred(values: Floats, defined: npt.NDArray[np.bool_], n: npt.NDArray[np.int64]) -> Floats:
    mean = divide(np.where(defined, values, 0.0).sum(axis=0), n)
    deviations = np.where(defined, values - mean, 0.0)
    return np.where(np.abs(deviations) <= 1e-13 * np.abs(mean), 0.0, deviations)  # rounding
