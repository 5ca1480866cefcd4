"""Main effects: what the levels of a factor do on average over all points of a design."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.stats.intervals import (
    Floats,
    Interval,
    Intervals,
    as_table,
    divide,
    mean_interval,
    mean_intervals,
)

Places = npt.NDArray[np.int64]


class MainEffect(NamedTuple):
    """Means by level, and the widest difference between two of them.

    ``swing``: the mean at level ``highest`` less that at level ``lowest``. The two are picked by
    their means, so that it tends to be too wide where it is hardly shown.
    """

    means: Intervals
    lowest: int
    highest: int
    swing: Interval


def known_points(values: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Which points have a value in every replication in which any point has one.

    The others are left out of all replications, so that these average over the same points.
    """
    known = np.isfinite(as_table(values))
    return np.asarray(known[known.any(axis=1)].all(axis=0) & known.any(axis=0))


def level_means(values: npt.ArrayLike, levels: npt.ArrayLike, count: int) -> Floats:
    """Means over the points of each level, by (replication, level).

    ``values`` has shape (replications, points), ``levels`` tells the level of each point, from
    0 to ``count`` - 1. Only ``known_points`` count; a level without any is nan, and so is a
    replication in which no point has a value. Raises ValueError when there is not a level for
    each point.
    """
    table = as_table(values)
    where = np.asarray(levels, np.int64)
    if where.shape != table.shape[1:]:
        raise ValueError(f"expected a level for each of {table.shape[1]} points, not {where.shape}")
    known = known_points(table)
    where = where[known]
    sums = np.array([np.bincount(where, row, count) for row in table[:, known]], np.float64)
    counts = np.bincount(where, minlength=count).astype(np.float64)
    return divide(sums, counts)


def main_effect(
    values: npt.ArrayLike, levels: npt.ArrayLike, count: int, confidence: float = 0.95
) -> MainEffect | None:
    """The effect of a factor with intervals over the replications; None if no level has a value.

    Arguments as of ``level_means``. Replications are independent of each other, points are not:
    they share their random numbers. So each replication is averaged over the points first, and
    Student's interval taken over the replications; that of the swing is paired (Law & Kelton
    2000, sections 9.4.1 and 10.2.1; main effects: 12.2). With one replication limits are nan.
    """
    means = level_means(values, levels, count)
    found = mean_intervals(means, confidence)
    if not np.isfinite(found.mean).any():
        return None
    lowest, highest = int(np.nanargmin(found.mean)), int(np.nanargmax(found.mean))
    swing = mean_interval(means[:, highest] - means[:, lowest], confidence)
    return MainEffect(found, lowest, highest, swing)
