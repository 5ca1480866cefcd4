"""Selection of the best variant with a stated probability of being right."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.stats.intervals import Floats, as_table
from sim.stats.screening import leads


class Selection(NamedTuple):
    """How far a selection has come.

    ``running``: variants still in the race, by column. ``out_after``: replications after which a
    variant was eliminated, 0 for those in the race. ``best``: the selected variant, None while
    undecided. ``more``: replications of the running variants that settle it at the latest; 0
    when decided. ``n``: replications that have been looked at.
    """

    running: npt.NDArray[np.bool_]
    out_after: npt.NDArray[np.int64]
    best: int | None
    more: int
    n: int


def select(
    values: npt.ArrayLike,
    higher_is_better: bool,
    matters: float,
    confidence: float = 0.95,
    first: int = 10,
) -> Selection:
    """Select the best variant, eliminating others as soon as they are clearly worse.

    ``values`` has shape (replications, variants) and holds all replications so far, whose rows
    share their random numbers. A variant that is out need not be run any more: its entries are
    then not looked at and may be nan. ``matters`` is the least difference worth detecting.

    The fully sequential procedure KN of Kim & Nelson (2001), which allows common random numbers:
    the ``first`` replications give the variances of the paired differences, then variants drop
    out replication by replication. When the best leads by ``matters`` or more, it is selected
    with probability ``confidence`` at least, for normal values. Looking again after any number
    of further replications gives the same answer as looking after each.

    Raises ValueError for fewer than two variants, or ``matters``, ``first`` or ``confidence``
    out of range, or when a running variant has an undefined value.
    """
    table = as_table(values)
    n, k = table.shape
    if k < 2:
        raise ValueError("a selection needs at least two variants")
    if not matters > 0.0:
        raise ValueError(f"the difference that matters is a number above 0, not {matters}")
    if first < 3:
        raise ValueError(f"a first stage has at least 3 replications, not {first}")
    if not 1.0 / k < confidence < 1.0:
        raise ValueError(f"a confidence is above 1/{k}, by luck alone, and below 1: {confidence}")
    running, out_after = np.ones(k, bool), np.zeros(k, np.int64)
    if n < first:
        return Selection(running, out_after, None, first - n, n)
    score = table if higher_is_better else -table
    reach = _reach(score[:first], matters, confidence)
    sums = score[: first - 1].sum(axis=0)
    for r in range(first, n + 1):
        sums = sums + np.where(running, score[r - 1], 0.0)
        if not np.isfinite(sums[running]).all():
            raise ValueError(f"replication {r} lacks the value of a variant in the race")
        worse = _beaten(sums / r, running, np.maximum(matters / 2.0 * (reach / r - 1.0), 0.0))
        out_after[worse] = r
        running = running & ~worse
        last = int(reach[np.ix_(running, running)].max()) + 1
        if running.sum() == 1 or r >= last:
            best = int(np.where(running, sums, -np.inf).argmax())
            return Selection(running, out_after, best, 0, r)
    return Selection(running, out_after, None, last - n, n)


def _reach(score: Floats, matters: float, confidence: float) -> Floats:
    """h² s² / δ² of each pair: its whole part is the most replications that the pair may need."""
    first, k = score.shape
    _, error = leads(score, np.arange(k))
    share = 2.0 * (1.0 - confidence) / (k - 1)
    eta = (share ** (-2.0 / (first - 1)) - 1.0) / 2.0
    h_squared: float = 2.0 * eta * (first - 1)
    return np.asarray(h_squared / matters**2 * error**2)


def _beaten(mean: Floats, running: npt.NDArray[np.bool_], slack: Floats) -> npt.NDArray[np.bool_]:
    """Running variants that another running one leads by more than the pair's slack."""
    lead = mean[:, None] - mean[None, :]
    shown = (lead > slack) & running[:, None]
    return np.asarray(shown.any(axis=0) & running)
