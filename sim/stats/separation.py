"""Which of many values tells best the points where something is so from the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sim.stats.intervals import Floats
from sim.stats.simultaneous import bonferroni


class Separation(NamedTuple):
    """It is so mostly where the column lies ``above`` the cut, or else below it."""

    column: str
    cut: float
    above: bool


def separation(
    columns: Mapping[str, Sequence[float]], so: Sequence[bool], confidence: float = 0.95
) -> Separation | None:
    """The column whose ranks differ most between both kinds of points; None where none does.

    A column counts if chance alone would let any of them all differ so with ``1 - confidence``
    at most (Mann and Whitney 1947, Bonferroni). The cut parts the points with the fewest errors,
    each kind weighted alike.
    """
    from scipy.stats import mannwhitneyu

    good = np.array(so, bool)
    if not columns or good.all() or not good.any():
        return None
    values = {name: np.array(column, float) for name, column in columns.items()}
    chances = {
        name: float(mannwhitneyu(column[good], column[~good]).pvalue)
        for name, column in values.items()
    }
    best = min(chances, key=lambda name: chances[name])
    if not chances[best] <= 1.0 - bonferroni(confidence, len(columns)):
        return None
    return Separation(best, *_cut(values[best], good))


def _cut(column: Floats, good: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[float, bool]:
    """Half way between two neighbours, and the side of the good ones."""
    known = np.unique(column)
    cuts = (known[1:] + known[:-1]) / 2.0
    gains = np.array([(column[good] > cut).mean() - (column[~good] > cut).mean() for cut in cuts])
    at = int(np.abs(gains).argmax())
    return float(cuts[at]), bool(gains[at] > 0.0)
