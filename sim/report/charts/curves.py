"""Distributions: how long needs stay unmet, how long contacts wait, how late promises are kept."""

from __future__ import annotations

from functools import partial
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sim.report import numbers
from sim.report.charts.chart import TICKS, Chart, Panel, key_of
from sim.report.charts.marks import (
    Floats,
    line_width,
    name_lines,
    note,
    per_cent_axis,
    stacked,
    time_axis,
)
from sim.report.charts.style import GRID, INK, MUTED, Look, look
from sim.report.clock import short
from sim.report.data.comparison import Channel, ReportInput
from sim.report.data.front import drawn, left_out
from sim.report.texts.titles import names
from sim.report.words import label, listed
from sim.time_units import HOUR

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT, SMALL = 2.6, 1.8
CAP = "resolution.cap_h"
RARE = 0.004
"""A share below which a curve is as good as on its axis."""


def resolution_chart(data: ReportInput) -> Chart | None:
    """Survival curves of the time to resolution; None if no need was measured."""
    if not _known(data, "resolution"):
        return None
    return Chart(
        name="resolution",
        title="How long needs stay unmet",
        caption="Share of all measured needs that are not met after a time (logarithmic). What "
        "never falls is denied, given up, lost or open. Bands: 95 % intervals." + left_out(data),
        alt="Survival curves of the time from need to met, by variant: " + _quartiles(data),
        panels=(Panel(partial(_resolution, data), HEIGHT, TICKS),),
        left=0.6,
        right=0.2,
        narrow_left=0.5,
        key=key_of(names(data), "line", drawn(data)),
        labelled=True,
    )


def waits_chart(data: ReportInput) -> Chart | None:
    """Survival curves of waits, a panel for each channel that somebody waited on, with the
    service target; None if there is none."""
    channels = [one for one in data.channels if _known(data, f"waits.{one.name}")]
    if not channels:
        return None
    unused = [label(one.name) for one in data.channels if one not in channels]
    return Chart(
        name="waits",
        title="Waits for an answer",
        caption="Share of offered contacts that waited longer than a time, until the answer or "
        "until they gave up. The ring marks the service target: curves should pass to the left "
        "of it and below."
        + (f" Nobody was offered to {listed(unused)}." if unused else "")
        + left_out(data),
        alt="Survival curves of the wait for an answer by channel and variant: "
        + "; ".join(label(channel.name) for channel in channels),
        panels=tuple(Panel(partial(_waits, data, channel), SMALL, TICKS) for channel in channels),
        key=key_of(names(data), "line", drawn(data)),
        columns=min(3, len(channels)),
        left=0.55,
        right=0.15,
        narrow_left=0.5,
    )


def promises_chart(data: ReportInput) -> Chart | None:
    """Distribution of the time met against the time promised; None without promises."""
    if not _known(data, "lateness"):
        return None
    return Chart(
        name="promises",
        title="Waits against the promise",
        caption="Share of promises whose need was met by a time before or after the promised one. "
        "Where a curve crosses the line is the share of promises kept. Bands: 95 % intervals."
        + left_out(data),
        alt="Cumulative distributions of the time at which the need was met, measured from the "
        "promised time, by variant.",
        panels=(Panel(partial(_promises, data), HEIGHT),),
        left=0.6,
        right=0.2,
        narrow_left=0.5,
        key=key_of(names(data), "line", drawn(data)),
        labelled=True,
    )


def _known(data: ReportInput, curve: str) -> bool:
    """Whether some variant has anything to draw."""
    return any(np.isfinite(np.array(v.curves[curve].mean)).any() for v in data.variants)


def _quartiles(data: ReportInput) -> str:
    parts = []
    for variant in data.variants:
        median = variant.kpis["resolution.met_p50_h"]
        known = isfinite(median.mean)
        told = f"median of the met {numbers.mean(median)} h" if known else "none met"
        parts.append(f"{label(variant.name)} {told}")
    return ", ".join(parts) + "."


def _resolution(data: ReportInput, axes: Axes, wide: bool) -> None:
    hours = np.array(data.resolution_h)
    cap = data.baseline.kpis[CAP].mean
    high = cap if isfinite(cap) and cap > hours[0] else hours[-1]
    time_axis(axes, hours[0] * HOUR, high * HOUR, 8 if wide else 5, HOUR)
    lines = _curves(data, "resolution", axes, hours, hours <= high * 1.0001)
    per_cent_axis(axes)
    axes.set_title("Needs not met after …")
    if wide and data.others:
        name_lines(axes, lines, 0.93)


def _waits(data: ReportInput, channel: Channel, axes: Axes, wide: bool) -> None:
    times = np.array(data.waits_s)
    name = f"waits.{channel.name}"
    curves = [np.array(variant.curves[name].mean) for variant in data.variants]
    low, high = _span(times, curves, channel.target_s)
    time_axis(axes, low, high, 4)
    _curves(data, name, axes, times, (times >= low) & (times <= high))
    per_cent_axis(axes)
    axes.set_title(f"{label(channel.name).capitalize()}: still waiting after …")
    if isfinite(channel.target_s):
        _target(axes, channel)


