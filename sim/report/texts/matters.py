"""From where on differences matter, as a scenario states it."""

from __future__ import annotations

from sim.report import numbers
from sim.report.data.comparison import ReportInput
from sim.report.texts.comparison import listed
from sim.report.words import TITLES


def thresholds(data: ReportInput) -> list[str]:
    """The least differences of interest in a sentence; none if none is stated."""
    stated = []
    for kpi, least in data.matters.items():
        factor, unit = numbers.scaled(data.measures[kpi].unit)
        unit = "percentage points" if unit == "%" else unit.partition(" per ")[0]
        stated.append(f"{TITLES[kpi].lower() if kpi in TITLES else kpi} {factor * least:,g} {unit}")
    if not stated:
        return []
    return [
        f"The scenario says from where on differences matter: {listed(stated)}. An interval that "
        "lies within such limits shows a difference smaller than matters."
    ]
