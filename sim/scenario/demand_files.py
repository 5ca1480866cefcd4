"""Forecasts and traces of arrivals, which planners hold as CSV files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from pydantic_core import PydanticCustomError

from sim.scenario import files
from sim.scenario.bounds import ISSUES, check_date
from sim.scenario.context import Context
from sim.scenario.problems import shorten, wrong
from sim.scenario.units import DAY

Forecast = tuple[tuple[float, float, float], ...]


def read_forecast(name: object, context: Context) -> Forecast:
    """Rows (seconds since the clock's start, interval length s, expected issues).

    Columns: date, start time of the interval, expected issues; or date and time in one column.
    The interval is the smallest gap between two rows; rows before the clock's start are left
    out. Raises ``PydanticCustomError`` with the CSV's line.
    """
    path, _, rows = files.read_rows(name, context)
    zero = datetime.combine(context.start, datetime.min.time())
    expected: dict[float, tuple[int, float]] = {}

    def read(line: int, cells: list[str]) -> None:
        if len(cells) < 2:
            raise wrong("expected: date, time, expected issues.", file=str(path), line=line)
        at = (_moment(" ".join(cells[:-1]), path, line) - zero).total_seconds()
        if at in expected:
            first = expected[at][0]
            raise wrong(f"this interval stands in line {first} too.", file=str(path), line=line)
        expected[at] = (line, files.number(cells[-1], path, line, 0.0, ISSUES))

    files.each(rows, read)
    times = sorted(expected)
    size = min((after - before for before, after in pairwise(times)), default=DAY)
    for before, after in pairwise(times):
        if (after - before) % size:
            message = f"begins between the intervals of {size / 60:g} min that the file has."
            raise wrong(message, file=str(path), line=expected[after][0])
    found = tuple((at, size, expected[at][1]) for at in times if at >= 0)
    if not found:
        message = f"every row lies before the clock's start {context.start}."
        raise wrong(message, file=str(path), line=rows[0][0])
    return found


def read_trace(name: object, context: Context) -> tuple[float, ...]:
    """Arrival moments in seconds since the clock's start, ascending.

    First column: dates with times, or seconds since the clock's start.
    """
    path, _, rows = files.read_rows(name, context)
    zero = datetime.combine(context.start, datetime.min.time())

    def read(line: int, cells: list[str]) -> float:
        at = _seconds(cells, zero, path, line)
        if at < 0:
            message = f"`{shorten(cells[0])}` lies before the clock's start {context.start}."
            raise wrong(message, file=str(path), line=line)
        return at

    return tuple(sorted(files.each(rows, read)))


def _seconds(cells: Sequence[str], zero: datetime, path: Path, line: int) -> float:
    try:
        return files.number(cells[0], path, line)
    except PydanticCustomError:
        text = " ".join(cells[:2]) if len(cells) > 1 and ":" not in cells[0] else cells[0]
        return (_moment(text, path, line) - zero) / timedelta(seconds=1)


def _moment(text: str, path: Path, line: int) -> datetime:
    parts = text.split(" ")
    if len(parts) == 2 and parts[1].find(":") == 1:
        text = f"{parts[0]} 0{parts[1]}"
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        expected = "expected a date and a time, as in 2026-01-05 08:30"
        raise wrong(f"`{shorten(text)}`: {expected}.", file=str(path), line=line) from None
    if found.tzinfo is not None:
        raise wrong(f"`{text}` names a time zone: leave it out.", file=str(path), line=line)
    try:
        check_date(found.date(), text)
    except PydanticCustomError as error:
        raise wrong(error.message(), file=str(path), line=line) from None
    return found
