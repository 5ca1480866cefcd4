"""The front of points that no other point beats in two measures, and how sure that is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sim.stats.intervals import Floats, as_pair, as_table

Bools = npt.NDArray[np.bool_]

CHUNK = 4_000_000
"""Numbers of a chunk of resamples."""


def front(first: npt.ArrayLike, second: npt.ArrayLike, higher: tuple[bool, bool]) -> Bools:
    """Which points are on the Pareto front of two measures, given by point.

    ``higher``: for each measure, whether more is better. A point is off the front when another
    is at least as good in both and better in one; equal points share their place. A point
    without a value is off. Raises ValueError when the arrays differ in shape.
    """
    x, y = as_pair(first, second)
    return _front(x if higher[0] else -x, y if higher[1] else -y)


def front_chances(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    higher: tuple[bool, bool],
    draws: int = 1000,
    seed: int = 1,
) -> Floats:
    """The chance of each point to be on the front of the true means, by the bootstrap.

    ``first`` and ``second`` have shape (replications, points); replications share their random
    numbers across points and measures. Each of ``draws`` resamples takes whole replications with
    replacement (Efron & Tibshirani 1993), so that what the points share stays shared, and its
    deviations are widened by √(n / (n - 1)) to have the variance of a mean. The same for the
    same seed. A point that lacks a value in some replication has the chance nan.

    Raises ValueError for fewer than two replications or arrays of different shapes.
    """
    x, y = as_pair(as_table(first), second)
    n = len(x)
    if n < 2:
        raise ValueError(f"a bootstrap needs at least 2 replications, not {n}")
    known = np.asarray(np.isfinite(x + y).all(axis=0))
    x, y = (x if higher[0] else -x)[:, known], (y if higher[1] else -y)[:, known]
    rng = np.random.default_rng(seed)
    weights = rng.multinomial(n, np.full(n, 1.0 / n), draws) / n
    weights = 1.0 / n + (weights - 1.0 / n) * np.sqrt(n / (n - 1.0))
    times = np.zeros(int(known.sum()))
    for rows in np.array_split(weights, draws * len(times) // CHUNK + 1):
        for xs, ys in zip(rows @ x, rows @ y, strict=True):
            times += _front(xs, ys)
    chances = np.full(len(known), np.nan)
    chances[known] = times / draws
    return chances


def _front(x: Floats, y: Floats) -> Bools:
    """Points not beaten, where more is better in both."""
    on = np.zeros(len(x), bool)
    known = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    order = known[np.lexsort((-y[known], -x[known]))]
    if len(order) == 0:
        return on
    xs, ys = x[order], y[order]
    # With x falling, a point is beaten by an earlier one of at least its y, unless that is equal.
    best_before = np.concatenate([[-np.inf], np.maximum.accumulate(ys)[:-1]])
    new = ys > best_before
    # Equal points follow each other: each shares the fate of the first of them.
    starts = np.concatenate([[True], (xs[1:] != xs[:-1]) | (ys[1:] != ys[:-1])])
    on[order] = new[np.flatnonzero(starts)][np.cumsum(starts) - 1]
    return on
