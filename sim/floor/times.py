"""Moments and durations in seconds that are no numbers: not yet, and never."""

from __future__ import annotations

from math import isnan

NAN = float("nan")
INFINITE = float("inf")
unset = isnan
"""Whether it has not come to that yet."""
