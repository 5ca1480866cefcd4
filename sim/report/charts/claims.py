"""A small picture of a claim: its contrasts in both firms, in multiples of what would matter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.report.charts.style import COLOURS, GRID, INK, MUTED, PAPER, SHADE, settings
from sim.report.texts.claims import firm_words
from sim.report.words import label

LINEAR = 2.0
"""Thresholds up to which the axis is even; beyond it is one of powers of ten."""


def draw_claim(claim: dict[str, Any], path: Path) -> None:
    """Write the picture as SVG. Raises OSError."""
    import matplotlib
    from matplotlib.figure import Figure

    rows = [
        (trial["firm"], contrast) for trial in claim["trials"] for contrast in trial["contrasts"]
    ]
    firms = [trial["firm"] for trial in claim["trials"]]
    with matplotlib.rc_context(settings(claim["name"])):
        figure = Figure(
            figsize=(7.2, 0.6 + 0.28 * len(rows)), facecolor=PAPER, layout="constrained"
        )
        axes = figure.subplots()
        axes.set_facecolor(PAPER)
        axes.axvspan(-1, 1, color=SHADE, zorder=0)
        axes.axvline(0, color=MUTED, linewidth=0.8, zorder=1)
        names = []
        for at, (firm, contrast) in enumerate(rows):
            colour = COLOURS[1 + firms.index(firm)]
            if contrast["mean"] is not None and contrast["low"] is not None:
                mean, low, high = (
                    contrast[key] / contrast["threshold"] for key in ("mean", "low", "high")
                )
                axes.plot([low, high], [at, at], color=colour, linewidth=2)
                axes.plot([mean], [at], "o" if contrast["primary"] else "s", color=colour)
            names.append(
                f"{label(contrast['measure'])}: {contrast['expected']}, {firm_words(firm)}"
            )
        axes.set_yticks(range(len(rows)), names)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xscale("symlog", linthresh=LINEAR)
        reach = max([LINEAR, *map(abs, axes.get_xlim())])
        axes.set_xlim(-reach, reach)
        ticks = [0.0, *(10.0**power for power in range(5) if 10.0**power <= reach)]
        axes.set_xticks(sorted({sign * tick for tick in ticks for sign in (-1.0, 1.0)}))
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:+g}" if value else "0")
        axes.minorticks_off()
        axes.tick_params(colors=INK, length=0)
        axes.grid(axis="x", color=GRID, linewidth=0.6)
        axes.set_xlabel("difference, in thresholds (shaded: too small to matter)")
        for side in axes.spines.values():
            side.set_visible(False)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
