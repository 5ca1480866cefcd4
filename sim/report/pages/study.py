"""The page of a sensitivity study: does a difference survive what nobody knows?"""

from __future__ import annotations

from collections.abc import Iterator

from sim.report import numbers
from sim.report.charts.tornado import tornado_chart
from sim.report.data.measures import Estimate, Gauge
from sim.report.data.sensitivity import Sensitivity, StudyInput
from sim.report.pages.frame import Page
from sim.report.pages.tables import Cell, Table, difference_cell, value_cell
from sim.report.texts.glossary import STUDY_WORDS
from sim.report.texts.robustness import named, survives, turns
from sim.report.texts.titles import title
from sim.report.words import breakable, label


def study_page(data: StudyInput) -> Page:
    """The page of a sensitivity study."""
    one = data.found
    content = {
        "data": data,
        "one": one,
        "survives": survives([one]),
        "swings": _swings(one),
        "effects": _effects(one) if one.effects else None,
        "measures": [Gauge(one.kpi, title(one.kpi), *data.measure)],
        "words": STUDY_WORDS,
    }
    return Page("study.html.j2", [tornado_chart(one)], content)


def _swings(one: Sensitivity) -> Table:
    """A row for each assumption: the difference at both ends of its range."""
    unit = numbers.difference_unit(one.base.unit)
    head = (
        Cell("Assumption"), Cell("At the low end", unit), Cell("At the high end", unit),
        Cell("Swing", unit), Cell("Sign"),
    )  # fmt: skip
    caption = f"Difference of {label(one.variant)} from {label(one.baseline)} in {named(one)}"
    return Table(f"{caption}: means and 95 % intervals", head, tuple(_rows(one)))


def _rows(one: Sensitivity) -> Iterator[tuple[Cell, ...]]:
    for swing in one.swings:
        yield (
            Cell(breakable(swing.path)),
            difference_cell(swing.at_low, f"at {swing.low}"),
            difference_cell(swing.at_high, f"at {swing.high}"),
            difference_cell(swing.swing),
            Cell("turns" if turns(one, swing) else ""),
        )


def _effects(one: Sensitivity) -> Table:
    """A row for each assumption, the largest effect first."""
    factor = numbers.scaled(one.base.unit)[0]
    rows = []
    for effect in (effect for effect in one.effects if effect.size > 0.0):
        size, half, spread = (factor * value for value in effect[1:])
        known = Estimate(size, size - half, size + half, "")
        places = numbers.decimals(known)
        rows.append(
            (
                Cell(breakable(effect.path)),
                value_cell(known),
                Cell(numbers.number(spread, places)),
            )
        )
    unit = numbers.difference_unit(one.base.unit)
    head = Cell("Assumption"), Cell("Mean size of the effect", unit), Cell("Spread", unit)
    caption = "Elementary effects, with half of their 95 % intervals; those that are not 0"
    return Table(caption, head, tuple(rows))
