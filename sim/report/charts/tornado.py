"""What a difference hangs on: a bar for each assumption, from one end of its range to the other."""

from __future__ import annotations

from functools import partial
from math import isfinite
from typing import TYPE_CHECKING

from sim.report import numbers
from sim.report.charts.frame import Chart, Panel
from sim.report.charts.marks import quiet_ticks, rows_axis
from sim.report.charts.style import COLOURS, INK, MUTED, SIZE
from sim.report.charts.svg import TIP
from sim.report.inputs import Estimate, ReportInput, Sensitivity, Swing
from sim.report.names import TITLES, arrow, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW = 0.3
MOST = 12
LOW, HIGH = COLOURS[5], COLOURS[1]


def tornado_chart(data: ReportInput, place: int) -> Chart:
    """The sensitivity at a place of those in ``data``, its widest swings."""
    one = data.sensitivities[place]
    swings = one.swings[:MOST]
    title = TITLES.get(one.kpi, one.kpi)
    told = "; ".join(
        f"{s.path} {_at(s.at_low)} at {s.low}, {_at(s.at_high)} at {s.high}" for s in swings
    )
    return Chart(
        name=f"tornado-{place + 1}",
        title=f"{title}: what the difference of “{label(one.variant)}” hangs on",
        caption=f"Difference from {label(data.baseline.name)} when one assumption is moved to the "
        "low (orange) or the high (blue) end of its range and all others stay; thin lines: 95 % "
        "intervals. A bar that crosses the line at 0 turns the verdict.",
        alt=f"Bars of the difference in {title.lower()} at the ends of each range. {told}.",
        panels=(Panel(partial(_draw, data, one, swings), ROW * len(swings) + 0.1, top=0.08),),
        left=2.9,
        right=0.6,
        narrow_left=1.6,
        narrow_right=0.3,
    )


def _at(estimate: Estimate) -> str:
    return numbers.mean(estimate, sign=True)


def _draw(
    data: ReportInput, one: Sensitivity, swings: tuple[Swing, ...], axes: Axes, wide: bool
) -> None:
    rows_axis(axes, [_name(swing.path, 40 if wide else 17) for swing in swings])
    factor, unit = numbers.scaled(one.base.unit)
    base = factor * one.base.mean
    axes.axvline(0.0, color=MUTED, lw=0.9)
    axes.axvline(base, color=INK, lw=0.9, ls=(0, (2, 2)))
    for row, swing in enumerate(swings):
        ends = ((swing.at_low, swing.low, LOW), (swing.at_high, swing.high, HIGH))
        for estimate, written, colour in ends:
            mean, low, high = (factor * value for value in estimate[:3])
            bar = axes.barh(row, mean - base, 0.5, base, color=colour, lw=0)[0]
            bar.set_gid(f"{TIP}{swing.path} at {written}: {_at(estimate)} {unit}")
            if isfinite(low):
                axes.plot([low, high], [row, row], color=INK, lw=0.9)
            if wide:
                right = mean >= base
                axes.annotate(
                    written, (max(mean, high) if right else min(mean, low), row),
                    (3 if right else -3, 0), textcoords="offset points", va="center",
                    ha="left" if right else "right", color=MUTED, fontsize=SIZE - 1.5,
                )  # fmt: skip
    axes.margins(x=0.15)
    quiet_ticks(axes, "x", 5)
    unit = "% points" if unit == "%" else unit.partition(" per ")[0]
    axes.set_xlabel(f"{unit} {arrow(data.measures[one.kpi].direction)}".strip())


def _name(path: str, most: int) -> str:
    """The end of a dotted path says most."""
    return path if len(path) <= most else f"…{path[1 - most :]}"
