"""Lengths that are compared, from zero: where needs end, the way there, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.report.charts.chart import TICKS, Chart, Key, Panel, key_of
from sim.report.charts.marks import per_cent_axis, quiet_ticks, rows_axis
from sim.report.charts.style import INK, MUTED, PAPER, SIZE, look
from sim.report.charts.svg import TIP
from sim.report.data.comparison import ReportInput, Variant
from sim.report.data.front import COST, costs, drawn, left_out, per_week
from sim.report.data.measures import Estimate
from sim.report.texts.titles import names
from sim.report.words import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW = 0.3
LEAST = 0.06
"""A part of a bar that is shorter has no room for its number."""


class Part(NamedTuple):
    """A part of a stacked bar: its name, its colour, and that of text on it."""

    name: str
    colour: str
    ink: str


WHITE, BLACK = "#ffffff", "#101114"
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
COSTS = {
    "cost.wages": Part("wages", "#0072b3", WHITE),
    "cost.premiums": Part("premiums", "#e69f01", BLACK),
    "cost.overtime": Part("overtime", "#d55e01", BLACK),
    "cost.contacts": Part("per contact", "#56b4ea", BLACK),
    "cost.tasks": Part("per task", "#cc79a8", BLACK),
    "cost.self_service": Part("self-service", "#009e74", BLACK),
    "cost.amends": Part("amends", "#8a8f98", BLACK),
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
            f"{part.name} {100 * share:.1f} %"
            for part, share in zip(ENDS, variant.curves["ends"].mean, strict=True)
        )
        for name, variant in zip(names(data), data.variants, strict=True)
    ]
    return Chart(
        name="ends",
        title="Where needs end",
        caption="Each measured need ends in one way, within the time looked at.",
        alt="Stacked bars of how needs end, by variant. " + "; ".join(told),
        panels=(Panel(partial(_ends, data), ROW * len(data.variants) + 0.1, TICKS, 0.08),),
        key=_key([part for at, part in enumerate(ENDS) if _ending(data, at)]),
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
    height = ROW * len(data.variants) + 0.1
    panels = [Panel(partial(_cost, data), height, TICKS)]
    if data.others:
        panels.append(Panel(partial(_cost_change, data), height, TICKS))
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
        panels=tuple(panels),
        columns=2,
        key=_key([part for kpi, part in COSTS.items() if _spent(data, kpi)]),
        left=1.4,
        right=0.25,
        narrow_left=1.35,
        narrow_right=0.2,
        shared_left=True,
    )


def _key(parts: Sequence[Part]) -> tuple[Key, ...]:
    return tuple(Key(part.name, "mark", part.colour) for part in parts)


def _ends(data: ReportInput, axes: Axes, wide: bool) -> None:
    rows_axis(axes, names(data))
    for row, variant in enumerate(data.variants):
        left = 0.0
        for part, share in zip(ENDS, variant.curves["ends"].mean, strict=True):
            if not isfinite(share) or share <= 0.0:
                continue
            told = f"{label(variant.name)}: {part.name} {100 * share:.1f} %"
            _part(axes, row, left, share, part, told)
            if share >= (LEAST if wide else 2 * LEAST):
                axes.text(
                    left + share / 2, row, f"{100 * share:.0f} %", ha="center", va="center",
                    color=part.ink, fontsize=SIZE - 0.5,
                )  # fmt: skip
            left += share
    per_cent_axis(axes, "x")


def _part(axes: Axes, row: int, left: float, width: float, part: Part, told: str) -> None:
    axes.barh(row, width, 0.66, left, color=part.colour, lw=0)[0].set_gid(TIP + told)


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
                limits[1] + 0.01, y, f"{100 * length:.1f} %", va="center", color=INK,
                fontsize=SIZE - (2.0 if n > 3 else 1.0),
            )  # fmt: skip
    per_cent_axis(axes, "x")


def _ending(data: ReportInput, at: int) -> bool:
    return any(variant.curves["ends"].mean[at] > 0.0 for variant in data.variants)


def _spent(data: ReportInput, kpi: str) -> bool:
    return any(_money(variant, kpi) > 0.0 for variant in data.variants)


def _money(variant: Variant, kpi: str) -> float:
    """The mean of a component of cost; 0 where the scenario has none."""
    return variant.kpis[kpi].mean if kpi in variant.kpis else 0.0


def _more(data: ReportInput, variant: Variant, kpi: str) -> float:
    """The mean difference of a component of cost from the baseline, which may have none."""
    found = variant.differences.get(kpi)
    if found is not None:
        return found.estimate.mean
    return _money(variant, kpi) - _money(data.baseline, kpi)


def _cost(data: ReportInput, axes: Axes, wide: bool) -> None:
    rows_axis(axes, names(data))
    for row, variant in enumerate(data.variants):
        left = 0.0
        for kpi, part in COSTS.items():
            width = _money(variant, kpi) / data.weeks
            if width > 0.0:
                told = f"{label(variant.name)}: {part.name} {width:,.0f} {data.currency} per week"
                _part(axes, row, left, width, part, told)
                left += width
        _limits(data, axes, row, variant.kpis[COST])
    axes.set_xlim(0.0, axes.get_xlim()[1])
    quiet_ticks(axes, "x", 4)
    axes.set_title(f"{data.currency} per week")


def _cost_change(data: ReportInput, axes: Axes, wide: bool) -> None:
    rows_axis(axes, names(data))
    axes.axvline(0.0, color=MUTED, lw=0.9)
    for row, variant in enumerate(data.variants[1:], 1):
        ends = {True: 0.0, False: 0.0}
        for kpi, part in COSTS.items():
            width = _more(data, variant, kpi) / data.weeks
            if width:
                told = f"{label(variant.name)}: {part.name} {width:+,.0f} {data.currency} per week"
                _part(axes, row, ends[width > 0], width, part, told)
                ends[width > 0] += width
        change = variant.differences[COST].estimate
        _limits(data, axes, row, change)
        x = change.mean / data.weeks
        axes.plot(x, row, "o", color=INK, ms=5, mec=WHITE, mew=0.8)
    axes.margins(x=0.1)
    quiet_ticks(axes, "x", 4)
    axes.set_title(f"Difference from {label(data.baseline.name)}")


def _limits(data: ReportInput, axes: Axes, row: int, estimate: Estimate) -> None:
    weekly = per_week(estimate, data.weeks)
    if isfinite(weekly.low):
        axes.plot([weekly.low, weekly.high], [row, row], color=INK, lw=1.6, zorder=5)
