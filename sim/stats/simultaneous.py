"""Intervals for several comparisons that hold all at once."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from sim.stats.intervals import (
    Floats,
    Intervals,
    around,
    as_table,
    mean_intervals,
    student_quantile,
)

Family = Literal["max-t", "bonferroni"]

DRAWS = 20_000
CHUNK = 2_000
MOST = 16
"""Comparisons beyond which Bonferroni's intervals are used."""


def simultaneous_intervals(
    differences: npt.ArrayLike, confidence: float = 0.95, method: Family = "max-t"
) -> Intervals:
    """Means of columns with intervals that cover all the true means at once.

    ``differences`` has shape (replications, comparisons): one measure, a column for each variant
    less the baseline, replication by replication.

    ``bonferroni`` gives each of k intervals the confidence 1 - (1 - c) / k. It holds whatever
    the dependence. ``max-t`` is the analogue of Dunnett's (1955) many-to-one intervals for paired
    samples with variances and correlations of their own (Hothorn, Bretz & Westfall 2008): the
    factor is the quantile of the greatest |t| of normal columns with the correlations found in
    the sample, by simulation with fixed random numbers. It is never wider than Bonferroni's and
    saves most when the variants' differences go together, as they do when the baseline and the
    customers are common. With an undefined entry, constant columns throughout, or fewer than
    k + 2 replications, it falls back on Bonferroni.

    Raises ValueError when ``differences`` is not two-dimensional.
    """
    table = as_table(differences)
    n, k = table.shape
    if k < 2:
        return mean_intervals(table, confidence)
    safe = mean_intervals(table, bonferroni(confidence, k))
    if method == "bonferroni" or n < k + 2 or k > MOST or not np.isfinite(table).all():
        return safe
    deviations = table - safe.mean
    varies = np.abs(deviations).max(axis=0) > 1e-13 * np.abs(safe.mean)
    if varies.sum() < 2:
        return safe
    correlation = np.atleast_2d(np.corrcoef(deviations[:, varies], rowvar=False))
    factor = max_t_quantile(correlation, n - 1, confidence)
    widest = float(student_quantile(n, bonferroni(confidence, k)))
    return around(safe.mean, deviations, safe.n, min(factor, widest))


def bonferroni(confidence: float, comparisons: int) -> float:
    """Confidence of each of several intervals that hold all at once with ``confidence``."""
    return 1.0 - (1.0 - confidence) / max(comparisons, 1)


def max_t_quantile(correlation: Floats, degrees: int, confidence: float) -> float:
    """Quantile of the greatest |t| of normal samples with these correlations.

    Every t has the standard deviation of its own column below, from ``degrees`` degrees of
    freedom; these are drawn as the diagonal of a Wishart matrix by Bartlett's decomposition
    (Anderson 2003, section 7.2), so that the cost does not depend on the sample's size.
    """
    weights, vectors = np.linalg.eigh(correlation)
    root = vectors * np.sqrt(np.clip(weights, 0.0, None))
    greatest = []
    for normals, triangle in _draws(len(correlation), degrees):
        spread = (triangle @ root.T).reshape(len(normals), -1, len(root))
        variances = np.einsum("drc,drc->dc", spread, spread)
        greatest.append(np.abs(normals @ root.T / np.sqrt(variances / degrees)).max(axis=1))
    return float(np.quantile(np.concatenate(greatest), confidence))


@lru_cache(maxsize=1)  # the measures of one comparison share them
def _draws(k: int, degrees: int) -> list[tuple[Floats, Floats]]:
    """Standard normal vectors, and T' with T T' ~ Wishart(I, degrees), one below the other."""
    rng = np.random.default_rng(1955)
    rows, columns = np.tril_indices(k, -1)
    chunks = []
    for _ in range(DRAWS // CHUNK):
        triangle = np.zeros((CHUNK, k, k))
        triangle[:, columns, rows] = rng.standard_normal((CHUNK, len(rows)))
        at = np.arange(k)
        triangle[:, at, at] = np.sqrt(rng.chisquare(degrees - at, (CHUNK, k)))
        chunks.append((rng.standard_normal((CHUNK, k)), triangle.reshape(-1, k)))
    return chunks
