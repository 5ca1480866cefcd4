"""Each variant's differences from the baseline with intervals: over all, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import isfinite
from textwrap import wrap
from typing import TYPE_CHECKING

from sim.report import numbers
from sim.report.charts.chart import TOP, Chart, Panel, key_of
from sim.report.charts.marks import quiet_ticks, rows_axis
from sim.report.charts.style import GRID, MUTED, SHADE, look
from sim.report.charts.svg import TIP
from sim.report.data.comparison import ReportInput
from sim.report.data.front import drawn, left_out
from sim.report.data.groups import Column, Group
from sim.report.data.measures import Estimate
from sim.report.texts.chosen import FIVE
from sim.report.texts.titles import at_once, compared, heading, names, row_names
from sim.report.words import arrow, brief, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW = 0.3
LEADING = 0.17
"""Inches of a further line of a title."""
SHOWN, MOST = 4, 8
"""Measures drawn, and the most if others than the usual ones matter."""
LINE = {1: 90, 2: 44, 3: 30, 4: 23}
"""Letters of a title that fit above a panel, by the number of panels beside each other."""


def differences_chart(data: ReportInput) -> Chart | None:
    """A panel for each of the first measures, a row for each variant; None if none is known."""
    known = [kpi for kpi in compared(data) if _drawn(data, kpi)]
    mattering = [kpi for kpi in known if kpi in data.matters]
    shown = mattering[:MOST] if set(mattering) - set(FIVE) else []
    shown += [kpi for kpi in known if kpi not in shown][: max(0, SHOWN - len(shown))]
    if not shown:
        return None
    height = ROW * len(data.others) + 0.1
    columns = len(shown) if len(shown) <= SHOWN else (len(shown) + 1) // 2
    titles = [wrap(heading(kpi), LINE[columns]) for kpi in shown]
    top = TOP + LEADING * (max(map(len, titles)) - 1)
    return Chart(
        name="differences",
        title=f"Differences from {label(data.baseline.name)}",
        caption=f"Mean paired differences with 95 % intervals{at_once(data)}. An interval that "
        "does not touch the line at 0 shows a difference."
        + (" Within the shaded band it is too small to matter." if _banded(data, shown) else ""),
        alt="Dot plots of the differences from the baseline with 95 % intervals: "
        + "; ".join(_told(data, kpi) for kpi in shown)
        + ".",
        panels=tuple(
            Panel(partial(_draw, data, kpi, "\n".join(lines)), height, top=top)
            for kpi, lines in zip(shown, titles, strict=True)
        ),
        columns=columns,
        left=1.4,
        right=0.24,  # half of the label of a tick at the edge
        narrow_left=1.35,
        narrow_right=0.24,
        shared_left=True,
    )


def _banded(data: ReportInput, kpis: Sequence[str]) -> bool:
    return any(data.matters.get(kpi, 0.0) > 0.0 for kpi in kpis)


def _drawn(data: ReportInput, kpi: str) -> bool:
    return any(
        kpi in v.differences and isfinite(v.differences[kpi].estimate.mean) for v in data.others
    )


def _draw(data: ReportInput, kpi: str, above: str, axes: Axes, wide: bool) -> None:
    rows_axis(axes, row_names(data)[1:])
    axes.axvline(0, color=MUTED, lw=0.9)
    axes.margins(x=0.12)
    matters = numbers.scaled(data.measures[kpi].unit)[0] * data.matters.get(kpi, 0.0)
    for row, variant in enumerate(data.others):
        axes.axhline(row, color=GRID, lw=0.6)
        if kpi not in variant.differences:
            continue
        estimate = variant.differences[kpi].estimate
        colour, marker, _ = look(row + 1)
        x, low, high, _ = numbers.rescaled(estimate)
        told = f"{label(variant.name)}: {_difference(data, row + 1, kpi)}"
        if isfinite(low):
            axes.plot([low, high], [row, row], color=colour, lw=2.4, solid_capstyle="butt")
        axes.plot(x, row, marker, color=colour, ms=5.5, gid=TIP + told)
    unit = _unit(data, kpi)
    axes.set_title(above)
    axes.set_xlabel(f"{unit} {arrow(data.measures[kpi].direction)}".strip())
    quiet_ticks(axes, "x", 4)
    low, high = axes.get_xlim()
    axes.set_xlim(min(low, 0.0), max(high, 0.0))
    axes.axvspan(-matters, matters, color=SHADE, lw=0, zorder=-5)


def _unit(data: ReportInput, kpi: str) -> str:
    return numbers.difference_unit(data.measures[kpi].unit)


def _difference(data: ReportInput, place: int, kpi: str) -> str:
    found = data.variants[place].differences[kpi]
    limits = numbers.interval(found.estimate, sign=True)
    mean = numbers.mean(found.estimate, sign=True)
    return f"{mean} {_unit(data, kpi)} ({limits})"


def _told(data: ReportInput, kpi: str) -> str:
    rows = [
        f"{label(variant.name)} {_difference(data, place, kpi)}"
        for place, variant in enumerate(data.variants)
        if kpi in variant.differences
    ]
    return f"{heading(kpi)}: " + ", ".join(rows)


def group_chart(data: ReportInput, group: Group) -> Chart | None:
    """A panel for each measure, a row for each member, a mark for each variant.

    Paired differences from the baseline; with a single variant its values, from zero. None if
    nothing is known of them.
    """
    shown = drawn(data)[1:] if data.others else [0]
    columns = [c for c in group.columns if c.charted and _some(data, group.kpis(c), shown)]
    if not columns:
        return None
    row = 0.18 + 0.1 * len(shown)
    what = f"differences from {label(data.baseline.name)}" if data.others else "means"
    return Chart(
        name=f"by-{group.by}",
        title=group.title,
        caption=f"{what.capitalize()} with 95 % intervals{at_once(data)}. The values are in the "
        "table below." + left_out(data),
        alt=f"Dot plots {group.title.lower()}, {what} with 95 % intervals: "
        + ", ".join(column.title.lower() for column in columns)
        + ". The numbers are in the table below.",
        panels=tuple(
            Panel(partial(_draw_group, data, group, column, shown), row * len(group.members) + 0.1)
            for column in columns
        ),
        columns=len(columns),
        key=key_of(names(data), "mark", shown),
        left=1.1,
        right=0.12,
        narrow_left=1.0,
        narrow_right=0.15,
        shared_left=True,
    )


def _some(data: ReportInput, kpis: Sequence[str], places: Sequence[int]) -> bool:
    """Whether there is anything to draw of one of the measures."""
    found = (_estimate(data, place, kpi) for place in places for kpi in kpis)
    return any(one is not None and isfinite(one.mean) for one in found)


def _draw_group(
    data: ReportInput, group: Group, column: Column, shown: Sequence[int], axes: Axes, wide: bool
) -> None:
    rows_axis(axes, [brief(name, 14) for name in group.members])
    axes.axvline(0, color=MUTED, lw=0.9)
    axes.margins(x=0.1)
    for row, kpi in enumerate(group.kpis(column)):
        if row:
            axes.axhline(row - 0.5, color=GRID, lw=0.6)
        for order, place in enumerate(shown):
            estimate = _estimate(data, place, kpi)
            if estimate is not None and isfinite(estimate.mean):
                y = row + (order - (len(shown) - 1) / 2) * 0.7 / len(shown)
                _mark(data, axes, place, y, estimate)
    low, high = axes.get_xlim()
    axes.set_xlim(min(low, 0.0), max(high, 0.0))
    quiet_ticks(axes, "x", 3)
    measure = data.measures[group.kpis(column)[0]]
    unit = (numbers.difference_unit if data.others else numbers.short_unit)(measure.unit)
    axes.set_title(column.title)
    axes.set_xlabel(f"{unit} {arrow(measure.direction)}".strip())


def _estimate(data: ReportInput, place: int, kpi: str) -> Estimate | None:
    variant = data.variants[place]
    if not data.others:
        return variant.kpis.get(kpi)
    return variant.differences[kpi].estimate if kpi in variant.differences else None


def _mark(data: ReportInput, axes: Axes, place: int, y: float, estimate: Estimate) -> None:
    colour, marker, _ = look(place)
    mean, low, high, unit = numbers.rescaled(estimate)
    if isfinite(low):
        axes.plot([low, high], [y, y], color=colour, lw=2.0, solid_capstyle="butt")
    sign = bool(data.others)
    told = f"{numbers.mean(estimate, sign)} ({numbers.interval(estimate, sign)}) {unit}"
    name = label(data.variants[place].name)
    axes.plot(mean, y, marker, color=colour, ms=4.5, mew=0, gid=f"{TIP}{name}: {told}")
