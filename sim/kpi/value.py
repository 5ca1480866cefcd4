"""A measured number: a ratio of sums, or a total."""

from __future__ import annotations

from typing import NamedTuple


class Value(NamedTuple):
    """A KPI of one replication.

    Ratios keep their two sums, so that replications can be pooled; totals, time averages over
    the whole window apart, and quantiles have the denominator None.
    """

    numerator: float
    denominator: float | None = None

    @property
    def value(self) -> float:
        """The number itself; nan for a ratio with nothing below."""
        if self.denominator is None:
            return self.numerator
        return self.numerator / self.denominator if self.denominator else float("nan")


Values = dict[str, Value]
