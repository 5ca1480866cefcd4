"""The page of a sweep: which points are worth considering, and what each factor does."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from sim.report import numbers
from sim.report.charts.factors import effects_chart, surface_chart
from sim.report.charts.sweep_front import front_chart
from sim.report.data.measures import Estimate, Gauge
from sim.report.data.sweep import Effect, Factor, SweepInput, spaced
from sim.report.pages.frame import Page
from sim.report.pages.tables import Cell, Table, limits_cell, value_cell
from sim.report.texts.glossary import SWEEP_WORDS
from sim.report.texts.sweep import headlines, movers, points, price_unit
from sim.report.texts.targets import count_met
from sim.report.words import breakable

MOST_CANDIDATES = 30
NEW = "\n"
NOT_SHOWN = "not shown"
"""Of a price: the replications do not show that there is more to be had."""
ROOM = 16
"""Letters of two levels in one line."""


def sweep_page(data: SweepInput) -> Page:
    """The page of a sweep."""
    known = any(effect is not None for effects in data.effects for effect in effects)
    charts = (front_chart(data), effects_chart(data), surface_chart(data))
    content = {
        "data": data,
        "headlines": headlines(data),
        "front": _front_table(data) if data.candidates else None,
        "movers": movers(data),
        "swings": _swings_table(data) if known else None,
        "levels": _levels_table(data) if known else None,
        "measures": [gauge._replace(title=breakable(gauge.title)) for gauge in data.gauges],
        "words": SWEEP_WORDS,
    }
    return Page("sweep.html.j2", [chart for chart in charts if chart is not None], content)


def _front_table(data: SweepInput) -> Table:
    """A row for each point that may be on the front, the best in the second measure first."""
    chances = data.replications > 1
    head = [Cell("Point"), *map(_factor, data.factors)]
    head += [_heading(gauge) for gauge in (data.first, data.second)]
    head.append(Cell("Step up", price_unit(data), "From the point before it on the front"))
    if chances:
        head.append(Cell("Chance", "of being on the front"))
    aiming = any(one.targets for one in data.candidates)
    if aiming:
        head.append(Cell("Targets", "shown to be met"))
    rows = []
    chosen = spaced(data.candidates, MOST_CANDIDATES)
    for one in chosen:
        alike = f"and {one.alike} alike" if one.alike else ""
        row = [Cell(str(one.point), alike), *map(Cell, one.levels)]
        row += [limits_cell(one.first), limits_cell(one.second), _step(one.step)]
        if chances:
            row.append(Cell(f"{100 * one.chance:.0f} %" if isfinite(one.chance) else "–"))
        if aiming:
            row.append(Cell(count_met(one.targets)))
        rows.append(tuple(row))
    caption = "Points that may be on the front: means"
    caption += ", and 95 % intervals" if chances else ""
    if len(chosen) < len(data.candidates):
        caption += (
            f". {len(chosen)} of {len(data.candidates)}, along the front; all are in front.csv"
        )
    return Table(caption, tuple(head), tuple(rows))


def _swings_table(data: SweepInput) -> Table:
    """A row for each factor: its swing in each measure, and between which levels."""
    head = (Cell("Factor"), *(_heading(gauge, difference=True) for gauge in data.gauges))
    rows = []
    for at in data.by_size:
        factor = data.factors[at]
        cells = (_swing(factor, effects[at]) for effects in data.effects)
        rows.append((_factor(factor), *cells))
    caption = "Swings: the highest mean at a level less the lowest"
    caption += ", with 95 % intervals" if data.replications > 1 else ""
    return Table(caption, head, tuple(rows))


def _levels_table(data: SweepInput) -> Table:
    """A row for each level of each factor: means over the points that have it."""
    head = (Cell("Factor"), Cell("Level"), Cell("Points"), *map(_heading, data.gauges))
    return Table(
        "Means at each level, over all else, and half of their 95 % intervals"
        if data.replications > 1
        else "Means at each level, over all else",
        head,
        tuple(_level_rows(data)),
    )


def _level_rows(data: SweepInput) -> Iterator[tuple[Cell, ...]]:
    for at in data.by_size:
        factor = data.factors[at]
        for level, name in enumerate(factor.names):
            count = int((factor.place == level).sum())
            means = (effects[at] for effects in data.effects)
            cells = (
                Cell(numbers.NOTHING) if one is None else value_cell(one.means[level])
                for one in means
            )
            first = _factor(factor) if level == 0 else Cell("")
            yield first, Cell(name), Cell(f"{count:,}"), *cells


def _heading(gauge: Gauge, difference: bool = False) -> Cell:
    unit = numbers.scaled(gauge.unit)[1]
    return Cell(gauge.title, points(unit) + "s" * ("%" in unit) if difference else unit)


def _factor(factor: Factor) -> Cell:
    """The name of a factor; its path is told on pointing at it, and below the tables."""
    return Cell(factor.name, tip=factor.path)


def _step(step: Estimate | None) -> Cell:
    if step is None:
        return Cell("")
    return limits_cell(step) if isfinite(step.low) else Cell(NOT_SHOWN)


def _swing(factor: Factor, effect: Effect | None) -> Cell:
    if effect is None:
        return Cell(numbers.NOTHING)
    low, high = factor.names[effect.lowest], factor.names[effect.highest]
    ends = f"{low} →{' ' if len(low + high) < ROOM else NEW}{high}"
    return limits_cell(effect.swing, ends)
