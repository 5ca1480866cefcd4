"""The ratio of two mean differences, such as the price of a gain."""

from __future__ import annotations

from math import nan, sqrt

import numpy as np
import numpy.typing as npt

from sim.stats.intervals import Interval, as_pair, student_quantile


def fieller_interval(
    above: npt.ArrayLike, below: npt.ArrayLike, confidence: float = 0.95
) -> Interval:
    """Mean of ``above`` ÷ mean of ``below`` with Fieller's (1954) interval.

    Values by replication; replications are independent, the two values of one are not. Exact for
    normal values, also where the mean below is not known well, unlike the delta method's. The
    limits are nan where the interval of the mean below contains 0: then no ratio is excluded.

    Raises ValueError when the shapes differ or are not one-dimensional.
    """
    x, y = as_pair(above, below)
    if x.ndim != 1:
        raise ValueError(f"values by replication need one dimension, not {x.ndim}")
    n = len(x)
    mean = float(x.mean() / y.mean()) if n and y.mean() != 0.0 else nan
    if n < 2:
        return Interval(mean, nan, nan)
    spread = float(student_quantile(n, confidence)) ** 2 / n * np.cov(x, y)
    a = float(y.mean() ** 2 - spread[1, 1])
    b = float(x.mean() * y.mean() - spread[0, 1])
    c = float(x.mean() ** 2 - spread[0, 0])
    if a <= 0.0:
        return Interval(mean, nan, nan)
    root = sqrt(max(0.0, b * b - a * c))
    return Interval(mean, (b - root) / a, (b + root) / a)
