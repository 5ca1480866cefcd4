"""Which measures a reader sees first. The rest is in the JSON and in the results folder."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING

from sim.report.texts import titles
from sim.report.texts.chosen import FIVE, LEFT, NET_VALUE, anybody_leaves, chosen

if TYPE_CHECKING:
    from sim.experiment.results import CompareResult, RunResult

TITLES = {
    "satisfaction.csat": ("Satisfied", "Satisfied"),
    "resolution.mean_h": ("Resolution", "Time to resolution"),
    "resolution.met_p50_h": ("Median", "Median of those met"),
    "resolution.unresolved_share": ("Never met", "Needs never met"),
    "resolution.promises_kept": ("Promises", "Promises kept"),
    "cost.per_resolved_issue": ("Per issue", "Cost per resolved"),
    "cost.total": ("Total", "Total cost"),
    "customers.left": ("Left", "Customers who left"),
    "customers.left_silently": ("Silently", "Left silently"),
}
"""A short title and a full one of measures by which variants are compared."""

DEMAND = ("issues", "contacts_per_issue", "failure_demand_share")
LIVE = ("offered", "service_level", "abandonment", "mean_wait_s")
DEFERRED = ("offered", "service_level", "response_rate", "first_response_mean_h")
DESK = ("done", "mean_turnaround_h", "backlog_end")
TEAM = ("occupancy", "paid_h")
RESOLUTION = ("mean_h", "met_p50_h", "unresolved_share", "first_contact_share", "promises_kept")
CUSTOMERS = ("at_start", "at_end", "left", "left_silently", "weekly_margin_lost", "trust")
COST = ("total", "per_resolved_issue")


def short(name: str) -> str:
    """The title of a measure at the head of a column."""
    return TITLES[name][0] if name in TITLES else titles.heading(name)


def full(name: str) -> str:
    """The title of a measure in a row or a sentence."""
    return TITLES[name][1] if name in TITLES else titles.heading(name)


def compared(result: CompareResult) -> list[str]:
    """The measures by which variants are compared."""
    matters = result.runs[result.baseline].matters
    targets = [one.objective.measure for run in result.runs.values() for one in run.targets]
    kpis = [run.kpis for run in result.runs.values()]
    return chosen([*result.asked, *matters], kpis, targets)


def differing(result: CompareResult) -> list[str]:
    """Those of them whose differences are told."""
    named = (*result.asked, *result.runs[result.baseline].matters)
    return [name for name in compared(result) if name in (*named, *FIVE, LEFT, NET_VALUE)]


def sections(result: RunResult) -> Iterator[tuple[str, list[str]]]:
    """Titles with the names of the measures below them, those with a value only."""
    for title, names in _wanted(result):
        shown = [n for n in names if n in result.kpis and isfinite(result.kpis[n].mean)]
        if shown:
            yield title, shown


def undefined(result: RunResult) -> list[str]:
    """The names that are left out since they have no value."""
    names = (name for _, below in _wanted(result) for name in below)
    return [n for n in names if n in result.kpis and not isfinite(result.kpis[n].mean)]


def _wanted(result: RunResult) -> Iterator[tuple[str, list[str]]]:
    scenario = result.resolved
    yield "Demand", _below("demand", DEMAND)
    for name, channel in scenario.channels.items():
        yield f"Channel {name}", _below(name, LIVE if channel.kind == "live" else DEFERRED)
    for name in scenario.tasks:
        yield f"Tasks of {name}", _below(f"tasks.{name}", DESK)
    for name in scenario.teams:
        yield f"Team {name}", _below(f"teams.{name}", TEAM)
    yield "Resolution", _below("resolution", RESOLUTION)
    yield "Satisfaction", _below("satisfaction", ("csat",))
    if anybody_leaves([result.kpis]):
        yield "Customers", _below("customers", CUSTOMERS)
    yield "Cost", _below("cost", COST)


def _below(prefix: str, names: tuple[str, ...]) -> list[str]:
    return [f"{prefix}.{name}" for name in names]
