"""Forecasts and traces of arrivals, which planners hold as tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

import numpy as np

from sim.scenario.problems import nearest, shorten, wrong
from sim.scenario.values.bounds import ISSUES, NUMBER
from sim.scenario.values.columns import Floats, Numbers, Rows
from sim.scenario.values.part import Context
from sim.scenario.values.table_files import Use, read_table, table_of, within
from sim.tables.arrivals import read_arrivals
from sim.tables.choose import WHEN, Chooser
from sim.tables.table import Table
from sim.tables.volumes import read_volumes


def read_forecast(value: Any, context: Context, stream: str = "") -> Rows | dict[str, Rows]:
    """Rows (seconds since the clock's start, interval length s, expected issues).

    ``stream``: the name of the stream, which a column may bear. Rows by name of an issue type
    where the table has a column for each. What lies before the clock's start is left out, and
    told. Raises ``PydanticCustomError`` with the table's line.
    """

    named = table_of(value, context)
    others = [name for name, file in context.forecasts if file == named.file and name != stream]
    stated = named.columns.get("issues")
    for issue_type in stated if isinstance(stated, Mapping) else ():
        if issue_type not in context.issue_types:
            message = f"there is no issue type `{shorten(issue_type)}`; "
            near = nearest(issue_type, context.issue_types)
            raise wrong(message + near, "columns", "issues", issue_type)

    def make(table: Table) -> Rows | dict[str, Rows]:
        issue_types: list[str] = []

        def choose(chooser: Chooser) -> list[int]:
            found = _by_type(chooser, context.issue_types, stream)
            issue_types.extend(found)
            return list(found.values()) or chooser.values("issues", [stream], others)

        volumes = read_volumes(table, context.start, choose, within(ISSUES))
        here = volumes.at + volumes.length > 0.0
        _tell_before(table, volumes.at[~here], volumes.lines, context)
        at, length = volumes.at[here], volumes.length[here]
        if (at < 0.0).any():
            first = moment_text(context, float(at[0]))
            cut = f"the interval from {first} is under way at the clock's start"
            table.note(f"{cut}: the share of its time that is left counts.", int(volumes.lines[0]))
        if issue_types:
            columns = volumes.numbers[here].T
            pairs = zip(issue_types, columns, strict=True)
            return {issue_type: _rows(at, length, numbers) for issue_type, numbers in pairs}
        return _rows(at, length, volumes.numbers[here].sum(axis=1))

    use = Use("forecast", (*WHEN, "issues"), (stream, context.issue_types, *others))
    return read_table(value, context, use, make)


def _by_type(chooser: Chooser, issue_types: tuple[str, ...], stream: str) -> dict[str, int]:
    """Columns by issue type: as stated, or where names of types are all that there is."""
    stated = chooser.table.form.columns.get("issues")
    if isinstance(stated, Mapping):
        return {name: chooser.find(which, "issues") for name, which in stated.items()}
    found = chooser.named(issue_types)
    if stated is not None or len(found) < 2 or chooser.named([stream]) or chooser.says("issues"):
        return {}
    return {name: chooser.find(place + 1, "issues") for name, place in found.items()}


def _rows(at: Floats, length: Floats, issues: Floats) -> Rows:
    """Rows of a forecast; of an interval under way at the clock's start what is left of it."""
    start = np.maximum(at, 0.0)
    left = at + length - start
    return Rows(np.stack([start, left, issues * (left / length)], axis=1))


def read_trace(value: Any, context: Context) -> Numbers:
    """Arrival moments in seconds since the clock's start, ascending.

    What lies before the clock's start is left out, and told.
    """

    def make(table: Table) -> Numbers:
        arrivals = read_arrivals(table, context.start)
        if len(arrivals.at) and arrivals.at[-1] > NUMBER.most:
            raise table.wrong("a moment is out of reach.", int(arrivals.lines[-1]))
        here = arrivals.at >= 0.0
        _tell_before(table, arrivals.at[~here], arrivals.lines, context)
        return Numbers(arrivals.at[here])

    return read_table(value, context, Use("trace", WHEN), make)


def _tell_before(table: Table, at: Floats, lines: Any, context: Context) -> None:
    """Note rows before the clock's start, or refuse a table that has no others."""
    if not len(at):
        return
    if len(at) == len(lines):
        last = moment_text(context, float(at[-1]))
        message = f"every row lies before the clock's start {context.start}, the last at {last}."
        raise table.wrong(message, int(lines[0]))
    first, last = (moment_text(context, float(seconds)) for seconds in (at[0], at[-1]))
    start = f"before the clock's start {context.start}"
    if len(at) == 1:
        table.note(f"1 row lies {start} ({first}) and is left out.")
    else:
        table.note(f"{len(at):,} rows lie {start} (from {first} to {last}) and are left out.")


def moment_text(context: Context, seconds: float) -> str:
    """A moment of the clock as text, to the minute."""
    moment = datetime.combine(context.start, time()) + timedelta(seconds=seconds)
    return f"{moment:%Y-%m-%d %H:%M}"
