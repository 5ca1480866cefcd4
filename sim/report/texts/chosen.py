"""Which measures a comparison shows: what is asked for, what matters, the usual ones, who leaves,
what is aimed at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite

from sim.report.data.measures import Estimate

FIVE = (
    *("satisfaction.csat", "resolution.mean_h", "resolution.promises_kept"),
    *("cost.per_resolved_issue", "cost.total"),
)
"""The measures by which variants are compared, whatever the scenario says."""
UNRESOLVED = "resolution.unresolved_share"
MEAN, BESIDE = "resolution.mean_h", ("resolution.met_p50_h", UNRESOLVED)
"""The mean is mostly the cap where many needs are never met: the median of those that are, and the
share of those that are not, stand beside it."""
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


def chosen(first: Iterable[str], kpis: Kpis, more: Iterable[str] = ()) -> list[str]:
    """The measures to show of variants, without those that none of them defines.

    ``first``: those that were asked for or that the scenario names. ``more``: to come last.
    """
    leaving = LEAVING if anybody_leaves(kpis) else ()
    wanted: list[str] = []
    for kpi in [*first, *FIVE, *leaving, *more]:
        wanted += [kpi, *BESIDE] if kpi == MEAN else [kpi]
    return [
        kpi
        for kpi in dict.fromkeys(wanted)
        if any(kpi in one and isfinite(one[kpi].mean) for one in kpis)
    ]
