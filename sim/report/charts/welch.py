"""The Welch plot: a measure week by week, its moving average, and the recommended cut."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.report import numbers
from sim.report.charts.chart import unknown_letters

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.experiment.warm_up import Settling


def save_welch(result: Settling, path: Path) -> Path:
    """Draw the weeks of a study into a picture (PNG, SVG or PDF by its ending).

    Raises OSError when it cannot be written, ValueError for another ending.
    """
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    found, (factor, unit) = result.found, numbers.scaled(result.unit)
    weeks = np.arange(1, result.weeks + 1)
    figure = Figure(figsize=(7.0, 3.6), layout="constrained")
    axes = figure.subplots()
    axes.fill_between(
        weeks, factor * found.by_week.low, factor * found.by_week.high,
        color="#0072B2", alpha=0.15, lw=0, label="95 % interval",
    )  # fmt: skip
    axes.plot(weeks, factor * found.by_week.mean, "o-", color="#0072B2", ms=3, lw=0.8, label="mean")
    axes.plot(weeks, factor * found.smoothed, color="#D55E00", lw=2.0, label="moving average")
    _cut(axes, found.weeks, "recommended", "--")
    if result.stated_weeks != found.weeks:
        _cut(axes, result.stated_weeks, "stated", ":")
    axes.set(
        xlabel="week from the empty start",
        ylabel=f"{result.kpi}, {unit}",
        title=f"{result.scenario}: means of {result.replications} replications",
    )
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    figure.legend(loc="outside lower center", ncols=3, frameon=False, fontsize="small")
    axes.spines[["top", "right"]].set_visible(False)
    with unknown_letters():
        figure.savefig(path, dpi=160)
    return path


def _cut(axes: Axes, weeks: float, what: str, dashes: str) -> None:
    """A line after the weeks that a warm-up leaves out."""
    axes.axvline(
        weeks + 0.5, color="#555555", ls=dashes, lw=1.0, label=f"{what}: {weeks:g} left out"
    )
