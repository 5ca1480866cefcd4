"""Names and short titles as a reader sees them."""

from __future__ import annotations

from math import isfinite

from sim.report.data.comparison import ReportInput
from sim.report.data.front import costs

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


def label(name: str) -> str:
    """``seven_days`` as ``seven days``."""
    return name.replace("_", " ")


def breakable(path: str) -> str:
    """A dotted path that may be broken into lines after its dots and underscores."""
    return path.replace(".", ".\u200b").replace("_", "_\u200b")


def minus(text: str) -> str:
    """Numbers with a minus sign instead of a hyphen."""
    return text.replace("-", "\N{MINUS SIGN}")


def brief(name: str, most: int = 18) -> str:
    """The same with its middle left out if it is longer than ``most``, for the edge of a chart."""
    text = label(name)
    if len(text) <= most:
        return text
    tail = (most - 1) // 2
    return f"{text[: most - 1 - tail].rstrip()}…{text[-tail:].lstrip()}"


def names(data: ReportInput) -> list[str]:
    """The variants in their order, the baseline first, as charts name them."""
    return [brief(variant.name) for variant in data.variants]


def arrow(direction: str) -> str:
    """Where the better values lie on an axis to the right."""
    return {"higher": "(better →)", "lower": "(← better)"}.get(direction, "")


def compared(data: ReportInput) -> list[str]:
    """The measures of ``TITLES`` that some variant defines; costs if there are any."""
    free = not costs(data)
    return [
        kpi
        for kpi in TITLES
        if any(kpi in v.kpis and isfinite(v.kpis[kpi].mean) for v in data.variants)
        and not (free and kpi.startswith("cost."))
    ]


def at_once(data: ReportInput) -> str:
    """What is to be said of the intervals of differences when there are several variants."""
    n = len(data.others)
    return f" that hold for all {n} variants at once" if n > 1 else ""
