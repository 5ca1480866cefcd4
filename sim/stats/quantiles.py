"""Intervals for quantiles.

A quantile measured in every replication (the 90 % quantile of a week's waits) is a number like
any other: its mean over replications has a Student interval (``mean_intervals``). The functions
here are for quantiles of values pooled over replications.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sim.stats.intervals import Floats, Interval, student_quantile


def order_statistics(values: npt.ArrayLike, share: float, confidence: float = 0.95) -> Interval:
    """The ``share`` quantile of independent values, between two of them.

    The number of values below the true quantile is binomial whatever the law of the values, so
    the limits are order statistics (David & Nagaraja 2003, section 7.1; for values with ties the
    interval covers at least as often). A limit is infinite when there are too few values for
    it. Waits of customers in one queue are not independent; replications are.

    Raises ValueError when there is no value, or ``share`` or ``confidence`` is not in (0, 1).
    """
    from scipy.special import bdtr

    _checked(share, confidence)
    ordered = _ordered(values)
    n = len(ordered)
    below = np.asarray(bdtr(np.arange(n + 1), n, share), np.float64)  # P(count <= k)
    tail = (1.0 - confidence) / 2.0
    first = int((below[:n] <= tail).sum())  # the greatest l with P(count < l) <= tail
    last = int((below < 1.0 - tail).sum()) + 1  # the least u with P(count >= u) <= tail
    low = float(ordered[first - 1]) if first > 0 else -np.inf
    high = float(ordered[last - 1]) if last <= n else np.inf
    return Interval(float(np.quantile(ordered, share)), low, high)


def pooled_quantile(
    samples: Sequence[npt.ArrayLike], share: float, confidence: float = 0.95
) -> Interval:
    """The ``share`` quantile of all values of several replications together.

    ``samples`` holds the values of each replication, which may depend on each other; the
    replications do not. The share of values up to the estimate is a ratio of sums with an
    interval over replications; its limits are turned into values by the pooled distribution
    (Woodruff 1952). A limit is infinite where that share reaches 0 or 1.

    Raises ValueError when there is no value, or ``share`` or ``confidence`` is not in (0, 1).
    """
    _checked(share, confidence)
    each = [np.asarray(sample, np.float64) for sample in samples]
    ordered = _ordered(np.concatenate(each)) if each else _ordered([])
    estimate = float(np.quantile(ordered, share))
    n = len(each)
    if n < 2:
        return Interval(estimate, np.nan, np.nan)
    below = np.array([(sample <= estimate).sum() for sample in each], np.float64)
    sizes = np.array([len(sample) for sample in each], np.float64)
    deviations = (below - below.sum() / sizes.sum() * sizes) / sizes.mean()
    error = np.sqrt((deviations**2).sum() / (n * (n - 1)))
    half = float(student_quantile(n, confidence) * error)
    return Interval(estimate, _value(ordered, share - half), _value(ordered, share + half))


def _value(ordered: Floats, share: float) -> float:
    if share <= 0.0:
        return -np.inf
    return float(np.quantile(ordered, share)) if share < 1.0 else np.inf


def _ordered(values: npt.ArrayLike) -> Floats:
    ordered = np.sort(np.asarray(values, np.float64))
    if len(ordered) == 0:
        raise ValueError("a quantile needs at least one value")
    return ordered


def _checked(share: float, confidence: float) -> None:
    if not 0.0 < share < 1.0:
        raise ValueError(f"a quantile's share is a fraction between 0 and 1, not {share}")
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"confidence is a fraction between 0 and 1, not {confidence}")
