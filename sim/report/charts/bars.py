"""Lengths that are compared, from zero: where needs end, the way there, and what it costs."""

from __future__ import annotations

from functools import partial
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from sim.report import numbers
from sim.report.charts.chart import TICKS, Chart, Panel, key_of
from sim.report.charts.marks import per_cent_axis, rows_axis
from sim.report.charts.stacks import (
    BLACK,
    ROW,
    WHITE,
    Measures,
    Part,
    Stack,
    draw_part,
    key,
    key_of_parts,
    panels,
)
from sim.report.charts.style import INK, MUTED, PAPER, SIZE, look
from sim.report.data.comparison import ReportInput
from sim.report.data.front import COST, costs, drawn, left_out
from sim.report.texts.titles import names, row_names
from sim.report.words import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST = 0.06
"""A part of a bar that is shorter has no room for its number."""

ENDS = (
    Part("met in the first contact", "#0072b3", WHITE),
    Part("met with one contact, by a task", "#56b4ea", BLACK),
    Part("met after more contacts", "#b5def5", BLACK),
    Part("denied", "#e69f01", BLACK),
    Part("given up", "#d55e01", BLACK),
    Part("a task lost", "#cc79a8", BLACK),
    Part("open", "#8a8f98", BLACK),
)
"""In the order of ``sim.kpi.summary.ENDS``; colours that are the same in the dark."""
COSTS: dict[Measures, Part] = {
    ("cost.wages",): Part("wages", "#0072b3", WHITE),
    ("cost.premiums",): Part("premiums", "#e69f01", BLACK),
    ("cost.overtime",): Part("overtime", "#d55e01", BLACK),
    ("cost.contacts",): Part("per contact", "#56b4ea", BLACK),
    ("cost.tasks",): Part("per task", "#cc79a8", BLACK),
    ("cost.self_service",): Part("self-service", "#009e74", BLACK),
    ("cost.amends",): Part("amends", "#8a8f98", BLACK),
}
STAGES = (
    "needs that arise",
    "… reach a queue",
    "… are answered",
    "… met",
    "… with one contact",
    "… in the first contact",
)
"""In the order of ``sim.kpi.summary.FUNNEL``."""


def ends_chart(data: ReportInput) -> Chart | None:
    """How needs end, a bar for each variant; None if no need was measured."""
    if not any(_ending(data, at) for at in range(len(ENDS))):
        return None
    told = [
        f"{name}: "
        + ", ".join(
            f"{part.name} {numbers.per_cent(share, half)}"
            for part, share, half in zip(ENDS, *variant.curves["ends"], strict=True)
        )
        for name, variant in zip(names(data), data.variants, strict=True)
    ]
    return Chart(
        name="ends",
        title="Where needs end",
        caption="Each measured need ends in one way, within the time looked at.",
        alt="Stacked bars of how needs end, by variant. " + "; ".join(told),
        panels=(Panel(partial(_ends, data), ROW * len(data.variants) + 0.1, TICKS, 0.08),),
        key=key_of_parts(part for at, part in enumerate(ENDS) if _ending(data, at)),
        left=1.4,
        narrow_left=1.35,
        narrow_right=0.2,
    )


def funnel_chart(data: ReportInput) -> Chart | None:
    """The way from need to met: shares that get so far; None if no need was measured."""
    if not any(variant.curves["funnel"].mean[0] > 0.0 for variant in data.variants):
        return None
    row = max(0.26, 0.12 * len(drawn(data)) + 0.1)
    return Chart(
        name="funnel",
        title="From need to met",
        caption="Share of all measured needs that get so far. Each step is part of the one above."
        + left_out(data),
        alt="Bars from zero: share of needs that reach a queue, are answered, are met, are met "
        "with one contact, in the first contact, by variant; the numbers stand at the bars.",
        panels=(Panel(partial(_funnel, data), row * len(STAGES), TICKS, 0.08),),
        key=key_of(names(data), "mark", drawn(data)),
        left=1.6,
        right=0.5,
        narrow_left=1.55,
        narrow_right=0.45,
    )


def cost_chart(data: ReportInput) -> Chart | None:
    """What is spent on what, and how that differs from the baseline; None if nothing is."""
    if not costs(data):
        return None
    stack = Stack(COST, COSTS, data.weeks, f"{data.currency} per week")
    caption = (
        f"{data.currency} per week of the measured window, by component; total with its 95 % "
        "interval."
    )
    if data.others:
        caption += (
            " Then the paired difference from the baseline: what is added to the right, what is "
            "saved to the left, the sum as a point with its interval."
        )
    return Chart(
        name="cost",
        title="What it costs",
        caption=caption,
        alt="Stacked bars of cost per week by component and variant. The totals are in the table "
        "of variants.",
        panels=panels(data, stack),
        columns=2,
        key=key(data, stack),
        left=1.4,
        right=0.25,
        narrow_left=1.35,
        narrow_right=0.2,
        shared_left=True,
    )


def _ends(data: ReportInput, axes: Axes, wide: bool) -> None:
    rows_axis(axes, row_names(data))
    for row, variant in enumerate(data.variants):
        left = 0.0
        for part, share, half in zip(ENDS, *variant.curves["ends"], strict=True):
            if not isfinite(share) or share <= 0.0:
                continue
            told = f"{label(variant.name)}: {part.name} {numbers.per_cent(share, half)}"
            draw_part(axes, row, left, share, part, told)
            if share >= (LEAST if wide else 2 * LEAST):
                axes.text(
                    left + share / 2, row, f"{100 * share:.0f} %", ha="center", va="center",
                    color=part.ink, fontsize=SIZE - 0.5,
                )  # fmt: skip
            left += share
    per_cent_axis(axes, "x")


def _funnel(data: ReportInput, axes: Axes, wide: bool) -> None:
    rows_axis(axes, STAGES)
    places = drawn(data)
    n = len(places)
    thick = 0.78 / n
    weekly = data.baseline.kpis["demand.issues"].mean / data.weeks
    axes.barh(0, 1.0, 0.4 if n > 1 else 0.7, color=MUTED, lw=0)
    axes.text(0.01, 0, f"{weekly:,.0f} per week", va="center", color=PAPER, fontsize=SIZE - 1)
    for order, place in enumerate(places):
        variant, colour = data.variants[place], look(place).colour
        share, half = (np.array(values)[1:] for values in variant.curves["funnel"])
        at = np.arange(1, len(STAGES)) + (order - (n - 1) / 2) * thick
        axes.barh(at, share, thick * 0.86, color=colour, lw=0)
        for y, length, margin in zip(at, share, np.nan_to_num(half), strict=True):
            limits = np.clip([length - margin, length + margin], 0.0, 1.0)
            axes.plot(limits, [y, y], color=MUTED, lw=0.9)
            axes.text(
                limits[1] + 0.01, y, numbers.per_cent(length, margin), va="center", color=INK,
                fontsize=SIZE - (2.0 if n > 3 else 1.0),
            )  # fmt: skip
    per_cent_axis(axes, "x")


def _ending(data: ReportInput, at: int) -> bool:
    return any(variant.curves["ends"].mean[at] > 0.0 for variant in data.variants)
