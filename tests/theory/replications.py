"""Means over replications, for tests that look at records themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.special import stdtrit

LEVEL = 0.999
"""Of each interval, two-sided."""


def means(values: Any) -> tuple[Any, Any]:
    """Mean and half of Student's interval by column; rows are replications."""
    table = np.asarray(values, float)
    count = len(table)
    factor = float(stdtrit(count - 1, (1.0 + LEVEL) / 2.0))
    return table.mean(axis=0), factor * table.std(axis=0, ddof=1) / count**0.5


def assert_means(values: Any, expected: Sequence[float], sharp: float) -> None:
    """Each expected value lies in its interval, half of which is below a share of it."""
    mean, half = means(values)
    assert (half < sharp * np.abs(expected)).all()
    assert (abs(mean - np.asarray(expected)) < half).all()
