"""Forecasts and traces of arrivals, which planners hold as CSV files."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import TypeVar

import numpy as np
from pydantic_core import PydanticCustomError

from sim.scenario import files
from sim.scenario.bounds import ISSUES, NUMBER, check_date
from sim.scenario.columns import Floats, Numbers, Rows
from sim.scenario.context import Context
from sim.scenario.problems import shorten, wrong
from sim.scenario.units import DAY

Read = TypeVar("Read")
SECOND = timedelta(seconds=1)


def read_forecast(name: object, context: Context) -> Rows:
    """Rows (seconds since the clock's start, interval length s, expected issues).

    Columns: date, start time of the interval, expected issues; or date and time in one column.
    The interval is the smallest gap between two rows; rows before the clock's start are left
    out. Raises ``PydanticCustomError`` with the CSV's line.
    """
    return _once(_forecast, name, context)


def read_trace(name: object, context: Context) -> Numbers:
    """Arrival moments in seconds since the clock's start, ascending.

    First column: dates with times, or seconds since the clock's start.
    """
    return _once(_trace, name, context)


def _once(read: Callable[[object, Context], Read], name: object, context: Context) -> Read:
    """What ``read`` makes of a file; the variants of a scenario share what was read first."""
    key = (read.__name__, str(files.find(name, context)), context.start)
    if key not in context.columns:
        context.columns[key] = read(name, context)
    found: Read = context.columns[key]
    return found


def _forecast(name: object, context: Context) -> Rows:
    table = files.open_table(name, context)
    path, mistakes = table.path, files.Mistakes(table.path)
    zero = datetime.combine(context.start, datetime.min.time())

    def read(line: int, cells: list[str]) -> tuple[float, float, float]:
        if len(cells) < 2:
            raise wrong("expected: date, time, expected issues.", file=str(path), line=line)
        at = (_moment(" ".join(cells[:-1]), path, line) - zero).total_seconds()
        return at, files.number(cells[-1], path, line, 0.0, ISSUES), float(line)

    flat = np.fromiter(chain.from_iterable(files.each(table, read, mistakes)), np.float64)
    rows = flat.reshape(-1, 3)
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    at, _, lines = rows.T
    again = np.flatnonzero(np.diff(at) == 0) + 1
    for place in again.tolist():
        first = np.searchsorted(at, at[place])
        message = f"this interval stands in line {lines[first]:.0f} too."
        line = int(lines[place])
        mistakes.add(line, wrong(message, file=str(path), line=line))
    mistakes.tell()
    return _intervals(rows, context, table)


def _intervals(rows: Floats, context: Context, table: files.Table) -> Rows:
    """The forecast of rows (moment, expected issues, line) in order of time."""
    at, issues, lines = rows.T
    gaps = np.diff(at)
    size = float(gaps.min(initial=np.inf)) if len(gaps) else DAY
    uneven = np.flatnonzero(gaps % size)
    if len(uneven):
        message = f"begins between the intervals of {size / 60:g} min that the file has."
        raise wrong(message, file=str(table.path), line=int(lines[uneven[0] + 1]))
    here = at >= 0
    if not here.any():
        message = f"every row lies before the clock's start {context.start}."
        raise wrong(message, file=str(table.path), line=table.first[0])
    return Rows(np.stack([at[here], np.full(here.sum(), size), issues[here]], axis=1))


def _trace(name: object, context: Context) -> Numbers:
    table = files.open_table(name, context)
    zero = datetime.combine(context.start, datetime.min.time())

    def read(line: int, cells: list[str]) -> float:
        at = _seconds(cells, zero, table.path, line)
        if at < 0:
            message = f"`{shorten(cells[0])}` lies before the clock's start {context.start}."
            raise wrong(message, file=str(table.path), line=line)
        return at

    found = np.fromiter(files.each(table, read), np.float64)
    found.sort()
    return Numbers(found)


def _seconds(cells: Sequence[str], zero: datetime, path: Path, line: int) -> float:
    try:
        value = float(cells[0])
    except ValueError:
        value = math.nan
    if abs(value) <= NUMBER.most:
        return value
    text = " ".join(cells[:2]) if len(cells) > 1 and ":" not in cells[0] else cells[0]
    return (_moment(text, path, line) - zero) / SECOND


def _moment(text: str, path: Path, line: int) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = _with_short_hour(text, path, line)
    if found.tzinfo is not None:
        raise wrong(f"`{text}` names a time zone: leave it out.", file=str(path), line=line)
    try:
        check_date(found.date(), text)
    except PydanticCustomError as error:
        raise wrong(error.message(), file=str(path), line=line) from None
    return found


def _with_short_hour(text: str, path: Path, line: int) -> datetime:
    """A moment such as ``2026-01-05 8:30``."""
    parts = text.split(" ")
    if len(parts) == 2 and parts[1].find(":") == 1:
        text = f"{parts[0]} 0{parts[1]}"
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        expected = "expected a date and a time, as in 2026-01-05 08:30"
        raise wrong(f"`{shorten(text)}`: {expected}.", file=str(path), line=line) from None
