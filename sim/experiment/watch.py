"""Looks at records as they come and keeps what charts and stories need of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.kpi.summary import Pair, Summary, summarise
from sim.stats.intervals import student_quantile

if TYPE_CHECKING:
    from sim.record.record import Record
    from sim.scenario.model import Scenario

Floats = npt.NDArray[np.float64]


class Pooled(NamedTuple):
    """Ratios of sums over replications with the half-widths of their 95 % intervals."""

    value: Floats
    half: Floats


class Pool:
    """Sums over the summaries of one variant's replications; its size does not grow with them.

    Summaries may come in any order; they are added up in that of their replications, so that
    the sums have the same bits however the work was shared.
    """

    def __init__(self) -> None:
        self.n = 0
        self._waiting: dict[int, Summary] = {}
        self._sums: dict[str, Floats] = {}

    def add(self, replication: int, summary: Summary) -> None:
        """Add the summary of a replication; they are counted from 0, without gaps."""
        self._waiting[replication] = summary
        while self.n in self._waiting:
            for name, pair in self._waiting.pop(self.n).items():
                self._add(name, pair)
            self.n += 1

    def _add(self, name: str, pair: Pair) -> None:
        above, below = pair
        row = np.stack([above, below, above * above, below * below, above * below])
        known = self._sums.get(name)
        self._sums[name] = row if known is None else known + row

    def pooled(self) -> dict[str, Pooled]:
        """By name: ratios of sums, with the delta method's half-widths (Cochran 1977, 2.11).

        Nan where the sum below is 0; half-widths also with fewer than two replications.
        """
        quantile = float(student_quantile(self.n, 0.95))
        return {name: _ratio(sums, self.n, quantile) for name, sums in self._sums.items()}


def _ratio(sums: Floats, n: int, quantile: float) -> Pooled:
    above, below, above2, below2, both = sums
    safe = np.where(below > 0.0, below, np.nan)
    value = above / safe
    squares = np.maximum(above2 - 2.0 * value * both + value * value * below2, 0.0)
    variance = squares * n / max(n - 1, 1)
    return Pooled(value, quantile * np.sqrt(variance) / safe)


class Watch:
    """Pools by variant, and the records of the first replication; called with each record.

    ``scenarios``: those of the variants that take part, by name.
    """

    def __init__(self, scenarios: Mapping[str, Scenario]) -> None:
        self.scenarios = scenarios
        self.pools = {name: Pool() for name in scenarios}
        self.first: dict[str, Record] = {}

    def __call__(self, variant: str, replication: int, record: Record) -> None:
        self.pools[variant].add(replication, summarise(record, self.scenarios[variant]))
        if replication == 0:
            self.first[variant] = record