def _span(times: Floats, curves: list[Floats], target_s: float) -> tuple[float, float]:
    """From where the curves begin to fall to where they have fallen, the target included."""
    known = [curve for curve in curves if np.isfinite(curve).any()]
    if not known:
        return 1.0, HOUR
    falls = [times[np.argmax(curve < curve[0] - 0.01 * curve[0])] for curve in known]
    ends = [times[np.argmax(curve < RARE)] if curve.min() < RARE else times[-1] for curve in known]
    low, high = min(falls), max(ends)
    if isfinite(target_s):
        low, high = min(low, target_s / 2), max(high, 2 * target_s)
    return max(times[0], low / 1.5), min(times[-1], high * 1.2)


def _target(axes: Axes, channel: Channel) -> None:
    """A line at the target and a ring on it; a target of 0 s stands at the edge of the axis."""
    edge = axes.get_xlim()[0]
    target_s = max(channel.target_s, edge)
    axes.axvline(target_s, color=MUTED, lw=0.9, ls=(0, (2, 2)), zorder=1)
    left, right = np.log(axes.get_xlim())
    at = (np.log(target_s) - left) / (right - left)
    side, ha = (0.02, "left") if at < 0.55 else (-0.02, "right")
    if isfinite(channel.target_share):
        y = 1.0 - channel.target_share
        axes.plot(
            target_s, y, "o", ms=7, mfc="none", mec=INK, mew=1.2, zorder=6,
            clip_on=target_s > edge,
        )  # fmt: skip
        told = f"target: {100 * channel.target_share:.0f} % in {short(channel.target_s)}"
    else:
        told = f"expected: {short(channel.target_s)}"
    note(axes, at + side, 0.95, told, ha)


def _promises(data: ReportInput, axes: Axes, wide: bool) -> None:
    hours = np.array(data.lateness_h)
    curves = [np.array(variant.curves["lateness"].mean) for variant in data.variants]
    known = [curve for curve in curves if np.isfinite(curve).any()]
    low = min(hours[np.argmax(curve > 0.01)] for curve in known)
    high = max(hours[np.argmax(curve > 0.99 * curve[-1])] for curve in known)
    low, high = 24.0 * np.floor(low / 24.0), 24.0 * np.ceil(high / 24.0)
    if low >= high:  # no need is met anywhere near its promise
        low, high = -24.0, 24.0
    inside = (hours >= low) & (hours <= high)
    axes.set_xlim(low, high)
    step = _day_step((high - low) / 24.0, 8 if wide else 5)
    days = np.arange(np.ceil(low / 24 / step) * step, high / 24 + 0.01, step)
    axes.set_xticks(days * 24, labels=[_day(day) for day in days])
    axes.grid(axis="x", color=GRID)
    axes.axvline(0, color=MUTED, lw=1.2)
    lines = _curves(data, "lateness", axes, hours, inside)
    per_cent_axis(axes)
    axes.set_title("Promises whose need is met by …")
    axes.set_xlabel("days from the promised time")
    at = -low / (high - low)
    note(axes, at - 0.01, 0.05, "in time", "right")
    note(axes, at + 0.01, 0.05, "late")
    if wide and data.others:
        name_lines(axes, lines, 0.5)


def _day_step(days: float, most: int) -> int:
    return next((step for step in (1, 2, 5, 7, 14) if days / step <= most), 28)


def _day(day: float) -> str:
    return "promised" if day == 0 else f"{day:+.0f}".replace("-", "−")


def _curves(
    data: ReportInput, name: str, axes: Axes, x: Floats, inside: npt.NDArray[np.bool_]
) -> list[tuple[str, Look]]:
    """Draw the curve ``name`` of each variant where ``inside``.

    Returns names and looks in the order of the curves where they are furthest apart.
    """
    lines: list[tuple[str, Look, Floats]] = []
    for place in stacked(data):
        variant = data.variants[place]
        curve = variant.curves[name]
        mean, half = (np.array(values)[inside] for values in curve)
        if not np.isfinite(mean).any():
            continue
        seen = look(place)
        axes.plot(x[inside], mean, color=seen.colour, ls=seen.dash, lw=line_width(data, place))
        half = np.nan_to_num(half)
        axes.fill_between(
            x[inside], np.clip(mean - half, 0, 1), np.clip(mean + half, 0, 1), lw=0,
            color=seen.colour, alpha=0.18,
        )  # fmt: skip
        lines.append((label(variant.name), seen, np.nan_to_num(mean)))
    if not lines:
        return []
    heights = np.array([mean for _, _, mean in lines])
    at = int(np.argmax(heights.max(axis=0) - heights.min(axis=0)))
    order = np.argsort(-heights[:, at], kind="stable")
    return [lines[place][:2] for place in order]
