"""The Welch plot: a measure week by week, its moving average, and the recommended cut."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sim.experiment.settling import Settling


def save_welch(result: Settling, path: Path) -> Path:
    """Draw the weeks of a study into a picture (PNG, SVG or PDF by its ending).

    Raises OSError when it cannot be written, ValueError for another ending.
    """
    from matplotlib.figure import Figure

    found = result.found
    weeks = np.arange(1, result.weeks + 1)
    figure = Figure(figsize=(7.0, 3.6), layout="constrained")
    axes = figure.subplots()
    axes.fill_between(
        weeks, found.by_week.low, found.by_week.high, color="#0072B2", alpha=0.15, lw=0
    )
    axes.plot(weeks, found.by_week.mean, "o-", color="#0072B2", ms=3, lw=0.8, label="mean")
    axes.plot(weeks, found.smoothed, color="#D55E00", lw=2.0, label="moving average")
    axes.axvline(found.weeks + 0.5, color="#555555", ls="--", lw=1.0)
    axes.annotate(
        f" leave out {found.weeks}",
        (found.weeks + 0.5, 1.0),
        xycoords=("data", "axes fraction"),
        va="top",
        color="#555555",
    )
    axes.set(
        xlabel="week from the empty start",
        ylabel=f"{result.kpi}, {result.unit}",
        title=f"{result.scenario}: {result.replications} replications, 95 % intervals",
    )
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=160)
    return path
