"""How much of the beginning to leave out, judged by whole-week means.

A support organisation has a weekly cycle, so that anything finer than weeks takes Monday for a
trend. The weeks are the batches of MSER (as the fives of MSER-5 are).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.stats.intervals import Floats, Interval, Intervals, as_table, mean_interval, mean_intervals

FEWEST = 4
"""Weeks below which nothing can be said."""


class WarmUp(NamedTuple):
    """A recommended warm-up, with what speaks for it.

    ``weeks``: whole weeks to leave out. ``enough``: whether the run was long enough to tell;
    if not, ``weeks`` is the least that is needed. ``statistic``: MSER by number of weeks left
    out (0, 1, …), the least of which is the recommendation. ``by_week``: mean over replications
    with its interval; ``smoothed``: its moving average (Welch), nan where there is none.
    ``early``: mean of the weeks left out (of the first one when none are) minus that of the weeks
    after them, replication by replication. ``drift``: mean of the later half of the kept weeks
    minus that of the earlier half: when its interval excludes 0, the run has not settled.
    """

    weeks: int
    enough: bool
    statistic: Floats
    by_week: Intervals
    smoothed: Floats
    early: Interval
    drift: Interval

    @property
    def settled(self) -> bool:
        """Whether no drift is shown in the weeks kept."""
        return not (self.drift.low > 0.0 or self.drift.high < 0.0)


def warm_up(values: npt.ArrayLike, window: int | None = None, confidence: float = 0.95) -> WarmUp:
    """Recommend a warm-up from whole-week means of several replications.

    ``values`` has shape (replications, weeks), from the empty start on; for a ratio, give
    ``ratio_values`` of its weekly sums. The replications are averaged week by week (Welch 1983)
    and the cut minimises MSER (White 1997) over the first half of the run. ``enough`` is False
    when the least statistic stands at the end of that half, or when the weeks kept still drift.
    ``window``: half-width of the moving average in weeks; None: an eighth of the run.

    Raises ValueError for fewer than two replications, fewer than four weeks, or undefined values.
    """
    table = as_table(values)
    replications, weeks = table.shape
    if replications < 2 or weeks < FEWEST:
        raise ValueError(
            f"a warm-up needs 2 replications of {FEWEST} weeks, not {replications} of {weeks}"
        )
    if not np.isfinite(table).all():
        raise ValueError("a warm-up needs a value for every week of every replication")
    by_week = mean_intervals(table, confidence)
    statistic = mser(by_week.mean)
    cut = int(np.argmin(statistic))
    kept = table[:, cut:]
    half = kept.shape[1] // 2
    drift = mean_interval(kept[:, -half:].mean(axis=1) - kept[:, :half].mean(axis=1), confidence)
    first = max(cut, 1)
    early = mean_interval(table[:, :first].mean(axis=1) - table[:, first:].mean(axis=1), confidence)
    smoothed = moving_average(by_week.mean, max(1, weeks // 8) if window is None else window)
    found = WarmUp(cut, cut < weeks // 2, statistic, by_week, smoothed, early, drift)
    return found._replace(enough=found.enough and found.settled)


def mser(series: npt.ArrayLike) -> Floats:
    """MSER by number of leading entries left out, 0 to half of them.

    The sum of squared deviations of what is kept, over the square of its number: the squared
    standard error of its mean, were the entries independent (White 1997; White, Cobb & Spratt
    2000). Beyond half, few entries are left and the statistic is small by chance.
    """
    y = np.asarray(series, np.float64)
    kept = (y[cut:] for cut in range(len(y) // 2 + 1))
    return np.array([((part - part.mean()) ** 2).sum() / len(part) ** 2 for part in kept])


def moving_average(series: npt.ArrayLike, window: int) -> Floats:
    """Mean of the ``2 window + 1`` entries around each; fewer, evenly, near the beginning.

    The last ``window`` are nan (Welch 1983; Law 2015, section 9.5.1). Raises ValueError for a
    window below 0.
    """
    if window < 0:
        raise ValueError(f"the window of a moving average is 0 or more, not {window}")
    y = np.asarray(series, np.float64)
    sums = np.concatenate([[0.0], np.cumsum(y)])
    at = np.arange(len(y))
    reach = np.minimum(at, window)
    last = at + reach + 1
    fits = last <= len(y)
    means = (sums[np.minimum(last, len(y))] - sums[at - reach]) / (2 * reach + 1)
    return np.where(fits, means, np.nan)
