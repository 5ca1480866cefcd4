"""Which measures a comparison shows: what matters first, the usual ones, then who leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite

from sim.report.data.measures import Estimate

FIVE = (
    *("satisfaction.csat", "resolution.mean_h", "resolution.promises_kept"),
    *("cost.per_resolved_issue", "cost.total"),
)
"""The measures by which variants are compared, whatever the scenario says."""
AT_START, LEFT = "customers.at_start", "customers.left"
NET_VALUE = "cost.net_value"
LEAVING = (
    *(LEFT, "customers.left_silently", "customers.weekly_margin_lost"),
    *("customers.trust", NET_VALUE),
)
"""What is shown beside them where customers leave."""

Kpis = Sequence[Mapping[str, Estimate]]
"""Estimates by name, of each variant."""


def anybody_leaves(kpis: Kpis) -> bool:
    """Whether customers leave under some variant."""
    return any(LEFT in one and one[LEFT].mean > 0.0 for one in kpis)


def chosen(matters: Iterable[str], kpis: Kpis, more: Iterable[str] = ()) -> list[str]:
    """The measures to show of variants, without those that none of them defines.

    ``matters``: those that the scenario names. ``more``: to come last.
    """
    leaving = LEAVING if anybody_leaves(kpis) else ()
    return [
        kpi
        for kpi in dict.fromkeys([*matters, *FIVE, *leaving, *more])
        if any(kpi in one and isfinite(one[kpi].mean) for one in kpis)
    ]
