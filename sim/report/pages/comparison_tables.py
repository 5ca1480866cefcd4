"""The tables of the page, as plain cells."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from textwrap import fill

import numpy as np

from sim.report import numbers
from sim.report.charts.marks import Floats
from sim.report.clock import DAYS, duration
from sim.report.data.comparison import ReportInput, Variant
from sim.report.data.front import SATISFIED, costs, undominated
from sim.report.data.groups import Group
from sim.report.data.measures import Curve, Difference, Estimate
from sim.report.pages.tables import Cell, Table, difference_cell, value_cell
from sim.report.texts.targets import aimed_at, came_out
from sim.report.texts.titles import at_once, compared, customers, differing, heading
from sim.report.words import label

WIDE = 8
"""More measures than these are written below each other."""


def variants_table(data: ReportInput) -> Table:
    """The measures of each variant with the half-widths of their intervals."""
    shown = compared(data)
    front = undominated(data)
    head = [Cell("Variant"), Cell("Planned", "h per week")]
    head += [_heading(data, kpi) for kpi in shown]
    if data.others and costs(data):
        tip = "Chance that no other variant satisfies as many customers at no more cost"
        head.append(Cell("On the front", "chance", tip))
    rows = []
    for variant in data.variants:
        row = [Cell(label(variant.name)), _planned(data, variant)]
        row += [_value(variant.kpis.get(kpi)) for kpi in shown]
        if data.others and costs(data):
            row.append(_chance(variant, variant.name in front))
        rows.append(tuple(row))
    caption = "The variants: means" if data.others else "The variant: means"
    caption += ", and half of their 95 % intervals"
    if any(variant.same for variant in data.variants):
        caption += f". * stated to equal that of {label(data.baseline.name)}, which was checked"
    return _laid(Table(caption, tuple(head), tuple(rows)), shown)


def targets_table(data: ReportInput) -> Table | None:
    """What each target asks for, and what came out under each variant; None without targets."""
    found = {
        (one.measure, one.at_least, one.amount): one for v in data.variants for one in v.targets
    }
    head = (Cell("Target"), Cell("Aimed at"), *(Cell(label(v.name)) for v in data.variants))
    rows = [
        (
            Cell(heading(target.measure)),
            Cell(aimed_at(target)),
            *(_attained(variant, key) for variant in data.variants),
        )
        for key, target in found.items()
    ]
    return Table("Targets: in the long run, and what is shown", head, tuple(rows)) if rows else None


ATTAINED = {"met": "better", "not met": "worse"}
"""Styles of cells."""


def _attained(variant: Variant, key: tuple[str, bool, float]) -> Cell:
    for one in variant.targets:
        if (one.measure, one.at_least, one.amount) == key:
            tip = f"interval for all targets at once: {numbers.interval(one.estimate)}"
            return Cell(came_out(one), one.attained, tip, ATTAINED.get(one.attained, ""))
    return Cell("")


def customers_table(data: ReportInput) -> Table | None:
    """What becomes of the customers under each variant; None if nobody leaves."""
    shown = customers(data)
    head = [Cell("Variant"), *(_heading(data, kpi) for kpi in shown)]
    rows = [
        (Cell(label(v.name)), *(_value(v.kpis.get(kpi)) for kpi in shown)) for v in data.variants
    ]
    caption = "Customers: means, and half of their 95 % intervals"
    return _laid(Table(caption, tuple(head), tuple(rows)), shown) if shown else None


def _laid(table: Table, measures: Sequence[str]) -> Table:
    """The table, or one with a row for each measure where that is less wide."""
    if len(measures) <= WIDE or len(table.rows) >= len(measures):
        return table
    (_, *variants), *rows = zip(table.head, *table.rows, strict=True)
    head = [Cell("Measure"), *variants]
    return Table(table.caption, tuple(head), tuple(rows))


def differences_table(data: ReportInput) -> Table:
    """Differences from the baseline with intervals, coloured by what they show."""
    shown = differing(data)
    head = [Cell("Variant"), *(_heading(data, kpi, difference=True) for kpi in shown)]
    rows = [
        (Cell(label(v.name)), *(_difference(v.differences.get(kpi)) for kpi in shown))
        for v in data.others
    ]
    caption = (
        f"Differences from {label(data.baseline.name)}: means, 95 % intervals{at_once(data)}, and "
        "what they show"
    )
    return _laid(Table(caption, tuple(head), tuple(rows)), shown)


def group_table(data: ReportInput, group: Group) -> Table:
    """The measures of each group under each variant."""
    head = [Cell(group.title.removeprefix("By ").capitalize()), Cell("Variant")]
    for column in group.columns:
        head.append(_heading(data, group.kpis(column)[0], column.title))
    rows = []
    for place, member in enumerate(group.members):
        for variant in data.variants:
            values = [variant.kpis.get(group.kpis(column)[place]) for column in group.columns]
            rows.append(
                (Cell(label(member)), Cell(label(variant.name)), *map(_group_value, values))
            )
    return Table(
        f"{group.title}: means, and half of their 95 % intervals", tuple(head), tuple(rows)
    )


BY_DAY = {
    "week.needs": ("Needs per day", 24.0),
    "week.staffed": ("Agent hours", 24.0),
    "week.waiting": ("Contacts waiting", 1.0),
    "week.backlog": ("Tasks not done", 1.0),
    "week.met_h": ("Hours until met", 1.0),
}


def week_table(data: ReportInput) -> Table:
    """The picture of the week in numbers: means by day."""
    head = [Cell("Measure"), Cell("Variant"), *map(Cell, DAYS)]
    rows = []
    for curve, (told, factor) in BY_DAY.items():
        for variant in data.variants:
            means = _by_day(data, variant.curves[curve]) * factor
            cells = [Cell(f"{mean:,.1f}" if isfinite(mean) else numbers.NOTHING) for mean in means]
            rows.append((Cell(told), Cell(label(variant.name)), *cells))
    return Table("The week in numbers: means of each day", tuple(head), tuple(rows))


def _by_day(data: ReportInput, curve: Curve) -> Floats:
    mean = np.array(curve.mean).reshape(7, -1)
    weights = np.ones_like(mean)
    if mean.shape[1] < 24:  # means of needs, not of time
        needs = np.array(data.baseline.curves["week.needs"].mean)
        weights = np.nan_to_num(needs.reshape(7, mean.shape[1], -1).sum(2))
    weights = np.where(np.isfinite(mean), weights, 0.0)
    total = weights.sum(1)
    sums = (np.nan_to_num(mean) * weights).sum(1)
    means: Floats = np.divide(sums, total, out=np.full(7, np.nan), where=total > 0.0)
    return means


def _heading(data: ReportInput, kpi: str, given: str = "", difference: bool = False) -> Cell:
    measure = data.measures[kpi]
    unit = (numbers.difference_unit if difference else numbers.short_unit)(measure.unit)
    if unit == "s" and given:  # told as durations
        unit = ""
    return Cell(given or heading(kpi), unit, f"{kpi}: {measure.formula}")


def _group_value(estimate: Estimate | None) -> Cell:
    """Waits as durations, as those of a phone and of a letter box differ."""
    if estimate is not None and estimate.unit == "s" and isfinite(estimate.mean):
        return Cell(duration(estimate.mean), _around(estimate))
    return _value(estimate)


def _value(estimate: Estimate | None) -> Cell:
    if estimate is None or not isfinite(estimate.mean):
        return Cell(numbers.NOTHING)
    return value_cell(estimate, f"95 % interval {numbers.interval(estimate)}")


def _around(estimate: Estimate) -> str:
    """``numbers.around`` of a duration."""
    if not estimate.half_width > 0.0:
        return ""
    if numbers.even(estimate):
        return f"±{duration(estimate.half_width)}"
    return f"{duration(estimate.low)} to {duration(estimate.high)}"


VERDICT = 18
"""Letters of a line of what a difference shows, which are no more than an interval takes."""
STYLES = {"better": "better", "worse": "worse"}


def _difference(difference: Difference | None) -> Cell:
    if difference is None or not isfinite(difference.estimate.mean):
        return Cell(numbers.NOTHING)
    estimate, verdict, pairing = difference
    tip = verdict
    if isfinite(pairing):
        tip += f"; common random numbers: worth {numbers.times(pairing)} times as many runs"
    style = STYLES.get(verdict, "")
    return difference_cell(estimate, fill(verdict, VERDICT), tip=tip, style=style)


def _planned(data: ReportInput, variant: Variant) -> Cell:
    star = {"paid_hours": "*", "": ""}.get(variant.same, "")
    cost_star = "*" if variant.same == "cost" else ""
    cost = f"{variant.planned_cost:,.0f} {data.currency}{cost_star}" if costs(data) else ""
    return Cell(f"{variant.planned_paid_h:,.1f}{star}", cost, "Paid hours and pay, as planned")


def _chance(variant: Variant, on_front: bool) -> Cell:
    if not isfinite(variant.kpis[SATISFIED].mean):
        return Cell(numbers.NOTHING)
    mark = "yes" if on_front else "no"
    return Cell(mark, f"{100 * variant.front:.0f} %" if isfinite(variant.front) else "")
