"""Lays panels out in a figure and writes it: as SVG for a page, as PNG for a slide."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sim.durable import writing
from sim.report.charts.style import INK, PAPER, look, settings
from sim.report.charts.svg import inline

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDE, NARROW = 9.6, 3.7
"""Inches of a whole chart on a screen and on a phone; text has the same size on both."""
TOP, BOTTOM, TICKS, KEY = 0.32, 0.42, 0.26, 0.26
"""Inches for a title, for an axis with a label or with ticks alone, for a line of names."""
DPI = 160


class Key(NamedTuple):
    """What a line or a mark stands for."""

    name: str
    form: Literal["line", "mark"]
    colour: str
    marker: str = "s"
    dash: Any = "-"


def key_of(
    names: Sequence[str], form: Literal["line", "mark"], places: Sequence[int]
) -> tuple[Key, ...]:
    """The key of the variants at some places of those named; a single one needs none."""
    entries = tuple(Key(names[place], form, *look(place)) for place in places)
    return entries if len(names) > 1 else ()


@dataclass(frozen=True)
class Panel:
    """One pair of axes; ``draw(axes, wide)`` fills it, ``height`` is that of its axes in inches.

    ``top``, ``bottom``: room for the title above and the axis below, in inches.
    """

    draw: Callable[[Axes, bool], None]
    height: float = 2.0
    bottom: float = BOTTOM
    top: float = TOP


@dataclass(frozen=True)
class Chart:
    """Panels, one at least, with what a reader needs beside them.

    name: of the files. title, caption: around the chart; alt: what somebody who cannot see it is
    told. columns: of the wide form; the narrow one has one. left, right: room beside axes, in
    inches, wide; narrow_left, narrow_right: on a phone. shared_left: panels beside each other
    share the labels of the first. key: what lines, marks and colours stand for, to
    be named above the panels; of the wide form not if ``labelled``, when the panels name them.
    """

    name: str
    title: str
    caption: str
    alt: str
    panels: tuple[Panel, ...]
    key: tuple[Key, ...] = ()
    columns: int = 1
    left: float = 0.6
    right: float = 0.2
    narrow_left: float = 0.5
    narrow_right: float = 0.1
    shared_left: bool = False
    labelled: bool = False


class Drawn(NamedTuple):
    """A chart as ``<svg>`` elements of a page."""

    wide: str
    narrow: str


def draw(chart: Chart, picture: Path | None = None) -> Drawn:
    """Draw both forms; also write the wide one as PNG on white if told where.

    The same chart gives the same bytes: without dates or versions inside.
    """
    import matplotlib

    with matplotlib.rc_context(settings(chart.name)), unknown_letters():
        wide, narrow = figure(chart, True), figure(chart, False)
        if picture is not None:
            with writing(picture) as file:
                wide.savefig(
                    file, format="png", dpi=DPI, facecolor=PAPER, metadata={"Software": None}
                )
        return Drawn(
            inline(_svg(wide), f"{chart.name}-wide", chart.alt),
            inline(_svg(narrow), f"{chart.name}-narrow", chart.alt),
        )


@contextmanager
def unknown_letters() -> Iterator[None]:
    """Letters that the font lacks are drawn as boxes in pictures, without a warning of it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        yield


def _svg(drawing: Figure) -> str:
    text = io.StringIO()
    drawing.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return text.getvalue()


def figure(chart: Chart, wide: bool) -> Figure:
    """The panels side by side (wide) or below each other, each with the same margins."""
    from matplotlib.figure import Figure

    columns = min(chart.columns, len(chart.panels)) if wide else 1
    width = WIDE if wide else NARROW
    left, right = (chart.left, chart.right) if wide else (chart.narrow_left, chart.narrow_right)
    rows = [chart.panels[at : at + columns] for at in range(0, len(chart.panels), columns)]
    heights = [max(p.top + p.height + p.bottom for p in row) for row in rows]
    drawn = chart.key if wide and not chart.labelled else ()
    key = _rows(drawn, width - left) if drawn else []
    whole = Figure(figsize=(width, sum(heights) + KEY * len(key)))
    shared = left if chart.shared_left and columns > 1 else 0.0
    column = (width - shared) / columns
    margin = 0.12 if shared else left
    top = sum(heights)
    for row, height in zip(rows, heights, strict=True):
        for place, panel in enumerate(row):
            x, y = shared + place * column + margin, top - panel.top - panel.height
            axes = _axes(whole, x, y, column - margin - right, panel.height)
            panel.draw(axes, wide)
            if shared and place:
                axes.tick_params(axis="y", labelleft=False)
        top -= height
    _name(whole, key, margin)
    return whole


def _axes(whole: Figure, x: float, y: float, width: float, height: float) -> Axes:
    """Axes at a place given in inches."""
    across, along = whole.get_size_inches()
    return whole.add_axes((x / across, y / along, width / across, height / along))


def _rows(key: tuple[Key, ...], width: float) -> list[list[tuple[float, Key]]]:
    """Entries of a key with their places from the left, in rows of a width in inches."""
    rows: list[list[tuple[float, Key]]] = [[]]
    x = 0.0
    for entry in key:
        size = 0.36 + 0.078 * len(entry.name) + 0.2
        if rows[-1] and x + size > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, entry))
        x += size
    return rows


def _name(whole: Figure, rows: list[list[tuple[float, Key]]], left: float) -> None:
    """Lines of names at the top of the figure."""
    across, along = whole.get_size_inches()
    for row, entries in enumerate(rows):
        axes = _axes(whole, left, along - (row + 1) * KEY, across - left, KEY)
        axes.set_axis_off()
        axes.set_xlim(0, across - left)
        axes.set_ylim(0, 1)
        for x, entry in entries:
            if entry.form == "line":
                axes.plot([x, x + 0.28], [0.5, 0.5], color=entry.colour, ls=entry.dash, lw=2.0)
            else:
                axes.plot(x + 0.2, 0.5, entry.marker, color=entry.colour, ms=6, mew=0)
            axes.text(x + 0.36, 0.5, entry.name, va="center", color=INK)
