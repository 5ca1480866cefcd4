"""Which variants are worth considering: the front of satisfaction against cost."""

from __future__ import annotations

from math import isfinite

from sim.report.data.comparison import ReportInput, Variant
from sim.report.data.measures import Estimate
from sim.time_units import WEEK, YEAR

MOST = 7
"""Variants that can be told apart in one chart."""
SATISFIED, COST = "satisfaction.csat", "cost.total"


def costs(data: ReportInput) -> bool:
    """Whether anything costs anything: a scenario may leave out all wages."""
    return any(variant.kpis[COST].mean > 0.0 for variant in data.variants)


def undominated(data: ReportInput) -> list[str]:
    """Names of the variants on the front by their means, the cheapest first."""
    found = [v for v in data.variants if _known(v) and not beaten_by(data, v)]
    return [v.name for v in sorted(found, key=lambda v: v.kpis[COST].mean)]


def beaten_by(data: ReportInput, variant: Variant) -> list[str]:
    """Variants that satisfy at least as many at no more cost, and are better in one of these."""
    satisfied, cost = variant.kpis[SATISFIED].mean, variant.kpis[COST].mean
    return [
        other.name
        for other in data.variants
        if other.kpis[SATISFIED].mean >= satisfied
        and other.kpis[COST].mean <= cost
        and (other.kpis[SATISFIED].mean, other.kpis[COST].mean) != (satisfied, cost)
    ]


def drawn(data: ReportInput) -> list[int]:
    """Places of the variants that a crowded chart shows: the baseline, then those on the front
    (evenly from the cheapest to the most satisfying), then others, ``MOST`` in all."""
    places = {variant.name: place for place, variant in enumerate(data.variants)}
    front = [places[name] for name in undominated(data) if places[name]]
    room = MOST - 1
    if len(front) > room:
        front = [front[round(at * (len(front) - 1) / (room - 1))] for at in range(room)]
    rest = [place for place in range(1, len(data.variants)) if place not in front]
    return [0, *sorted([*front, *rest[: room - len(front)]])]


def left_out(data: ReportInput) -> str:
    """A sentence for the caption of a crowded chart that does not show all variants."""
    shown, there = len(drawn(data)), len(data.variants)
    if shown == there:
        return ""
    return f" Drawn are {shown} of {there} variants: the baseline, and others along the front."


def per_week(estimate: Estimate, weeks: float) -> Estimate:
    """A total of the measured window as a mean of its weeks."""
    mean, low, high, unit = estimate
    return Estimate(mean / weeks, low / weeks, high / weeks, f"{unit} per week")


def yearly(estimate: Estimate, weeks: float) -> Estimate:
    """A total of so many measured weeks as that of a year."""
    mean, low, high = (YEAR / WEEK / weeks * value for value in estimate[:3])
    return Estimate(mean, low, high, estimate.unit)


def _known(variant: Variant) -> bool:
    return isfinite(variant.kpis[SATISFIED].mean) and isfinite(variant.kpis[COST].mean)
