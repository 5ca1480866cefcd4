"""Occupancy by team and hour of the week: a row for each variant, white where nobody works."""

from __future__ import annotations

from functools import partial
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sim.report.charts.chart import TICKS, Chart, Panel
from sim.report.charts.marks import week_axis
from sim.report.charts.style import HEAT, MUTED, SIZE
from sim.report.data.comparison import ReportInput, Variant
from sim.report.words import label, names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW = 0.2
LEAST_STAFF = 0.05
"""Agents on duty on average below which a cell stays empty: somebody finishing a last call."""


def occupancy_chart(data: ReportInput) -> Chart | None:
    """A panel for each team that is ever on duty, below a scale; None if none is."""
    height = max(0.3, ROW * len(data.variants))
    teams = [team for team in data.teams if any(_on_duty(v, team).any() for v in data.variants)]
    if not teams:
        return None
    panels = [Panel(_scale, 0.1, 0.28, 0.25)]
    panels += [Panel(partial(_draw, data, team), height, TICKS) for team in teams]
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


def _draw(data: ReportInput, team: str, axes: Axes, wide: bool) -> None:
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
    axes.set_yticks(range(n), labels=names(data))
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
