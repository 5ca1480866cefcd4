"""What each factor of a sweep does: means at its levels, over all else; and two together."""

from __future__ import annotations

import textwrap
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.report import numbers
from sim.report.charts.chart import Chart, Panel
from sim.report.charts.marks import quiet_ticks
from sim.report.charts.style import COLOURS, HEAT, INK, MUTED, SIZE
from sim.report.charts.svg import TIP
from sim.report.data.measures import Estimate, Gauge
from sim.report.data.sweep import Effect, Factor, Surface, SweepInput
from sim.report.texts.sweep import low, named, swing
from sim.report.words import brief

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 1.75
BOTTOM = 0.62
CELL = 0.34
MOST_FACTORS, MOST_WRITTEN = 8, 9
"""Factors that are drawn; levels each way of a heat map with its numbers written."""


class _Panel(NamedTuple):
    gauge: Gauge
    factor: Factor
    effect: Effect
    span: tuple[float, float]
    middle: float


def effects_chart(data: SweepInput) -> Chart | None:
    """A row for each factor, a column for each of the two measures; None if nothing is known."""
    spans = [_span(effects) for effects in data.effects[:2]]
    factors = data.by_size[:MOST_FACTORS]
    shown = [
        _Panel(gauge, data.factors[at], effect, span[:2], span[2])
        for at in factors
        for gauge, effects, span in zip(data.gauges[:2], data.effects, spans, strict=False)
        if (effect := effects[at]) is not None and span is not None
    ]
    if not shown:
        return None
    left_out = len(data.factors) - len(factors)
    caption = "Means over all points that have a value, whatever else they have. All panels of a "
    caption += "measure share their scale, so that sizes can be compared; the line is the mean of "
    caption += "all levels. "
    if data.replications > 1:
        caption += "Intervals: 95 %, over replications. "
    if not data.balanced:
        caption += "The points were not balanced: levels differ also by where their points happen "
        caption += "to lie in the other factors, of which the intervals do not tell. "
    if left_out:
        caption += f"The {len(factors)} factors that do most; {left_out} more are in the table."
    return Chart(
        name="effects",
        title="Means at each level",
        caption=caption.strip(),
        alt="Means by level of each factor. "
        + "; ".join(f"{p.factor.name} in {low(p.gauge)}: swing {swing(p.effect)}" for p in shown)
        + ".",
        panels=tuple(Panel(partial(_draw, one), HEIGHT, BOTTOM) for one in shown),
        columns=2 if all(spans) else 1,
        left=0.62,
        right=0.2,
        narrow_left=0.55,
        narrow_right=0.15,
    )


def _span(effects: tuple[Effect | None, ...]) -> tuple[float, float, float] | None:
    """Lowest and highest value to draw of a measure, and the middle, as a reader sees them."""
    known = [one for effect in effects if effect is not None for one in effect.means]
    ends = [value for one in known for value in one[:3] if isfinite(value)]
    if not ends:
        return None
    factor = numbers.scaled(known[0].unit)[0]
    below, above = factor * min(ends), factor * max(ends)
    room = 0.08 * (above - below or abs(above) or 1.0)
    means = [one.mean for one in known if isfinite(one.mean)]
    return below - room, above + room, factor * sum(means) / len(means)


def _draw(one: _Panel, axes: Axes, wide: bool) -> None:
    factor, unit = numbers.scaled(one.gauge.unit)
    at = one.factor.at or tuple(map(float, range(len(one.factor.names))))
    means = [factor * estimate.mean for estimate in one.effect.means]
    axes.axhline(one.middle, color=MUTED, lw=0.8, ls=(0, (4, 3)), zorder=1)
    if one.factor.at:
        axes.plot(at, means, color=COLOURS[1], lw=1.2, zorder=2)
    for x, name, estimate in zip(at, one.factor.names, one.effect.means, strict=True):
        if isfinite(estimate.low):
            ends = [factor * estimate.low, factor * estimate.high]
            axes.plot([x, x], ends, color=COLOURS[1], lw=1.6, solid_capstyle="butt")
        told = f"{name}: {numbers.mean(estimate)} {unit} {numbers.around(estimate)}".strip()
        axes.plot(x, factor * estimate.mean, "o", ms=5, mew=0, color=COLOURS[1], gid=TIP + told)
    axes.set_ylim(*one.span)
    room = 0.06 * (max(at) - min(at)) if one.factor.at and len(at) > 1 else 0.5
    axes.set_xlim(min(at) - room, max(at) + room)
    quiet_ticks(axes, "y", 4)
    _name_levels(axes, one.factor, wide)
    axes.set_xlabel(brief(named(one.factor), 60 if wide else 46))
    axes.set_title(f"{one.gauge.title}, {unit}" if unit else one.gauge.title)


