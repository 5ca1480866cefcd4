"""Marks that several charts use: named line ends, weekdays, times on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.report.charts.style import GRID, INK, MUTED, PAPER, SHADE, SIZE, Look
from sim.report.clock import DAYS, short
from sim.report.data.comparison import ReportInput
from sim.report.data.front import drawn
from sim.report.data.measures import Estimate
from sim.time_units import DAY, HOUR, MINUTE, WEEK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Floats = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]
"""Left, right, bottom, top."""
TIMES_S = (1.0, 10.0, MINUTE, 10 * MINUTE, HOUR, 4 * HOUR, DAY, 3 * DAY, WEEK, 4 * WEEK)
FIRST_S = (1.0, MINUTE, HOUR, DAY, WEEK)


class End(NamedTuple):
    """The right end of a line: its height in the axes' units, its name and its colour."""

    y: float
    name: str
    colour: str


def stacked(data: ReportInput) -> list[int]:
    """Places of the variants to draw as lines, from the bottom to the top.

    The baseline comes first, and ``line_width`` makes it wider, so that a line on top of it and
    the baseline are both seen.
    """
    baseline, *others = drawn(data)
    return [baseline, *reversed(others)]


def line_width(data: ReportInput, place: int) -> float:
    """Of the curve of the variant at a place, in points."""
    return 2.8 if place == 0 and data.others else 1.3


def name_ends(axes: Axes, ends: Sequence[End], inches: float) -> None:
    """Write names beside the right ends of lines, apart from each other, joined by a stroke.

    ``inches``: height of the axes.
    """
    low, high = axes.get_ylim()
    step = SIZE * 1.25 / 72.0 / inches
    order = sorted(ends, key=lambda end: end.y)
    wanted = [(end.y - low) / (high - low) for end in order]
    for end, at, y in zip(order, wanted, spread(wanted, step, -0.05, 1.05), strict=True):
        axes.plot(
            [1.0, 1.025, 1.055], [at, y, y], color=end.colour, lw=1.2, clip_on=False,
            transform=axes.transAxes,
        )  # fmt: skip
        axes.text(1.065, y, end.name, va="center", color=INK, transform=axes.transAxes)


def spread(wanted: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """Ascending places near those ``wanted`` (ascending), at least ``step`` apart if they fit."""
    placed = list(wanted)
    for _ in range(50):
        for at in range(1, len(placed)):
            gap = placed[at] - placed[at - 1]
            if gap < step:
                placed[at - 1] -= (step - gap) / 2
                placed[at] += (step - gap) / 2
        placed[0] = max(placed[0], low)
        placed[-1] = min(placed[-1], high)
    return placed


def week_axis(axes: Axes) -> None:
    """Hours of the week with named days; weekends are shaded."""
    axes.axvspan(120, 168, color=SHADE, lw=0, zorder=-5)
    axes.set_xlim(0, 168)
    axes.set_xticks(np.arange(0, 169, 24), labels=[])
    axes.set_xticks(np.arange(12, 168, 24), labels=DAYS, minor=True)
    axes.grid(axis="x", color=GRID)


def time_axis(axes: Axes, low_s: float, high_s: float, most: int, unit_s: float = 1.0) -> None:
    """A logarithmic axis of times from ``low_s`` to ``high_s``, drawn in units of ``unit_s``.

    ``most``: ticks; the well-known times come first.
    """
    axes.set_xscale("log")
    axes.set_xlim(low_s / unit_s, high_s / unit_s)
    inside = [t for t in TIMES_S if 0.999 * low_s <= t <= 1.001 * high_s]
    ticks = sorted(sorted(inside, key=lambda t: t not in FIRST_S)[:most])
    axes.set_xticks([t / unit_s for t in ticks], labels=[short(t) for t in ticks])
    axes.set_xticks([], minor=True)
    axes.grid(axis="x", color=GRID)


def per_cent_axis(axes: Axes, axis: Literal["x", "y"] = "y") -> None:
    """Shares from 0 to 1 as per cent."""
    ticks = np.linspace(0, 1, 5)
    labels = [f"{100 * tick:.0f} %" for tick in ticks]
    if axis == "y":
        axes.set_ylim(0, 1)
        axes.set_yticks(ticks, labels=labels)
    else:
        axes.set_xlim(0, 1)
        axes.set_xticks(ticks, labels=labels)
    axes.grid(axis=axis, color=GRID)


def quiet_ticks(axes: Axes, axis: Literal["x", "y"], most: int = 5) -> None:
    """A few round ticks with grid lines."""
    from matplotlib.ticker import MaxNLocator, StrMethodFormatter

    chosen = axes.yaxis if axis == "y" else axes.xaxis
    chosen.set_major_formatter(StrMethodFormatter("{x:,g}"))
    chosen.set_major_locator(MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]))
    axes.grid(axis=axis, color=GRID)


