"""What a difference depends on: for each assumption a bar, from end to end of its range."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING

from sim.readable import names_of
from sim.report import numbers
from sim.report.charts.chart import Chart, Panel
from sim.report.charts.marks import quiet_ticks, rows_axis
from sim.report.charts.style import COLOURS, INK, MUTED, SIZE
from sim.report.charts.svg import TIP
from sim.report.data.measures import Estimate
from sim.report.data.sensitivity import Sensitivity, Swing
from sim.report.texts.robustness import named
from sim.report.texts.titles import title
from sim.report.words import arrow, in_lines, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW = 0.3
MOST = 12
LOW, HIGH = COLOURS[5], COLOURS[1]


def tornado_chart(one: Sensitivity, name: str = "tornado") -> Chart:
    """The widest swings of a difference."""
    swings = one.swings[:MOST]
    what = title(one.kpi)
    names = names_of(s.path for s in one.swings)
    told = "; ".join(
        f"{names[s.path]} {_at(s.at_low)} at {s.low}, {_at(s.at_high)} at {s.high}" for s in swings
    )
    return Chart(
        name=name,
        title=f"{what}: what the difference of “{label(one.variant)}” depends on",
        caption=f"Difference from {label(one.baseline)} when one assumption is moved to the "
        "low (orange) or the high (blue) end of its range and all others stay; thin lines: 95 % "
        "intervals. Where a bar crosses the line at 0 the sign changes; that is shown where the "
        "thin line beyond does not touch 0."
        + (f" The {MOST} widest of {len(one.swings)}." if len(one.swings) > MOST else ""),
        alt=f"Bars of the difference in {named(one)} at the ends of each range. {told}.",
        panels=(Panel(partial(_draw, one, swings, names), ROW * len(swings) + 0.1, top=0.08),),
        left=2.9,
        right=0.6,
        narrow_left=1.6,
        narrow_right=0.3,
    )


def _at(estimate: Estimate) -> str:
    return numbers.mean(estimate, sign=True)


def _draw(
    one: Sensitivity, swings: tuple[Swing, ...], names: Mapping[str, str], axes: Axes, wide: bool
) -> None:
    rows_axis(axes, [in_lines(names[swing.path], 38 if wide else 20) for swing in swings])
    factor, unit = numbers.scaled(one.base.unit)
    base = factor * one.base.mean
    axes.axvline(0.0, color=MUTED, lw=0.9)
    axes.axvline(base, color=INK, lw=0.9, ls=(0, (2, 2)))
    for row, swing in enumerate(swings):
        ends = ((swing.at_low, swing.low, LOW), (swing.at_high, swing.high, HIGH))
        reach = [base]
        for estimate, written, colour in ends:
            mean, low, high, _ = numbers.rescaled(estimate)
            bar = axes.barh(row, mean - base, 0.5, base, color=colour, lw=0)[0]
            bar.set_gid(f"{TIP}{names[swing.path]} at {written}: {_at(estimate)} {unit}")
            if isfinite(low):
                axes.plot([low, high], [row, row], color=INK, lw=0.9)
            reach += [value for value in (mean, low, high) if isfinite(value)]
        if wide:
            left, right = sorted(ends, key=lambda end: end[0].mean)
            _write(axes, left[1], min(reach), row, -1)
            _write(axes, right[1], max(reach), row, 1)
    axes.margins(x=0.15)
    quiet_ticks(axes, "x", 5)
    axes.set_xlabel(f"{numbers.difference_unit(one.base.unit)} {arrow(one.direction)}".strip())


def _write(axes: Axes, text: str, x: float, row: int, side: int) -> None:
    """The end of a range beside what is drawn of it, to the left (-1) or to the right (1)."""
    axes.annotate(
        text, (x, row), (3 * side, 0), textcoords="offset points", va="center",
        ha="left" if side > 0 else "right", color=MUTED, fontsize=SIZE - 1.5,
    )  # fmt: skip
