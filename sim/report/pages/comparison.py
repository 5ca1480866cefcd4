"""The report: one self-contained HTML file, and a picture of each main chart beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.durable import write_whole
from sim.report.charts.bars import cost_chart, ends_chart, funnel_chart
from sim.report.charts.chart import Chart, Drawn, Key
from sim.report.charts.curves import promises_chart, resolution_chart, waits_chart
from sim.report.charts.differences import differences_chart, group_chart
from sim.report.charts.drawing import Progress, draw_all
from sim.report.charts.satisfaction_cost import price_chart
from sim.report.charts.style import VARIABLES
from sim.report.charts.tornado import tornado_chart
from sim.report.charts.week import occupancy_chart, week_chart
from sim.report.data.comparison import ReportInput
from sim.report.data.front import costs
from sim.report.data.groups import groups
from sim.report.data.sensitivity import Assumption
from sim.report.pages.comparison_tables import (
    differences_table,
    group_table,
    variants_table,
    week_table,
)
from sim.report.texts.comparison import comparison, how_sure, thresholds
from sim.report.texts.glossary import WORDS, glossary
from sim.report.texts.robustness import survives
from sim.report.texts.worth_considering import which
from sim.report.words import breakable, label, number

GRADES = {
    "assumed": "assumed: nobody knows",
    "W": "weak or marketing",
    "M": "moderate",
    "S": "strong",
}
"""Of sources, the weakest first."""
PAGE = "report.html"


def write_report(data: ReportInput, folder: Path, progress: Progress | None = None) -> Path:
    """Write ``report.html`` and ``charts/*.png`` into a folder; returns the page's path.

    ``progress`` is called with the number of charts done and to do. The same input gives the
    same bytes. Raises OSError when the folder cannot be written.
    """
    charts = charts_of(data)
    drawn = draw_all(charts, folder, progress)
    path = folder / PAGE
    write_whole(path, page(data, charts, drawn))
    return path


def charts_of(data: ReportInput) -> list[Chart]:
    """All charts, in the order of the page."""
    found = [
        differences_chart(data) if data.others else None,
        price_chart(data) if data.others and costs(data) else None,
        cost_chart(data),
        *(group_chart(data, group) for group in groups(data)),
        resolution_chart(data),
        waits_chart(data),
        promises_chart(data),
        funnel_chart(data),
        ends_chart(data),
        week_chart(data),
        occupancy_chart(data),
        *(tornado_chart(one, f"tornado-{at}") for at, one in enumerate(data.sensitivities, 1)),
    ]
    return [chart for chart in found if chart is not None]


def page(data: ReportInput, charts: Sequence[Chart], drawn: Mapping[str, Drawn]) -> str:
    """The page as text."""
    return filled("comparison.html.j2", charts, drawn, _content(data))


def filled(
    template: str, charts: Sequence[Chart], drawn: Mapping[str, Drawn], content: Mapping[str, Any]
) -> str:
    """A template of this folder with the style sheet, charts and content in it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("sim.report.pages", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"label": label, "breakable": breakable}
    assert environment.loader is not None
    style, _, _ = environment.loader.get_source(environment, "page.css")
    return environment.get_template(template).render(
        style=style,
        charts={chart.name: chart for chart in charts},
        drawn=drawn,
        css=css_colour,
        grades=GRADES,
        **content,
    )


def _content(data: ReportInput) -> dict[str, Any]:
    """What the template fills in."""
    return {
        "data": data,
        "which": which(data),
        "comparisons": [(v, comparison(data, v)) for v in data.others],
        "how_sure": [*thresholds(data), *how_sure(data)],
        "variants": variants_table(data),
        "differences": differences_table(data) if data.others else None,
        "groups": [(group, group_table(data, group)) for group in groups(data)],
        "week": week_table(data),
        "assumptions": weakest_first(data.assumptions),
        "glossary": glossary(data),
        "words": WORDS,
        "number": number,
        "survives": survives(data.sensitivities),
        "costs": costs(data),
    }


def weakest_first(assumptions: Iterable[Assumption]) -> list[Assumption]:
    """Assumptions in the order of their grades."""
    return sorted(assumptions, key=lambda one: list(GRADES).index(one.grade))


def css_colour(key: Key) -> str:
    """The colour of a key's entry, as the style sheet has it."""
    variable = VARIABLES.get(key.colour)
    return f"var({variable})" if variable else key.colour
