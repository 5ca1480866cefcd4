"""Satisfaction against cost, each variant with its uncertainty, the front marked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from sim.report import numbers
from sim.report.charts.chart import Chart, Panel
from sim.report.charts.marks import cross, name_points, note, quiet_ticks
from sim.report.charts.style import MUTED, look
from sim.report.charts.svg import TIP
from sim.report.data.comparison import ReportInput
from sim.report.data.front import COST, SATISFIED, drawn, left_out, per_week, undominated
from sim.report.data.measures import Estimate
from sim.report.numbers import rescaled
from sim.report.texts.titles import at_once
from sim.report.words import brief, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 3.0
QUARTER = (1.25, 0.3)
"""Inches that the name of a quarter takes."""


class Spot(NamedTuple):
    """Where a variant stands, with its intervals: cost to the right, satisfaction upwards."""

    place: int
    name: str
    x: Estimate
    y: Estimate


def price_chart(data: ReportInput) -> Chart | None:
    """The values with their own intervals and, beside them, the paired differences.

    None where satisfaction is not known of any variant.
    """
    panels = (partial(_values, data), partial(_differences, data))
    front = [label(name) for name in undominated(data)]
    if not front:
        return None
    return Chart(
        name="price",
        title="Satisfaction against cost",
        caption="First: each variant with its own 95 % intervals. Then: paired differences from "
        f"{label(data.baseline.name)}, which common random numbers make sharper, with 95 % "
        f"intervals{at_once(data)}. Filled marks, joined by a line, are on the front: no other "
        "variant satisfies as many for as little. "
        "Hollow marks are beaten by another variant." + left_out(data).replace("Drawn", "Named"),
        alt="Scatter plots of the share of satisfied customers against cost per week. On the "
        f"front: {', '.join(front)}. The numbers are in the table of variants.",
        panels=tuple(Panel(draw, HEIGHT) for draw in panels),
        columns=2,
        left=0.6,
        right=0.2,
        narrow_left=0.55,
        narrow_right=0.15,
    )


def _values(data: ReportInput, axes: Axes, wide: bool) -> None:
    spots = [
        Spot(place, v.name, per_week(v.kpis[COST], data.weeks), rescaled(v.kpis[SATISFIED]))
        for place, v in enumerate(data.variants)
    ]
    _draw(data, axes, spots)
    axes.set_title("Satisfied customers, %")
    axes.set_xlabel(f"cost, {data.currency} per week (← better)")


def _differences(data: ReportInput, axes: Axes, wide: bool) -> None:
    nothing = Estimate(0.0, float("nan"), float("nan"), "")
    spots = [Spot(0, data.baseline.name, nothing, nothing)]
    for place, variant in enumerate(data.variants[1:], 1):
        cost, satisfied = (variant.differences[kpi].estimate for kpi in (COST, SATISFIED))
        spots.append(Spot(place, variant.name, per_week(cost, data.weeks), rescaled(satisfied)))
    axes.axhline(0, color=MUTED, lw=0.8)
    axes.axvline(0, color=MUTED, lw=0.8)
    _draw(data, axes, spots, crossed=True)
    axes.set_title(f"Satisfied customers, % points from {label(data.baseline.name)}")
    axes.set_xlabel(f"difference in cost, {data.currency} per week (← better)")
    _name_quarters(axes)


def _name_quarters(axes: Axes) -> None:
    """What it means to lie left or right of the baseline, above or below; where there is room."""
    figure = axes.get_figure()
    assert figure is not None
    width, height = axes.get_position().size * figure.get_size_inches()  # type: ignore[union-attr]
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    across, up = -left / (right - left), -low / (high - low)
    for room, x, ha, cheap in ((across, 0.01, "left", True), (1.0 - across, 0.99, "right", False)):
        for space, y, good in ((1.0 - up, 0.97, True), (up, 0.03, False)):
            if room * width > QUARTER[0] and space * height > QUARTER[1]:
                joined = "and" if good == cheap else "but"
                cost = "cheaper" if cheap else "more expensive"
                note(axes, x, y, f"{'better' if good else 'worse'} {joined} {cost}", ha)


def _draw(data: ReportInput, axes: Axes, spots: Sequence[Spot], crossed: bool = False) -> None:
    """``crossed``: lines at 0 are drawn already. A spot that is not known is left out."""
    spots = [spot for spot in spots if isfinite(spot.x.mean) and isfinite(spot.y.mean)]
    front = undominated(data)
    line = sorted((spot.x.mean, spot.y.mean) for spot in spots if spot.name in front)
    axes.plot(*zip(*line, strict=True), color=MUTED, lw=1.0, drawstyle="steps-post", zorder=1)
    for spot in spots:
        colour, marker, _ = look(spot.place)
        cross(axes, spot.x, spot.y, color=colour, lw=1.6)
        told = (
            f"{label(spot.name)}: {numbers.mean(spot.y)} ({numbers.interval(spot.y)}) satisfied, "
            f"cost {numbers.mean(spot.x)} ({numbers.interval(spot.x)})"
        )
        axes.plot(
            spot.x.mean, spot.y.mean, marker, ms=7, color=colour, mew=1.6, gid=TIP + told,
            mfc=colour if spot.name in front else "none",
        )  # fmt: skip
    axes.margins(x=0.22, y=0.2)
    quiet_ticks(axes, "x", 4)
    quiet_ticks(axes, "y", 5)
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    lines = [(a[0], b[0], a[1], a[1]) for a, b in pairwise(line)]
    lines += [(b[0], b[0], a[1], b[1]) for a, b in pairwise(line)]
    lines += [(*spot.x[1:3], spot.y.mean, spot.y.mean) for spot in spots if isfinite(spot.x.low)]
    lines += [(spot.x.mean, spot.x.mean, *spot.y[1:3]) for spot in spots if isfinite(spot.y.low)]
    if crossed:
        lines += [(left, right, 0.0, 0.0), (0.0, 0.0, low, high)]
    named = [spot for spot in spots if spot.place in drawn(data)]
    name_points(axes, [(spot.x.mean, spot.y.mean, brief(spot.name, 30)) for spot in named], lines)
