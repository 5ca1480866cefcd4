"""Estimates with all that is known of them: at any confidence, with their standard errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sim.experiment.errors import RequestError
from sim.experiment.results.sample import estimates
from sim.stats import Intervals, standard_errors


class FullEstimate(NamedTuple):
    """A mean over replications with Student's interval at ``confidence``; nan where not known.

    ``standard_error``: of the mean, in its unit. ``replications``: those that define it. The
    interval ends where no mean can lie; the standard error knows of no such end.
    """

    mean: float
    low: float
    high: float
    unit: str
    standard_error: float
    confidence: float
    replications: int


def check_confidence(confidence: float) -> None:
    """Raises RequestError for what is no confidence."""
    if not 0.0 < confidence < 1.0:
        raise RequestError(f"confidence: between 0 and 1, as in 0.99, not {confidence}")


def full_estimates(
    names: Sequence[str],
    found: Intervals,
    units: Mapping[str, str],
    confidence: float,
    differences: bool = False,
) -> dict[str, FullEstimate]:
    """Intervals of columns by KPI name; ``differences``: whether of differences of values."""
    errors = standard_errors(found, confidence).tolist()
    cut = estimates(names, found, units, differences).values()
    each = zip(names, cut, errors, found.n.tolist(), strict=True)
    return {name: FullEstimate(*one, error, confidence, n) for name, one, error, n in each}
