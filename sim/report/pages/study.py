"""The page of a sensitivity study: does a difference survive what nobody knows?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.readable import names_of, readable
from sim.report import numbers
from sim.report.charts.tornado import tornado_chart
from sim.report.data.measures import Estimate, Gauge
from sim.report.data.sensitivity import Sensitivity, StudyInput
from sim.report.pages.frame import Page
from sim.report.pages.tables import Cell, Table, difference_cell, value_cell
from sim.report.texts.glossary import STUDY_WORDS
from sim.report.texts.labels import labelled_study
from sim.report.texts.robustness import named, survives, turning
from sim.report.texts.titles import title
from sim.report.words import label


def study_page(data: StudyInput) -> Page:
    """The page of a sensitivity study."""
    data = labelled_study(data)
    one = data.found
    names = _names(one)
    content = {
        "data": data,
        "one": one,
        "survives": survives([one]),
        "swings": _swings(one, names),
        "fixed": [readable(path) for path in one.fixed],
        "effects": _effects(one, names) if one.effects else None,
        "measures": [Gauge(one.kpi, title(one.kpi), *data.measure)],
        "words": STUDY_WORDS,
    }
    return Page("study.html.j2", [tornado_chart(one)], content)


def _names(one: Sensitivity) -> dict[str, str]:
    """Assumptions by path, as they are shown."""
    return names_of([*(s.path for s in one.swings), *(e.path for e in one.effects)])


def _swings(one: Sensitivity, names: Mapping[str, str]) -> Table:
    """A row for each assumption: the difference at both ends of its range."""
    unit = numbers.difference_unit(one.base.unit)
    head = (
        Cell("Assumption"), Cell("At the low end", unit), Cell("At the high end", unit),
        Cell("Swing", unit), Cell("Sign"),
    )  # fmt: skip
    caption = f"Difference of {label(one.variant)} from {label(one.baseline)} in {named(one)}"
    return Table(f"{caption}: means and 95 % intervals", head, tuple(_rows(one, names)))


def _rows(one: Sensitivity, names: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    for swing in one.swings:
        yield (
            Cell(names[swing.path], tip=swing.path),
            difference_cell(swing.at_low, f"at {swing.low}"),
            difference_cell(swing.at_high, f"at {swing.high}"),
            difference_cell(swing.swing),
            Cell(turning(one, swing)),
        )


def _effects(one: Sensitivity, names: Mapping[str, str]) -> Table:
    """A row for each assumption, the largest effect first."""
    factor = numbers.scaled(one.base.unit)[0]
    rows = []
    for effect in (effect for effect in one.effects if effect.size > 0.0):
        size, half, spread = (factor * value for value in effect[1:])
        known = Estimate(size, size - half, size + half, "")
        places = numbers.decimals(known)
        rows.append(
            (
                Cell(names[effect.path], tip=effect.path),
                value_cell(known),
                Cell(numbers.number(spread, places)),
            )
        )
    unit = numbers.difference_unit(one.base.unit)
    head = Cell("Assumption"), Cell("Mean size of the effect", unit), Cell("Spread", unit)
    caption = "Elementary effects, with half of their 95 % intervals; those that are not 0"
    return Table(caption, head, tuple(rows))
