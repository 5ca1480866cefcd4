"""A week as a picture, by hour: demand, staff, waiting, backlog, and occupancy by team."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

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
from sim.report.charts.style import HEAT, MUTED, SIZE, look
from sim.report.data.comparison import ReportInput, Variant
from sim.report.data.front import drawn, left_out
from sim.report.data.measures import Curve
from sim.report.texts.titles import names, row_names
from sim.report.words import brief, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 1.25
WEEK_H = 168
LEAST_NEEDS = 30
"""Times of the week with fewer needs, all replications together, tell nothing of resolution."""
TEAM_ROW, ROW = 0.2, 0.3
"""Inches of a row with a name of one line, and of two."""
END, LETTER = 0.5, 0.075
"""Inches from the end of a line to its name, and those that a letter takes."""
LEAST_ROOM, MOST_ROOM = 1.75, 3.2
LEAST_STAFF = 0.05
"""Agents on duty on average below which a cell stays empty: somebody finishing a last call."""


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
        right=_room(data),
        narrow_left=0.42,
        key=key_of(names(data), "line", drawn(data)),
    )


def _room(data: ReportInput) -> float:
    """Inches beside the panels for the names at the ends of lines."""
    longest = max(len(name) for name in names(data))
    return min(MOST_ROOM, max(LEAST_ROOM, END + LETTER * longest))


def _some(data: ReportInput, row: Row) -> bool:
    return any(
        np.nanmax(np.array(variant.curves[row.curve].mean), initial=0.0) > 0.0
        for variant in data.variants
    )


def _draw(data: ReportInput, row: Row, height: float, axes: Axes, wide: bool) -> None:
    week_axis(axes)
    ends, most = [], round((_room(data) - END) / LETTER)
    for place in stacked(data):
        variant = data.variants[place]
        colour, _, dash = look(place)
        mean, half = _values(data, variant.curves[row.curve])
        last = mean[np.flatnonzero(np.isfinite(mean))[-1:]]
        ends.append(
            End(
                float(last[0]) if len(last) else 0.0,
                brief(variant.name, most),
                colour,
            )
        )
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


def occupancy_chart(data: ReportInput) -> Chart | None:
    """A panel for each team that is ever on duty, below a scale; None if none is."""
    row = ROW if any("\n" in name for name in row_names(data)) else TEAM_ROW
    height = max(0.3, row * len(data.variants))
    teams = [team for team in data.teams if any(_on_duty(v, team).any() for v in data.variants)]
    if not teams:
        return None
    panels = [Panel(_scale, 0.1, 0.28, 0.25)]
    panels += [Panel(partial(_draw_occupancy, data, team), height, TICKS) for team in teams]
    return Chart(
        name="occupancy",
        title="Occupancy by team and hour",
        caption="Share of the time on duty with work in hand, by hour of the week; empty where "
        "nobody is on duty. Long stretches near 100 % leave no slack, dark ones pay for idling.",
        alt="Heat maps of occupancy by hour of the week for each team and variant. In all: "
        + "; ".join(_told(data, team) for team in teams)
        + ".",
        panels=tuple(panels),
        left=1.4,
        narrow_left=1.35,
        narrow_right=0.22,
    )


def _told(data: ReportInput, team: str) -> str:
    shares = [_share(variant, team) for variant in data.variants]
    return f"{label(team)}: {', '.join(shares)}"


def _share(variant: Variant, team: str) -> str:
    busy = variant.kpis[f"teams.{team}.occupancy"].mean
    return f"{label(variant.name)} " + (f"{100 * busy:.0f} %" if isfinite(busy) else "off duty")


def _on_duty(variant: Variant, team: str) -> npt.NDArray[np.bool_]:
    """In which hours of the week there is somebody."""
    staff = np.nan_to_num(np.array(variant.curves[f"week.staffed.{team}"].mean))
    return np.asarray(staff >= LEAST_STAFF)


def _draw_occupancy(data: ReportInput, team: str, axes: Axes, wide: bool) -> None:
    rows = []
    for variant in data.variants:
        busy = np.array(variant.curves[f"week.occupancy.{team}"].mean)
        rows.append(np.where(_on_duty(variant, team), busy, np.nan))
    n = len(rows)
    week_axis(axes)
    axes.imshow(
        np.array(rows), cmap=HEAT, vmin=0, vmax=1, aspect="auto", interpolation="none",
        extent=(0, 168, n - 0.5, -0.5),
    )  # fmt: skip
    axes.set_yticks(range(n), labels=row_names(data))
    for row in range(1, n):
        axes.axhline(row - 0.5, color=MUTED, lw=0.3)
    axes.set_title(label(team))


def _scale(axes: Axes, wide: bool) -> None:
    axes.imshow(
        np.linspace(0, 1, 64)[None, :], cmap=HEAT, aspect="auto", interpolation="none",
        extent=(0, 100, 0, 1),
    )  # fmt: skip
    axes.set_yticks([])
    axes.set_title("Busy share of the time on duty", fontweight="normal", pad=4)
    axes.set_xticks([0, 25, 50, 75, 100], labels=["0 %", "25 %", "50 %", "75 %", "100 %"])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="x", labelsize=SIZE - 1)
