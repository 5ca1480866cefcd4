"""The tables of a sweep, with every number in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sim.experiment.errors import RequestError
from sim.experiment.folders.journal import OF
from sim.experiment.folders.saved import Saved
from sim.experiment.measures import measure_of
from sim.experiment.sweeps.read_tables import front_of, points_of, rows_of, tidy_of
from sim.readable import names_of
from sim.report.texts.titles import heading
from sim.report.workbook.cells import Column, Row, Sheet, Value
from sim.report.workbook.comparison_sheets import LIMITS, experiment_sheet, measure_column
from sim.report.workbook.formats import PERCENT, mean_format, reader_unit

if TYPE_CHECKING:
    import pandas as pd

KEYS = {"point": Column("Point", "0"), "replication": Column("Replication", "0")}
FRONT, POINTS = "Front", "Points"


def sweep_sheets(saved: Saved) -> Iterator[Sheet]:
    """A sheet for each table."""
    front = front_of(saved)
    columns = [_column(name, saved) for name in front.columns]
    yield Sheet(FRONT, columns, front.itertuples(index=False))
    points = points_of(saved)
    names = _names(saved)
    columns = [KEYS.get(name) or Column(names[name]) for name in points.columns]
    yield Sheet(POINTS, columns, points.itertuples(index=False))
    yield _estimates(saved)
    rows = rows_of(saved).to_pandas()
    rows = rows[[column for column in rows.columns if not column.endswith(OF)]]
    columns = [_column(name, saved) for name in rows.columns]
    yield Sheet("Replications", columns, rows.itertuples(index=False))
    if saved.design.variants:
        labels = ((label, name) for name, label in saved.design.variants.items())
        yield Sheet("Labels", (Column("Variant"), Column("Name")), labels)
    yield experiment_sheet(saved)


def _names(saved: Saved) -> dict[str, str]:
    """Factors by path, as they are shown, with the path below."""
    names = names_of(saved.design.factors, saved.design.labels)
    return {path: f"{name}\n{path}" if name != path else name for path, name in names.items()}


def _estimates(saved: Saved) -> Sheet:
    """A row for each point and measure, beside the values of the factors."""
    tidy, factors, names = tidy_of(saved), saved.design.factors, _names(saved)
    columns = [
        KEYS["point"],
        *(Column(names[path]) for path in factors),
        Column("Measure"),
        Column("Name"),
    ]
    columns += [Column("Unit"), *map(Column, LIMITS), Column("Replications", "0")]
    return Sheet("Estimates", columns, _rows(tidy, saved.currency))


def _rows(tidy: pd.DataFrame, currency: str) -> Iterable[Row]:
    for *levels, name, unit, mean, low, high, count in tidy.itertuples(index=False):
        form = mean_format(unit, currency)
        values = (Value(value, form) for value in (mean, low, high))
        yield *levels, heading(name), name, reader_unit(unit), *values, count


TITLES = {
    "on_front": Column("On the front"),
    "chance": Column("Chance of being\non it, %", PERCENT),
}


def _column(name: Any, saved: Saved) -> Column:
    known = {**KEYS, **TITLES}
    if name in known:
        return known[name]
    try:
        unit = measure_of(name, saved.currency).unit
    except RequestError:  # a factor
        return Column(str(name))
    return measure_column(name, unit, saved.currency)
