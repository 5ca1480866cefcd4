"""By how much, and how sure: each variant's differences from the baseline with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING

from sim.report import numbers
from sim.report.charts.chart import Chart, Panel
from sim.report.charts.marks import quiet_ticks, rows_axis
from sim.report.charts.style import GRID, MUTED, SHADE, look
from sim.report.charts.svg import TIP
from sim.report.data.comparison import ReportInput
from sim.report.words import TITLES, arrow, at_once, compared, label, names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW = 0.3
SHOWN = 4


def differences_chart(data: ReportInput) -> Chart | None:
    """A panel for each of the first measures, a row for each variant; None if none is known."""
    shown = [kpi for kpi in compared(data) if _drawn(data, kpi)][:SHOWN]
    if not shown:
        return None
    height = ROW * len(data.others) + 0.1
    return Chart(
        name="differences",
        title=f"Differences from {label(data.baseline.name)}",
        caption=f"Mean paired differences with 95 % intervals{at_once(data)}. An interval that "
        "does not touch the line at 0 shows a difference."
        + (" Within the shaded band it is too small to matter." if _banded(data, shown) else ""),
        alt="Dot plots of the differences from the baseline with 95 % intervals: "
        + "; ".join(_told(data, kpi) for kpi in shown)
        + ".",
        panels=tuple(Panel(partial(_draw, data, kpi), height) for kpi in shown),
        columns=len(shown),
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


def _draw(data: ReportInput, kpi: str, axes: Axes, wide: bool) -> None:
    rows_axis(axes, names(data)[1:])
    axes.axvline(0, color=MUTED, lw=0.9)
    axes.margins(x=0.12)
    matters = numbers.scaled(data.measures[kpi].unit)[0] * data.matters.get(kpi, 0.0)
    for row, variant in enumerate(data.others):
        axes.axhline(row, color=GRID, lw=0.6)
        if kpi not in variant.differences:
            continue
        estimate = variant.differences[kpi].estimate
        factor, _ = numbers.scaled(estimate.unit)
        colour, marker, _ = look(row + 1)
        x, low, high = (factor * value for value in estimate[:3])
        told = f"{label(variant.name)}: {_difference(data, row + 1, kpi)}"
        if isfinite(low):
            axes.plot([low, high], [row, row], color=colour, lw=2.4, solid_capstyle="butt")
        axes.plot(x, row, marker, color=colour, ms=5.5, gid=TIP + told)
    unit = _unit(data, kpi)
    axes.set_title(TITLES[kpi])
    axes.set_xlabel(f"{unit} {arrow(data.measures[kpi].direction)}".strip())
    quiet_ticks(axes, "x", 4)
    low, high = axes.get_xlim()
    axes.set_xlim(min(low, 0.0), max(high, 0.0))
    axes.axvspan(-matters, matters, color=SHADE, lw=0, zorder=-5)


def _unit(data: ReportInput, kpi: str) -> str:
    unit = numbers.scaled(data.measures[kpi].unit)[1]
    return "% points" if unit == "%" else unit.partition(" per ")[0]


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
    return f"{TITLES[kpi]}: " + ", ".join(rows)
