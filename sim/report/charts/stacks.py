"""Stacked bars of sums by variant, and of what adds to them or takes away from the baseline's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from sim.report import numbers
from sim.report.charts.chart import TICKS, Key, Panel
from sim.report.charts.marks import quiet_ticks, rows_axis
from sim.report.charts.style import INK, MUTED
from sim.report.charts.svg import TIP
from sim.report.data.comparison import ReportInput, Variant
from sim.report.data.measures import Estimate
from sim.report.texts.titles import row_names
from sim.report.words import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW = 0.3
WHITE, BLACK = "#ffffff", "#101114"


class Part(NamedTuple):
    """A part of a stacked bar: its name, its colour, and that of text on it."""

    name: str
    colour: str
    ink: str


Measures = tuple[str, ...]
"""The measure that a part is, less the others named."""


class Stack(NamedTuple):
    """A sum: the measure ``total``, and the parts of which it consists.

    ``per``: what values are divided by, such as a number of weeks. ``unit``: of what is drawn.
    """

    total: str
    parts: dict[Measures, Part]
    per: float
    unit: str


def panels(data: ReportInput, stack: Stack) -> tuple[Panel, ...]:
    """A bar for each variant, and then its difference from the baseline."""
    height = ROW * len(data.variants) + 0.1
    sums = Panel(partial(_sums, data, stack), height, TICKS)
    return (sums, Panel(partial(_changes, data, stack), height, TICKS)) if data.others else (sums,)


def key(data: ReportInput, stack: Stack) -> tuple[Key, ...]:
    """What the parts are called that some variant has."""
    return key_of_parts(
        part
        for kpis, part in stack.parts.items()
        if any(_value(variant, kpis) > 0.0 for variant in data.variants)
    )


def key_of_parts(parts: Iterable[Part]) -> tuple[Key, ...]:
    """The key of parts of bars."""
    return tuple(Key(part.name, "mark", part.colour) for part in parts)


def draw_part(axes: Axes, row: int, left: float, width: float, part: Part, told: str) -> None:
    """A part of the bar in a row; ``told`` on pointing at it."""
    axes.barh(row, width, 0.66, left, color=part.colour, lw=0)[0].set_gid(TIP + told)


def _value(variant: Variant, kpis: Measures) -> float:
    """The mean of a part; 0 where the variant has none."""
    first, *less = (variant.kpis[kpi].mean if kpi in variant.kpis else 0.0 for kpi in kpis)
    return first - sum(less)


def _change(data: ReportInput, variant: Variant, kpis: Measures) -> float:
    """The mean difference of a part from the baseline, which may have none."""
    found = [variant.differences.get(kpi) for kpi in kpis]
    if all(one is not None for one in found):
        first, *less = (one.estimate.mean for one in found if one is not None)
        return first - sum(less)
    return _value(variant, kpis) - _value(data.baseline, kpis)


def _sums(data: ReportInput, stack: Stack, axes: Axes, wide: bool) -> None:
    rows_axis(axes, row_names(data))
    for row, variant in enumerate(data.variants):
        left = 0.0
        places = _places(stack, variant.kpis.get(stack.total))
        for kpis, part in stack.parts.items():
            width = _value(variant, kpis) / stack.per
            if width > 0.0:
                size = numbers.number(width, places)
                told = f"{label(variant.name)}: {part.name} {size} {stack.unit}"
                draw_part(axes, row, left, width, part, told)
                left += width
        if stack.total in variant.kpis:
            _limits(stack, axes, row, variant.kpis[stack.total])
    axes.set_xlim(0.0, axes.get_xlim()[1])
    quiet_ticks(axes, "x", 4)
    axes.set_title(stack.unit)


def _changes(data: ReportInput, stack: Stack, axes: Axes, wide: bool) -> None:
    rows_axis(axes, row_names(data))
    axes.axvline(0.0, color=MUTED, lw=0.9)
    for row, variant in enumerate(data.variants[1:], 1):
        if stack.total not in variant.differences:
            continue
        ends = {True: 0.0, False: 0.0}
        places = _places(stack, variant.differences[stack.total].estimate)
        for kpis, part in stack.parts.items():
            width = _change(data, variant, kpis) / stack.per
            if width:
                size = numbers.number(width, places, sign=True)
                told = f"{label(variant.name)}: {part.name} {size} {stack.unit}"
                draw_part(axes, row, ends[width > 0], width, part, told)
                ends[width > 0] += width
        change = variant.differences[stack.total].estimate
        _limits(stack, axes, row, change)
        axes.plot(change.mean / stack.per, row, "o", color=INK, ms=5, mec=WHITE, mew=0.8)
    axes.margins(x=0.1)
    quiet_ticks(axes, "x", 4)
    axes.set_title(f"Difference from {label(data.baseline.name)}")


def _places(stack: Stack, total: Estimate | None) -> int:
    """Decimals of the parts of a sum: no more than its interval supports, and none at most."""
    return 0 if total is None else min(0, numbers.decimals(total, 1.0 / stack.per))


def _limits(stack: Stack, axes: Axes, row: int, estimate: Estimate) -> None:
    low, high = estimate.low / stack.per, estimate.high / stack.per
    if isfinite(low):
        axes.plot([low, high], [row, row], color=INK, lw=1.6, zorder=5)
