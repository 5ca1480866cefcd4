"""A week as a picture: what waits at each hour of the week, one line per variant."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Floats = npt.NDArray[np.float64]

COLOURS = ("#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""Okabe & Ito (2008): told apart by colour-blind readers too."""
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def draw_week(title: str, unit: str, lines: Mapping[str, Floats]) -> Figure:
    """A figure of lines over the week; each array has shape (168,), Monday 00:00 first."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 3.6), layout="constrained")
    axes = figure.add_subplot()
    axes.axvspan(120, 168, color="0.93", lw=0)
    for place, (name, values) in enumerate(lines.items()):
        colour = COLOURS[place % len(COLOURS)]
        axes.plot(np.arange(169), np.append(values, values[0]), color=colour, lw=1.6, label=name)
    axes.set_title(title, loc="left", fontsize=11)
    axes.set_ylabel(unit)
    axes.set_xlim(0, 168)
    axes.set_ylim(bottom=0)
    axes.set_xticks(np.arange(0, 168, 24), labels=[])
    axes.set_xticks(np.arange(12, 168, 24), labels=DAYS, minor=True)
    axes.tick_params(axis="x", which="minor", length=0)
    axes.grid(axis="x", color="0.85", lw=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=9, loc="upper center")
    return figure


def save_figure(figure: Figure, path: Path) -> None:
    """Write a figure as PNG, without dates or versions inside."""
    figure.savefig(path, dpi=120, metadata={"Software": None})
