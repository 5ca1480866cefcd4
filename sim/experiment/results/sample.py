"""The measured numbers of one variant: a row for each replication, a column for each KPI."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.kpi import Value, difference_limits, limits
from sim.stats import Intervals

Floats = npt.NDArray[np.float64]


class Row(NamedTuple):
    """The KPIs of one replication; the denominator of a total is nan."""

    names: tuple[str, ...]
    numerators: Floats
    denominators: Floats


class Estimate(NamedTuple):
    """A mean over replications with its 95 % interval; nan where nothing is known."""

    mean: float
    low: float
    high: float
    unit: str

    @property
    def half_width(self) -> float:
        """Half the length of the interval, in the unit of the mean."""
        return (self.high - self.low) / 2.0


@dataclass(frozen=True)
class Sample:
    """Numerators and denominators by (replication, KPI), so that ratios can be pooled later.

    A total has the denominator nan; a KPI that a replication lacks is nan above and below.
    """

    names: tuple[str, ...]
    numerators: Floats
    denominators: Floats

    @cached_property
    def table(self) -> Floats:
        """Values by (replication, KPI); nan where a KPI is undefined (a ratio with 0 below)."""
        total = np.isnan(self.denominators)
        safe = np.where(total | (self.denominators == 0.0), 1.0, self.denominators)
        values = self.numerators / safe
        values[self.denominators == 0.0] = np.nan
        return values

    @cached_property
    def columns(self) -> dict[str, int]:
        """Column of each KPI."""
        return {name: column for column, name in enumerate(self.names)}

    def values(self, name: str) -> Floats:
        """Values of a KPI by replication; nan where it is undefined, or unknown."""
        at = self.columns.get(name)
        return np.full(len(self.table), np.nan) if at is None else self.table[:, at]

    def undefined(self) -> dict[str, int]:
        """Number of replications without a value, of the KPIs that some do have."""
        missing = (~np.isfinite(self.table)).sum(axis=0)
        rows = len(self.table)
        return {
            name: int(count)
            for name, count in zip(self.names, missing, strict=True)
            if 0 < count < rows
        }


def row_of(kpis: Mapping[str, Value]) -> Row:
    """The KPIs of one replication as arrays, in their own order."""
    values = kpis.values()
    return Row(
        tuple(kpis),
        np.array([value.numerator for value in values], np.float64),
        np.array([np.nan if v.denominator is None else v.denominator for v in values], np.float64),
    )


def sample_of(rows: Sequence[Row]) -> Sample:
    """Rows of the same variant as a sample; names in order of first appearance."""
    names = tuple(dict.fromkeys(name for row in rows for name in row.names))
    columns = {name: column for column, name in enumerate(names)}
    numerators = np.full((len(rows), len(names)), np.nan)
    denominators = np.full((len(rows), len(names)), np.nan)
    for at, row in enumerate(rows):
        if row.names == names:
            numerators[at], denominators[at] = row.numerators, row.denominators
        else:
            where = [columns[name] for name in row.names]
            numerators[at, where], denominators[at, where] = row.numerators, row.denominators
    return Sample(names, numerators, denominators)


def estimates(
    names: Sequence[str], intervals: Intervals, units: Mapping[str, str], differences: bool = False
) -> dict[str, Estimate]:
    """Intervals of columns by KPI name, with units, cut to what is possible.

    ``differences``: whether they are of differences of two values.
    """
    between = difference_limits if differences else limits
    ends = np.array([between(name, units[name]) for name in names]).reshape(-1, 2).T
    found = intervals.within(*ends)
    columns = zip(names, found.mean.tolist(), found.low.tolist(), found.high.tolist(), strict=True)
    return {name: Estimate(mean, low, high, units[name]) for name, mean, low, high in columns}
