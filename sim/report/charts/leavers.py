"""Who leaves under each variant, and with or without a word."""

from __future__ import annotations

from sim.report import numbers
from sim.report.charts.chart import Chart
from sim.report.charts.stacks import BLACK, WHITE, Measures, Part, Stack, key, panels
from sim.report.data.comparison import ReportInput
from sim.report.texts.chosen import LEFT, anybody_leaves
from sim.report.words import label

DISSATISFIED, SILENTLY = "customers.left_dissatisfied", "customers.left_silently"
LEAVERS: dict[Measures, Part] = {
    (LEFT, DISSATISFIED): Part("whatever the firm does", "#8a8f98", BLACK),
    (DISSATISFIED, SILENTLY): Part("dissatisfied, after a word", "#e69f01", BLACK),
    (SILENTLY,): Part("dissatisfied, silently", "#d55e01", WHITE),
}


def leavers_chart(data: ReportInput) -> Chart | None:
    """How many customers leave, of whom the firm could have kept some; None if nobody leaves."""
    if not anybody_leaves([variant.kpis for variant in data.variants]):
        return None
    stack = Stack(LEFT, LEAVERS, 1.0, f"Customers in {data.weeks:.3g} weeks")
    told = (
        f"{label(variant.name)} {numbers.mean(variant.kpis[LEFT])}"
        for variant in data.variants
        if LEFT in variant.kpis
    )
    return Chart(
        name="leavers",
        title="Customers who leave",
        caption="Customers who leave for good in the measured weeks, all with its 95 % interval. "
        "Silently: without a contact after the last failure."
        + (
            " Then the paired difference from the baseline: who is lost to the right, who is kept "
            "to the left, the sum as a point with its interval."
            if data.others
            else ""
        ),
        alt="Stacked bars of customers who leave, by variant: " + ", ".join(told),
        panels=panels(data, stack),
        columns=2,
        key=key(data, stack),
        left=1.4,
        right=0.25,
        narrow_left=1.35,
        narrow_right=0.2,
        shared_left=True,
    )
