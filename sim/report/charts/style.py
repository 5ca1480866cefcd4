"""How charts look: colours, sizes, and the marks by which variants are told apart."""

from __future__ import annotations

from typing import Any, NamedTuple

INK, MUTED, GRID, SHADE, PAPER = "#1d1f24", "#62666f", "#dadde2", "#eef0f3", "#fefefe"
"""Text, lesser text, grid lines, weekends, background: light, as in pictures and in print."""

COLOURS = ("#000001", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
"""Okabe & Ito (2008): told apart by colour-blind readers too. Black is the baseline's."""

VARIABLES = {
    INK: "--ink",
    MUTED: "--muted",
    GRID: "--grid",
    SHADE: "--shade",
    PAPER: "--paper",
    **{colour: f"--c{place}" for place, colour in enumerate(COLOURS)},
}
"""The style sheet's names of these colours, which it sets for light and for dark."""

MARKERS = ("o", "s", "D", "^", "v", "P", "X")
DASHES: tuple[Any, ...] = (
    "-", (0, (5, 1.5)), (0, (1.5, 1.2)), (0, (7, 1.5, 1.5, 1.5)), (0, (10, 2)),
)  # fmt: skip
"""Of lines, which are told apart by them as well as by colour."""
HEAT = "cividis"
"""Even in lightness for every kind of colour vision (Nuñez, Anderton & Renslow 2018)."""

SIZE = 9.0
"""Of text, in points."""


class Look(NamedTuple):
    """How a variant is drawn everywhere."""

    colour: str
    marker: str
    dash: Any


def look(place: int) -> Look:
    """The look of the variant at a place of the comparison; the baseline has place 0."""
    n = len(COLOURS)
    turn = place + place // n
    return Look(COLOURS[place % n], MARKERS[turn % n], DASHES[turn % len(DASHES)])


def settings(name: str) -> Any:
    """Matplotlib's settings for the chart ``name``; text stays text, ids are repeatable."""
    return {
        "svg.fonttype": "none",
        "svg.hashsalt": name,
        "text.parse_math": False,
        "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans"],
        "font.size": SIZE,
        "axes.titlesize": SIZE,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.titlepad": 8.0,
        "axes.titlecolor": INK,
        "axes.labelsize": SIZE,
        "axes.labelcolor": MUTED,
        "axes.edgecolor": MUTED,
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.facecolor": "none",
        "axes.axisbelow": True,
        "figure.facecolor": "none",
        "text.color": INK,
        "grid.color": GRID,
        "grid.linewidth": 0.6,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.labelcolor": MUTED,
        "ytick.labelcolor": MUTED,
        "xtick.labelsize": SIZE,
        "ytick.labelsize": SIZE,
        "xtick.major.width": 0.6,
        "ytick.major.width": 0.6,
        "xtick.major.size": 3.0,
        "ytick.major.size": 0.0,
        "xtick.minor.size": 0.0,
        "lines.linewidth": 1.6,
        "lines.solid_joinstyle": "round",
    }
