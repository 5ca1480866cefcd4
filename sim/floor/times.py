"""Moments and durations in seconds that are no numbers: not yet, and never."""

from __future__ import annotations

from sim.jit import jitable

NAN = float("nan")
INFINITE = float("inf")


@jitable
def unset(moment: float) -> bool:
    """Whether it has not come to that yet."""
    return moment != moment  # only NaN is unlike itself
