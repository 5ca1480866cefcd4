"""Titles of measures and variants, and which of them a comparison shows first."""

from __future__ import annotations

from math import isfinite

from sim.report.data.comparison import ReportInput
from sim.report.data.front import costs
from sim.report.words import brief

TITLES = {
    "satisfaction.csat": "Satisfied customers",
    "resolution.mean_h": "Time to resolution",
    "resolution.promises_kept": "Promises kept",
    "cost.per_resolved_issue": "Cost per resolved issue",
    "cost.total": "Total cost",
    "resolution.unresolved_share": "Needs never met",
    "resolution.first_contact_share": "Met in the first contact",
    "demand.contacts_per_issue": "Contacts per need",
}
"""The measures by which variants are compared first, in this order."""


def title(kpi: str) -> str:
    """The title of a measure, its name if it has none."""
    return TITLES.get(kpi, kpi)


def compared(data: ReportInput) -> list[str]:
    """The measures of ``TITLES`` that some variant defines; costs if there are any."""
    free = not costs(data)
    return [
        kpi
        for kpi in TITLES
        if any(kpi in v.kpis and isfinite(v.kpis[kpi].mean) for v in data.variants)
        and not (free and kpi.startswith("cost."))
    ]


def names(data: ReportInput) -> list[str]:
    """The variants in their order, the baseline first, as charts name them."""
    return [brief(variant.name) for variant in data.variants]


def at_once(data: ReportInput) -> str:
    """What is to be said of the intervals of differences when there are several variants."""
    n = len(data.others)
    return f" that hold for all {n} variants at once" if n > 1 else ""