def rows_axis(axes: Axes, names: Sequence[str]) -> None:
    """Named rows from the top down, at 0, 1, 2 …"""
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), labels=names)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.spines["left"].set_visible(False)


def cross(axes: Axes, x: Estimate, y: Estimate, **style: Any) -> None:
    """The intervals of two measures through their means, those that are known."""
    for estimate, along in ((x, True), (y, False)):
        ends = [estimate.low, estimate.high]
        if isfinite(estimate.low):
            xs, ys = (ends, [y.mean] * 2) if along else ([x.mean] * 2, ends)
            axes.plot(xs, ys, solid_capstyle="butt", **style)


def name_points(
    axes: Axes, points: Sequence[tuple[float, float, str]], lines: Sequence[Box] = ()
) -> None:
    """Write names beside points (x, y, name), each where it covers least of the others.

    ``lines``: what else should stay uncovered, as boxes without width or height, in the units
    of the axes.
    """
    figure = axes.get_figure()
    assert figure is not None
    width, height = axes.get_position().size * figure.get_size_inches()  # type: ignore[union-attr]
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    places = [
        ((x - left) / (right - left) * width, (y - low) / (high - low) * height, name)
        for x, y, name in points
    ]
    taken = [_box(x, y, 0.16, 0.16, "center", "center") for x, y, _ in places]
    across, along = width / (right - left), height / (high - low)
    for x0, x1, y0, y1 in lines:
        xs, ys = (
            ((x0 - left) * across, (x1 - left) * across),
            ((y0 - low) * along, (y1 - low) * along),
        )
        taken.append((min(xs) - 0.02, max(xs) + 0.02, min(ys) - 0.02, max(ys) + 0.02))
    for (x, y, name), (at_x, at_y, _) in zip(points, places, strict=True):
        size = 0.075 * len(name), SIZE * 1.2 / 72
        found: tuple[float, tuple[float, float, str, str], Box] | None = None
        for dx, dy, ha, va in AROUND:
            box = _box(at_x + dx, at_y + dy, *size, ha, va)
            outside = max(0.0, -box[0]) + max(0.0, box[1] - width)
            cost = sum(_overlap(box, other) for other in taken) + outside
            cost += FURTHER * (abs(dx) + abs(dy) > NEAR)
            if found is None or cost < found[0] - 1e-9:
                found = cost, (dx, dy, ha, va), box
        assert found is not None
        _, (dx, dy, ha, va), box = found
        taken.append(box)
        axes.annotate(
            name, (x, y), (72 * dx, 72 * dy), textcoords="offset points", ha=ha, va=va, color=INK,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6}, zorder=4,
        )  # fmt: skip


NEAR, FURTHER = 0.23, 0.01
"""Inches; what it costs a name to stand further off, in square inches covered."""
AROUND = tuple(
    (far * dx, far * dy, ha, va)
    for far in (0.11, 0.22)
    for dx, ha in ((1, "left"), (-1, "right"), (0, "center"))
    for dy, va in ((0, "center"), (1, "bottom"), (-1, "top"))
    if dx or dy
)
"""Where a name may stand, in inches from its point."""


def _box(x: float, y: float, width: float, height: float, ha: str, va: str) -> Box:
    left = {"left": x, "right": x - width, "center": x - width / 2}[ha]
    bottom = {"bottom": y, "top": y - height, "center": y - height / 2}[va]
    return left, left + width, bottom, bottom + height


def _overlap(a: Box, b: Box) -> float:
    across = min(a[1], b[1]) - max(a[0], b[0])
    along = min(a[3], b[3]) - max(a[2], b[2])
    return across * along if across > 0.0 and along > 0.0 else 0.0


def name_lines(axes: Axes, entries: Sequence[tuple[str, Look]], y: float) -> None:
    """Name lines inside the axes on the right, one below the other from ``y`` down, as a fraction
    of them."""
    figure = axes.get_figure()
    assert figure is not None
    width, height = axes.get_position().size * figure.get_size_inches()  # type: ignore[union-attr]
    longest = max((len(name) for name, _ in entries), default=0)
    x = max(0.3, min(0.78, 1.0 - (0.42 + 0.075 * longest) / width))
    for row, (name, (colour, _, dash)) in enumerate(entries):
        at = y - row * SIZE * 1.45 / 72 / height
        axes.plot(
            [x, x + 0.3 / width], [at, at], color=colour, ls=dash, lw=2.0, transform=axes.transAxes
        )
        axes.text(x + 0.38 / width, at, name, va="center", color=INK, transform=axes.transAxes)


def note(axes: Axes, x: float, y: float, text: str, ha: str = "left") -> None:
    """A small remark inside the axes, at fractions of their size."""
    axes.text(
        x, y, text, color=MUTED, fontsize=SIZE - 1, ha=ha, va="center", transform=axes.transAxes
    )
