"""What the summary of a sweep says: the best points, their table, and the front."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, isfinite

import numpy as np

from sim.report.charts.sweep_front import thinned
from sim.report.data.measures import Estimate, Gauge
from sim.report.data.sweep import Candidate, SweepInput, spaced
from sim.report.texts.sweep import headlines, low, movers
from sim.report.texts.targets import of_kind
from sim.report.workbook.cells import Axis, Point, Scatter, Summary, Table, Value
from sim.report.workbook.formats import mean_format, reader_unit, worded

MOST, NAMED, CROWD = 12, 7, 500
"""Rows of the table, points with a name, and points without one."""
SPACE = "\N{ZERO WIDTH SPACE}"


def sweep_summary(data: SweepInput) -> Summary:
    """The first sheet of a sweep."""
    runs = f"{data.replications} replication{'s' if data.replications != 1 else ''} each"
    return Summary(
        kind=f"Sweep of {data.points:,} points, {runs}",
        title=data.name,
        about=data.about,
        asked=list(_asked(data)),
        answer=[sentence.replace(SPACE, "") for sentence in headlines(data)],
        tables=[_table(data)] if data.candidates else [],
        chart=_chart(data),
        notes=[*(sentence.replace(SPACE, "") for sentence in movers(data)), *data.notes, NOTE],
        source=f"{data.provenance['Program']}, seed {data.provenance['Seed']}",
    )


NOTE = (
    "The front: the points that no other point beats in both measures at once. Chance: of being "
    "on it, as far as the replications can tell."
)


def _asked(data: SweepInput) -> Iterator[str]:
    """The scenario, and what was varied."""
    yield f"Scenario: {data.scenario}."
    for factor in data.factors:
        levels = factor.names
        if factor.binned:
            told = f"{levels[0].split(' to ')[0]} to {levels[-1].split(' to ')[1]}"
        else:
            told = ", ".join(levels)
        path = f" ({factor.path})" if factor.name != factor.path else ""
        yield f"Varied: {factor.name}{path}: {told}"


def _table(data: SweepInput) -> Table:
    """A row for each point that may be on the front, the best in the second measure first."""
    head = ["Point", *(factor.name for factor in data.factors)]
    for gauge in (data.first, data.second):
        head += [f"{gauge.title}, {reader_unit(gauge.unit)}", "from", "to"]
    chances = data.replications > 1
    head += ["Chance of being on the front"] * chances
    aiming = any(one.targets for one in data.candidates)
    head += ["Targets met"] * aiming
    chosen = spaced(data.candidates, MOST)
    rows = []
    for one in chosen:
        row: list[object] = [f"Point {one.point}", *one.levels]
        row += [*_limits(one.first, data.first), *_limits(one.second, data.second)]
        row += [Value(one.chance, "0 %")] * chances
        row += [_met(one)] * aiming
        rows.append(row)
    caption = "Points that may be on the front: means and 95 % intervals"
    if len(chosen) < len(data.candidates):
        caption += f"; {len(chosen)} of {len(data.candidates)}, along the front"
    return Table(caption, head, rows)


def _limits(found: Estimate, gauge: Gauge) -> list[Value]:
    form = mean_format(gauge.unit, _currency(gauge))
    return [Value(value, form) for value in found[:3]]


def _currency(gauge: Gauge) -> str:
    """Of a measure of cost, whose unit begins with it."""
    return gauge.unit.partition(" per ")[0] if gauge.name.startswith("cost.") else ""


def _met(one: Candidate) -> Value:
    met, count = len(of_kind(one.targets, "met")), len(one.targets)
    tone = "good" if met == count else "bad" if of_kind(one.targets, "not met") else "open"
    return Value(met, worded("0", f"of {count}"), tone if count else "")


def _chart(data: SweepInput) -> Scatter | None:
    """All points, and those on the front by name."""
    if not data.front:
        return None
    up, across = data.first, data.second
    x, y = thinned(data.means[1], data.means[0])
    step = max(1, ceil(len(x) / CROWD))
    crowd = np.column_stack([x, y])[::step].tolist()
    points = [
        Point(f"Point {one.point}", one.second.mean, one.first[:3])
        for one in spaced(data.front, NAMED)
        if isfinite(one.first.mean)
    ]
    return Scatter(
        f"{up.title} against {low(across)}: the front",
        _axis(across),
        _axis(up),
        points,
        [(float(a), float(b)) for a, b in crowd],
        "All points",
    )


def _axis(gauge: Gauge) -> Axis:
    form = mean_format(gauge.unit, "")
    money = bool(_currency(gauge))
    return Axis(f"{gauge.title}, {reader_unit(gauge.unit)}", "#,##0" if money else form)
