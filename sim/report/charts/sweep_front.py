"""All points of a sweep by two measures, and those that may be on the front close up."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from math import isfinite, sqrt
from typing import TYPE_CHECKING

import numpy as np

from sim.report import numbers
from sim.report.charts.chart import Chart, Panel
from sim.report.charts.marks import Box, Floats, cross, name_points, quiet_ticks
from sim.report.charts.style import COLOURS, GRID, MUTED
from sim.report.charts.svg import TIP
from sim.report.data.measures import Gauge
from sim.report.data.sweep import Candidate, SweepInput, spaced
from sim.report.texts.sweep import low
from sim.report.words import arrow

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 3.2
CELLS = 90, 70
"""One dot at most in each cell of such a grid, so that ten thousand points stay small."""
NAMED, CLOSE = 10, 40
"""Points that are named, and drawn with their intervals."""
SURE = COLOURS[1]


class _Points:
    """What the panels draw: all dots, and the candidates, as a reader sees the numbers."""

    def __init__(self, data: SweepInput) -> None:
        self.gauges = data.first, data.second
        self.pays_more = data.higher[1]
        scales = [numbers.scaled(gauge.unit)[0] for gauge in self.gauges]
        self.dots = thinned(scales[1] * data.means[1], scales[0] * data.means[0])
        self.candidates = spaced(data.candidates, CLOSE)
        self.front = [_place(one) for one in data.front]
        self.chances = data.replications > 1


def front_chart(data: SweepInput) -> Chart | None:
    """Where all points lie, and the front close up; None if nothing is on it."""
    if not data.front:
        return None
    points = _Points(data)
    pair = f"{data.first.title} against {low(data.second)}"
    close = "Large and filled marks are surely on the front, small ones hardly; hollow ones are "
    close += (
        "beaten by their means, but may be on it. All points share their customers, so that the "
    )
    close += "chances are surer than intervals that overlap would suggest. "
    caption = (
        "First: every point as a dot (of those that would lie on each other, one); the line is the "
        "front. Then: the points that may be on it, with their numbers"
        + (f" and 95 % intervals. {close}" if points.chances else ". ")
        + "The line goes in steps, since nothing between two points was tried."
    )
    if len(points.candidates) < len(data.candidates):
        caption += (
            f" Drawn are {len(points.candidates)} of {len(data.candidates)}, along the front."
        )
    ends = [f"point {one.point}" for one in (data.front[0], data.front[-1])]
    return Chart(
        name="front",
        title=pair,
        caption=caption,
        alt=f"Scatter plots of {low(data.first)} against {low(data.second)} at {data.points:,} "
        f"points. The front goes from {ends[0]} to {ends[1]}. The numbers are in the table.",
        panels=(Panel(partial(_all, points), HEIGHT), Panel(partial(_close, points), HEIGHT)),
        columns=2,
        left=0.62,
        right=0.2,
        narrow_left=0.55,
        narrow_right=0.15,
    )


def thinned(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Of the points in each cell of a grid, the first. Points without a value are left out."""
    known = np.isfinite(x) & np.isfinite(y)
    x, y = x[known], y[known]
    if not len(x):
        return x, y
    cells = [
        np.floor((values - values.min()) / (np.ptp(values) or 1.0) * (count - 1e-6)).astype(int)
        for values, count in zip((x, y), CELLS, strict=True)
    ]
    _, first = np.unique(cells[0] * CELLS[1] + cells[1], return_index=True)
    chosen = np.sort(first)
    return x[chosen], y[chosen]


def _place(one: Candidate) -> tuple[float, float]:
    return numbers.rescaled(one.second).mean, numbers.rescaled(one.first).mean


def _all(points: _Points, axes: Axes, wide: bool) -> None:
    _frame(points, axes)
    axes.plot(*points.dots, "o", ms=2.6, mew=0, color=MUTED, alpha=0.6)
    axes.plot(*zip(*points.front, strict=True), "o", ms=3.6, mew=0, color=SURE, zorder=3)
    axes.margins(0.04)
    quiet_ticks(axes, "x", 4)
    quiet_ticks(axes, "y", 5)
    axes.set_title(f"All: {_axis(points.gauges[0])}")


def _close(points: _Points, axes: Axes, wide: bool) -> None:
    _frame(points, axes)
    for one in points.candidates:
        _mark(points, axes, one)
    axes.margins(x=0.14, y=0.12)
    quiet_ticks(axes, "x", 4)
    quiet_ticks(axes, "y", 5)
    axes.set_title(f"The front: {_axis(points.gauges[0])}")
    named = spaced(points.candidates, NAMED)
    spots = dict.fromkeys((*_place(one), str(one.point)) for one in named)
    name_points(axes, list(spots), _taken(points))


def _taken(points: _Points) -> list[Box]:
    """What names should leave free: marks, intervals, and the steps of the front."""
    boxes: list[Box] = []
    for one in points.candidates:
        x, y = numbers.rescaled(one.second), numbers.rescaled(one.first)
        boxes.append((x.mean, x.mean, y.mean, y.mean))
        if isfinite(x.low) and isfinite(y.low):
            boxes += [(x.low, x.high, y.mean, y.mean), (x.mean, x.mean, y.low, y.high)]
    for (x0, y0), (x1, y1) in pairwise(sorted(points.front)):
        corner = (x0, y1) if points.pays_more else (x1, y0)
        boxes += [(x0, x1, corner[1], corner[1]), (corner[0], corner[0], y0, y1)]
    return boxes


def _frame(points: _Points, axes: Axes) -> None:
    """The front as a line in steps; what lies beyond it is not on offer."""
    style = "steps-pre" if points.pays_more else "steps-post"
    line = sorted(points.front)
    axes.plot(*zip(*line, strict=True), color=MUTED, lw=1.0, drawstyle=style, zorder=2)
    second = points.gauges[1]
    axes.set_xlabel(f"{_axis(second)} {arrow(second.direction)}".strip())
    axes.grid(color=GRID)


def _mark(points: _Points, axes: Axes, one: Candidate) -> None:
    x, y = numbers.rescaled(one.second), numbers.rescaled(one.first)
    cross(axes, x, y, color=MUTED, lw=0.9, zorder=2)
    chance = one.chance if isfinite(one.chance) else 1.0
    told = f"point {one.point}: {numbers.mean(y)} {y.unit} at {numbers.mean(x)} {x.unit}"
    if isfinite(one.chance):
        told += f", chance {100 * one.chance:.0f} %"
    axes.plot(
        x.mean, y.mean, "o", ms=3.0 + 4.5 * sqrt(chance), color=SURE, mew=1.3, zorder=5,
        mfc=SURE if one.on_front else "none", gid=TIP + told,
    )  # fmt: skip


def _axis(gauge: Gauge) -> str:
    unit = numbers.scaled(gauge.unit)[1]
    return f"{low(gauge)}, {unit}" if unit else low(gauge)
