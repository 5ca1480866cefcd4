"""The page of a run or comparison: which variant, by how much, at what price, for whom."""

from __future__ import annotations

from typing import Any

from sim.report.charts.bars import cost_chart, ends_chart, funnel_chart
from sim.report.charts.chart import Chart
from sim.report.charts.curves import promises_chart, resolution_chart, waits_chart
from sim.report.charts.differences import differences_chart, group_chart
from sim.report.charts.leavers import leavers_chart
from sim.report.charts.satisfaction_cost import price_chart
from sim.report.charts.tornado import tornado_chart
from sim.report.charts.week import occupancy_chart, week_chart
from sim.report.data.comparison import ReportInput
from sim.report.data.front import costs
from sim.report.data.groups import groups
from sim.report.pages.comparison_tables import (
    customers_table,
    differences_table,
    group_table,
    targets_table,
    variants_table,
    week_table,
)
from sim.report.pages.frame import Page
from sim.report.texts.answer import answer
from sim.report.texts.comparison import comparison, how_sure, thresholds
from sim.report.texts.glossary import COMPARISON_WORDS, glossary
from sim.report.texts.labels import labelled
from sim.report.texts.leavers import who_leaves
from sim.report.texts.robustness import survives
from sim.report.texts.targets import READING
from sim.report.texts.worth_considering import which
from sim.report.words import number


def comparison_page(data: ReportInput) -> Page:
    """The page of a run or comparison."""
    shown = labelled(data)
    return Page("comparison.html.j2", charts_of(shown), _content(shown))


def charts_of(data: ReportInput) -> list[Chart]:
    """All charts, in the order of the page."""
    found = [
        differences_chart(data) if data.others else None,
        price_chart(data) if data.others and costs(data) else None,
        cost_chart(data),
        leavers_chart(data),
        *(group_chart(data, group) for group in groups(data)),
        resolution_chart(data),
        waits_chart(data),
        promises_chart(data),
        funnel_chart(data),
        ends_chart(data),
        week_chart(data),
        occupancy_chart(data),
        *(tornado_chart(one, f"tornado-{at}") for at, one in enumerate(data.sensitivities, 1)),
    ]
    return [chart for chart in found if chart is not None]


def _content(data: ReportInput) -> dict[str, Any]:
    """What the template fills in."""
    return {
        "data": data,
        "answer": answer(data),
        "which": [*which(data), *who_leaves(data)],
        "targets": targets_table(data),
        "targets_read": READING,
        "comparisons": [(v, comparison(data, v)) for v in data.others],
        "how_sure": [*thresholds(data), *how_sure(data)],
        "variants": variants_table(data),
        "differences": differences_table(data) if data.others else None,
        "customers": customers_table(data),
        "groups": [(group, group_table(data, group)) for group in groups(data)],
        "week": week_table(data),
        "measures": glossary(data),
        "words": COMPARISON_WORDS,
        "number": number,
        "survives": survives(data.sensitivities),
        "costs": costs(data),
    }
