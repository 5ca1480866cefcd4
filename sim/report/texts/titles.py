"""Titles of measures and variants, and which of them a comparison shows first."""

from __future__ import annotations

import re

from sim.report.data.comparison import ReportInput
from sim.report.data.front import costs
from sim.report.texts.chosen import FIVE, LEAVING, UNRESOLVED, anybody_leaves, chosen
from sim.report.words import capital, in_lines, label

TITLES = {
    "satisfaction.csat": "Satisfied customers",
    "resolution.mean_h": "Time to resolution",
    "resolution.promises_kept": "Promises kept",
    "resolution.met_share": "Needs met",
    "resolution.met_p50_h": "Median of those met",
    "resolution.reopened_share": "Reopened",
    "resolution.unresolved_share": "Needs never met",
    "resolution.first_contact_share": "Met in the first contact",
    "demand.contacts_per_issue": "Contacts per need",
    "demand.failure_demand_share": "Repeat contacts",
    "cost.per_resolved_issue": "Cost per resolved issue",
    "cost.per_contact": "Cost per contact",
    "cost.total": "Total cost",
    "cost.wages": "Cost: wages",
    "cost.premiums": "Cost: premiums",
    "cost.overtime": "Cost: overtime",
    "cost.contacts": "Cost: per contact",
    "cost.tasks": "Cost: per task",
    "cost.self_service": "Cost: self-service",
    "cost.amends": "Cost: amends",
    "cost.net_value": "Net value",
    "customers.at_start": "Customers at the start",
    "customers.at_end": "Customers at the end",
    "customers.left": "Customers who left",
    "customers.left_dissatisfied": "Left dissatisfied",
    "customers.left_silently": "Left silently",
    "customers.margin_lost": "Margin lost by the end",
    "customers.weekly_margin_lost": "Weekly margin lost",
    "customers.trust": "Trust",
}
"""Of measures whose names alone would not tell a reader enough."""
CUSTOMERS = (
    *("customers.at_start", "customers.at_end", "customers.left", "customers.left_dissatisfied"),
    *("customers.left_silently", "customers.margin_lost", "customers.weekly_margin_lost"),
    *("customers.trust", "cost.net_value"),
)
"""Measures of customers, where they may leave."""
MORE = (
    "resolution.first_contact_share",
    "demand.contacts_per_issue",
)
"""Measures that the table of variants shows last."""
FAMILIES = ("", "demand.", "resolution.", "satisfaction.", "customers.", "cost.")
OF_GROUPS = ("types", "segments", "tasks", "teams")
ROW_LETTERS = 18
"""Of a line beside the rows of a chart."""
UNIT = re.compile(r"_(h|s|share)$")
"""The end of a name that repeats the unit."""


def title(kpi: str) -> str:
    """The title of a measure, its name if it has none."""
    return TITLES.get(kpi, kpi)


def heading(kpi: str) -> str:
    """The title of a measure, made of its name if it has none; of a channel, type, segment, desk
    or team with that name behind."""
    if kpi in TITLES:
        return TITLES[kpi]
    whose, _, rest = kpi.partition(".")
    if f"{whose}." in FAMILIES:
        return _words(rest)
    if whose in OF_GROUPS:
        whose, _, rest = rest.partition(".")
    known = (TITLES[family + rest] for family in FAMILIES if family + rest in TITLES)
    return f"{next(known, _words(rest))} ({label(whose)})"


def _words(rest: str) -> str:
    return capital(label(UNIT.sub("", rest.rpartition(".")[2])))


def compared(data: ReportInput) -> list[str]:
    """The measures by which variants are compared, in the order in which they are shown; costs if
    there are any."""
    free = not costs(data)
    return [
        kpi
        for kpi in chosen(
            [*data.asked, *data.matters],
            [variant.kpis for variant in data.variants],
            [*dict.fromkeys(one.measure for v in data.variants for one in v.targets), *MORE],
        )
        if not (free and kpi in FIVE and kpi.startswith("cost."))
    ]


def differing(data: ReportInput) -> list[str]:
    """Those of them whose differences are told: what was asked for and what matters, the five that
    are always shown, those of customers who leave; if these are few, the share never met."""
    shown = compared(data)
    told = [kpi for kpi in shown if kpi in (*data.asked, *data.matters, *FIVE, *LEAVING)]
    few = len(told) <= len(FIVE) and UNRESOLVED in shown and UNRESOLVED not in told
    return [*told, UNRESOLVED] if few else told


def customers(data: ReportInput) -> list[str]:
    """The measures of customers that some variant has, if anybody leaves."""
    kpis = [variant.kpis for variant in data.variants]
    return [k for k in CUSTOMERS if any(k in one for one in kpis)] if anybody_leaves(kpis) else []


def names(data: ReportInput) -> list[str]:
    """The variants in their order, the baseline first, as charts name them."""
    return [label(variant.name) for variant in data.variants]


def row_names(data: ReportInput) -> list[str]:
    """The same for the rows of a chart: in two lines where one is too short."""
    return [in_lines(variant.name, ROW_LETTERS) for variant in data.variants]


def at_once(data: ReportInput) -> str:
    """What is to be said of the intervals of differences when there are several variants."""
    n = len(data.others)
    return f" that hold for all {n} variants at once" if n > 1 else ""
