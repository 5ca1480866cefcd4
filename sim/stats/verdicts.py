"""What an interval shows, in a word: of a paired difference, of a target."""

from __future__ import annotations

from math import isfinite
from typing import Literal

Direction = Literal["higher", "lower", "neutral"]
"""Which values of a measure are the better ones."""

Verdict = Literal[
    "better",
    "worse",
    "higher",
    "lower",
    "difference smaller than matters",
    "no difference shown",
    "not known",
]


def verdict(low: float, high: float, direction: Direction, matters: float = 0.0) -> Verdict:
    """What the interval ``low`` to ``high`` of a difference from the baseline shows.

    ``matters``: the least difference of interest, in the unit of the interval. When the whole
    interval lies within ± that, the difference is smaller, whether or not it is 0 (the interval
    form of an equivalence test; Schuirmann 1987). An interval that holds 0 otherwise shows no
    difference, which is not the same as showing that there is none; without an interval nothing
    is known.
    """
    if not (isfinite(low) and isfinite(high)):
        return "not known"
    if -matters < low and high < matters:
        return "difference smaller than matters"
    if low <= 0.0 <= high:
        return "no difference shown"
    if direction == "neutral":
        return "higher" if low > 0.0 else "lower"
    return "better" if (low > 0.0) == (direction == "higher") else "worse"


Attainment = Literal["met", "not met", "not sure"]


def attainment(low: float, high: float, amount: float, at_least: bool) -> Attainment:
    """Whether an interval shows that a target is met: it lies wholly on the side that is wanted.

    ``amount`` itself is on that side. Without an interval nothing is sure.
    """
    if not (isfinite(low) and isfinite(high)):
        return "not sure"
    if not at_least:
        low, high, amount = -high, -low, -amount
    if low >= amount:
        return "met"
    return "not met" if high < amount else "not sure"
