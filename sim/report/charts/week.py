"""A week as a picture: demand, staff, waiting, backlog and patience asked, by hour of week."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.report.charts.chart import TICKS, Chart, Panel, key_of
from sim.report.charts.marks import (
    End,
    Floats,
    line_width,
    name_ends,
    quiet_ticks,
    stacked,
    week_axis,
)
from sim.report.charts.style import look
from sim.report.data.comparison import Curve, ReportInput
from sim.report.data.front import drawn, left_out
from sim.report.words import brief, names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 1.25
WEEK_H = 168
LEAST_NEEDS = 30
"""Times of the week with fewer needs, all replications together, tell nothing of resolution."""


class Row(NamedTuple):
    """A panel: the curve and its title; counts of people go in steps, with no name at night."""

    curve: str
    title: str
    steps: bool = False
    named: bool = False


ROWS = (
    Row("week.needs", "Demand: needs arising per hour"),
    Row("week.staffed", "Staff: agents on duty", steps=True),
    Row("week.waiting", "Waiting: contacts in a line", named=True),
    Row("week.backlog", "Backlog: tasks not done", named=True),
    Row("week.met_h", "Hours until a need is met, by when it arises", steps=True, named=True),
)


def week_chart(
    data: ReportInput, rows: Sequence[Row] = ROWS, height: float = HEIGHT
) -> Chart | None:
    """The week, one panel below the other so that the hours stand above each other.

    None if nothing happens in any hour.
    """
    panels = tuple(
        Panel(partial(_draw, data, row, height), height, TICKS) for row in rows if _some(data, row)
    )
    if not panels:
        return None
    return Chart(
        name="week",
        title="A week as a picture",
        caption="Means by hour of the week over the measured weeks of all replications; bands: "
        "95 % intervals. Saturday and Sunday are shaded. In the last panel unmet needs count as "
        "the longest time looked at."
        + (" Where a variant has no line, it equals the baseline." if data.others else "")
        + left_out(data),
        alt=f"Line charts over the hours of a week, Monday to Sunday, for "
        f"{', '.join(names(data))}: demand, staff on duty, contacts waiting, backlog of "
        "tasks, and hours until a need is met. "
        "The numbers by day are in the table below.",
        panels=panels,
        left=0.5,
        right=1.75,
        narrow_left=0.42,
        key=key_of(names(data), "line", drawn(data)),
    )


def _some(data: ReportInput, row: Row) -> bool:
    return any(
        np.nanmax(np.array(variant.curves[row.curve].mean), initial=0.0) > 0.0
        for variant in data.variants
    )


def _draw(data: ReportInput, row: Row, height: float, axes: Axes, wide: bool) -> None:
    week_axis(axes)
    ends = []
    for place in stacked(data):
        variant = data.variants[place]
        colour, _, dash = look(place)
        mean, half = _values(data, variant.curves[row.curve])
        last = mean[np.flatnonzero(np.isfinite(mean))[-1:]]
        ends.append(End(float(last[0]) if len(last) else 0.0, brief(variant.name), colour))
        if place and variant.curves[row.curve] == data.baseline.curves[row.curve]:
            continue  # nothing to tell from the baseline, as with demand
        hours = np.linspace(0, 168, len(mean) + 1)
        mean, half = np.append(mean, mean[-1:]), np.append(half, half[-1:])
        axes.plot(
            hours, mean, color=colour, ls=dash, lw=line_width(data, place),
            drawstyle="steps-post" if row.steps else "default",
        )  # fmt: skip
        axes.fill_between(
            hours, np.maximum(mean - half, 0.0), mean + half, color=colour, alpha=0.18, lw=0,
            step="post" if row.steps else None,
        )  # fmt: skip
    axes.set_ylim(bottom=0)
    quiet_ticks(axes, "y", 4)
    axes.set_title(row.title)
    if wide and row.named and data.others:
        name_ends(axes, ends, height)


def _values(data: ReportInput, curve: Curve) -> tuple[Floats, Floats]:
    mean, half = np.array(curve.mean), np.nan_to_num(np.array(curve.half))
    if len(mean) < WEEK_H:
        needs = np.nan_to_num(np.array(data.baseline.curves["week.needs"].mean))
        counts = needs.reshape(len(mean), -1).sum(1) * data.weeks * data.replications
        mean = np.where(counts < LEAST_NEEDS, np.nan, mean)
    return mean, half