def _name_levels(axes: Axes, factor: Factor, wide: bool) -> None:
    """Numbers on a scale, other values below their marks."""
    if factor.at and len(factor.at) > 7:
        quiet_ticks(axes, "x", 6)
        axes.grid(visible=False, axis="x")
    elif factor.at and not factor.binned:
        axes.set_xticks(factor.at, labels=[f"{value:g}" for value in factor.at])
    elif factor.at:
        quiet_ticks(axes, "x", 6)
        axes.grid(visible=False, axis="x")
    else:
        room = max(5, int((50 if wide else 42) / len(factor.names)))
        lines = [textwrap.wrap(brief(name, 2 * room), room)[:2] for name in factor.names]
        axes.set_xticks(range(len(lines)), labels=["\n".join(each) for each in lines])
    axes.tick_params(axis="x", labelcolor=INK if not factor.at else MUTED)


def surface_chart(data: SweepInput) -> Chart | None:
    """Heat maps of the two measures by the two factors that matter most, where that is known."""
    if not data.surfaces:
        return None
    across, down = data.surfaces[0].across, data.surfaces[0].down
    few = len(across.names) <= MOST_WRITTEN and len(down.names) <= 2 * MOST_WRITTEN
    return Chart(
        name="together",
        title="The two factors that do most, together",
        caption=f"Means over all else, by {across.name} (across) and {down.name} (down); the "
        "lighter, the more. Where the colours change alike in every row, the two do not depend on "
        "each other.",
        alt=f"Heat maps of {' and '.join(low(one.gauge) for one in data.surfaces)} by "
        f"{across.name} and {down.name}.",
        panels=tuple(
            Panel(partial(_surface, one, few), max(0.9, CELL * len(down.names)), BOTTOM)
            for one in data.surfaces
        ),
        columns=2,
        left=1.0,
        right=0.15,
        narrow_left=0.95,
        narrow_right=0.1,
    )


def _surface(one: Surface, few: bool, axes: Axes, wide: bool) -> None:
    factor, unit = numbers.scaled(one.gauge.unit)
    means = factor * one.means
    least, most = float(np.nanmin(means)), float(np.nanmax(means))
    axes.imshow(means, cmap=HEAT, vmin=least, vmax=most, aspect="auto", interpolation="none")
    columns, rows = len(one.across.names), len(one.down.names)
    places = _places(one, factor)
    if few:
        for row in range(rows):
            for column in range(columns):
                _write(axes, column, row, float(means[row, column]), (least, most), places)
    room = max(4, int((46 if wide else 36) / columns))
    names = ["\n".join(textwrap.wrap(brief(n, 2 * room), room)[:2]) for n in one.across.names]
    axes.set_xticks(range(columns), labels=names)
    axes.set_yticks(range(rows), labels=[brief(name, 13) for name in one.down.names])
    axes.tick_params(axis="both", length=0, labelcolor=INK)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.set_xlabel(brief(named(one.across), 56 if wide else 44))
    span = f"{numbers.number(least, places)} to {numbers.number(most, places)}"
    axes.set_title(f"{one.gauge.title}: {span} {unit}".strip())


def _places(one: Surface, factor: float) -> int:
    """Decimals of all cells: those that the middle one of their intervals supports."""
    halves = one.halves[np.isfinite(one.halves) & (one.halves > 0.0)]
    middle = float(np.median(halves)) if len(halves) else float("nan")
    mean = float(np.nanmax(np.abs(one.means)))
    return numbers.decimals(Estimate(mean, mean - middle, mean + middle, one.gauge.unit), factor)


def _write(
    axes: Axes, x: int, y: int, value: float, span: tuple[float, float], places: int
) -> None:
    """A number on its cell: white on dark, black on light."""
    if isfinite(value):
        dark = value < (span[0] + span[1]) / 2
        axes.text(
            x, y, numbers.number(value, places), ha="center", va="center",
            color="#ffffff" if dark else "#000000", fontsize=SIZE - 1,
        )  # fmt: skip
