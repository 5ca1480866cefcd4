"""The frame of all pages: one self-contained HTML file, and a picture of each chart beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate, cycle, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.durable import write_whole
from sim.readable import readable
from sim.report import numbers
from sim.report.charts.chart import Chart, Drawn, Key
from sim.report.charts.drawing import draw_all
from sim.report.charts.style import VARIABLES
from sim.report.data.sensitivity import Assumption
from sim.report.words import breakable, label

if TYPE_CHECKING:
    from sim.experiment.conditions import Progress

PAGE = "report.html"
GRADES = {
    "assumed": "assumed: nobody knows",
    "W": "weak or marketing",
    "M": "moderate",
    "S": "strong",
}
"""Of sources, the weakest first."""
SWATCH = 2.0
"""Pixels for a unit of the dashes of a line."""


class Page(NamedTuple):
    """A template that extends ``base.html.j2``, the charts that it shows, what it fills in.

    In all pages ``data`` has ``provenance``, ``words`` are explained, and ``measures`` too.
    """

    template: str
    charts: list[Chart]
    content: dict[str, Any]


def write_page(page: Page, folder: Path, progress: Progress | None = None) -> Path:
    """Write ``report.html`` and ``charts/*.png`` into a folder; returns the page's path.

    ``progress`` is called with the number of charts done and to do. The same page gives the
    same bytes. Raises OSError when the folder cannot be written.
    """
    drawn = draw_all(page.charts, folder, progress)
    path = folder / PAGE
    write_whole(path, text_of(page, drawn))
    return path


def text_of(page: Page, drawn: Mapping[str, Drawn]) -> str:
    """The page with the style sheet, its charts and its content in it."""
    return filled(
        page.template,
        charts={chart.name: chart for chart in page.charts},
        drawn=drawn,
        css=css_swatch,
        grades=GRADES,
        **page.content,
    )


def filled(template: str, **content: Any) -> str:
    """A template of this folder with the style sheet and its content in it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("sim.report.pages", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., Any]] = {
        "label": label,
        "breakable": breakable,
        "readable": readable,
        "unit": lambda unit: numbers.scaled(unit)[1],
        "weakest_first": weakest_first,
    }
    environment.filters |= filters
    assert environment.loader is not None
    style, _, _ = environment.loader.get_source(environment, "page.css")
    return environment.get_template(template).render(style=style, **content)


def weakest_first(assumptions: Iterable[Assumption]) -> list[Assumption]:
    """Assumptions in the order of their grades."""
    return sorted(assumptions, key=lambda one: list(GRADES).index(one.grade))


def css_swatch(key: Key) -> str:
    """The background of a key's entry: its colour as the style sheet has it, in dashes if it is a
    line in dashes."""
    variable = VARIABLES.get(key.colour)
    colour = f"var({variable})" if variable else key.colour
    if key.dash == "-":
        return colour
    ends = [f"{SWATCH * end:g}px" for end in accumulate(key.dash[1], initial=0.0)]
    colours = cycle((colour, "transparent"))
    parts = (f"{each} {a} {b}" for each, (a, b) in zip(colours, pairwise(ends), strict=False))
    return f"repeating-linear-gradient(to right, {', '.join(parts)})"
