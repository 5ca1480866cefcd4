"""Which of several variants may be the best: a set, and how far the others are behind at most."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.stats.intervals import Floats, as_table, student_quantile

CHUNK = 4_000_000
"""Pairs that are looked at together."""


class Screening(NamedTuple):
    """Variants by column: those not shown to be worse than another.

    ``kept``: contains the best with the stated confidence. ``behind``: by how much a variant may
    fall short of the best at most, all at once with the same confidence (never below 0).
    ``rival``: the variant that is shown to beat it by most, or comes nearest to that.
    """

    kept: npt.NDArray[np.bool_]
    behind: Floats
    rival: npt.NDArray[np.int64]
    n: int


def screen(values: npt.ArrayLike, higher_is_better: bool, confidence: float = 0.95) -> Screening:
    """Leave out variants shown to be worse than another, from paired replications.

    ``values`` has shape (replications, variants); a row shares its random numbers, and rows with
    an undefined entry are left out. Variant i stays unless some j beats it by more than
    t(n - 1; 1 - α / (k - 1)) s(i, j) / √n, where s is the standard deviation of the paired
    difference: subset selection (Gupta 1965) as in Nelson, Swann, Goldsman & Song (2001), with
    paired differences and Bonferroni's inequality since common random numbers make the variants
    dependent. The best is lost only if one of the k - 1 others seems to beat it: probability at
    most α, for normal means. The same event bounds ``behind`` (multiple comparisons with the
    best; Hsu 1984; Yang & Nelson 1991).

    Raises ValueError for fewer than two complete rows.
    """
    table = as_table(values)
    table = table[np.isfinite(table).all(axis=1)]
    n, k = table.shape
    if n < 2:
        raise ValueError(f"screening needs at least 2 complete replications, not {n}")
    score = table if higher_is_better else -table
    alone = 1.0 - 2.0 * (1.0 - confidence) / max(k - 1, 1)  # two-sided level of a one-sided test
    factor = float(student_quantile(n, alone)) / np.sqrt(n) if k > 1 else 0.0
    shown, behind = np.full(k, -np.inf), np.zeros(k)
    rival = np.zeros(k, np.int64)
    for rows in np.array_split(np.arange(k), k * k // CHUNK + 1):
        lead, error = leads(score, rows)
        behind = np.maximum(behind, (lead + factor * error).max(axis=0))
        margin = lead - factor * error
        margin[np.arange(len(rows)), rows] = -np.inf  # nobody is a rival of himself
        first = margin.argmax(axis=0)
        most = margin[first, np.arange(k)]
        rival = np.where(most > shown, rows[first], rival)
        shown = np.maximum(shown, most)
    return Screening(shown <= 0.0, behind, rival, n)


def leads(score: Floats, rows: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Mean lead of some variants over all, and standard deviations of the paired differences."""
    mean = score.mean(axis=0)
    centred = score - mean
    square = (centred**2).sum(axis=0)
    apart = square[rows, None] + square - 2.0 * centred[:, rows].T @ centred
    return mean[rows, None] - mean, np.sqrt(np.maximum(apart, 0.0) / (len(score) - 1))
