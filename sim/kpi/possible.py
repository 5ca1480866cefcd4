"""Between which numbers the mean of a measure can lie, whatever the scenario."""

from __future__ import annotations

from math import inf

from sim.kpi.fairness import QUIET, SMALL_REACH
from sim.scoring import DOUBLINGS, LONGEST, SHORTEST

Limits = tuple[float, float]

OF_UNIT: dict[str, Limits] = {
    "share": (0.0, 1.0),
    "points 1–5": (1.0, 5.0),
    "−1 to 1": (-1.0, 1.0),
    "doublings": (-DOUBLINGS, DOUBLINGS),
    "expected waits": (SHORTEST, LONGEST),
}
SIGNED = ("cost.backlog_change", "cost.net_value", *QUIET, *SMALL_REACH)
"""Measures that are differences themselves. All others count, last or cost: never less than 0."""


def limits(name: str, unit: str) -> Limits:
    """The least and the greatest value that a measure of this name and unit can have."""
    return (-inf, inf) if name in SIGNED else OF_UNIT.get(unit, (0.0, inf))


def difference_limits(name: str, unit: str) -> Limits:
    """The same of the difference of two of its values."""
    low, high = limits(name, unit)
    return low - high, high - low
