"""Numbers by hour of the week: compact lists, calendars and CSV files."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, ClassVar

import numpy as np
from pydantic import ConfigDict, ValidationError, model_validator

from sim.scenario import files
from sim.scenario.base import Part
from sim.scenario.calendar_text import DAYS, LONG, merged
from sim.scenario.calendars import Calendar, joined
from sim.scenario.context import Context
from sim.scenario.problems import nested, shorten, wrong
from sim.scenario.quantities import Amount, time_text
from sim.scenario.units import DAY, HOUR, WEEK

Steps = list[tuple[float, float, float]]
"""(start, end, number) in seconds of the week; the last step may end beyond the week's end."""

HOURS_OF_WEEK = 168


class ByHour(Part):
    """Numbers for consecutive hours: ``{hours: Mon-Fri 08:00-12:00, by_hour: [6, 9, 9, 7]}``.

    ``hours`` holds spans of the same length, to each of which the numbers apply; a night may go
    over the week's end. For whole days without a gap the numbers are those of one day, or of the
    whole span. ``by_half_hour`` and ``by_quarter`` give finer steps.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    hours: Calendar
    by_hour: tuple[Amount, ...] | None = None
    by_half_hour: tuple[Amount, ...] | None = None
    by_quarter: tuple[Amount, ...] | None = None

    SIZES: ClassVar[Mapping[str, float]] = {
        "by_hour": HOUR,
        "by_half_hour": HOUR / 2,
        "by_quarter": HOUR / 4,
    }

    @model_validator(mode="after")
    def _fits(self) -> ByHour:
        stated = [name for name in self.SIZES if getattr(self, name) is not None]
        if len(stated) != 1:
            raise wrong("expected exactly one of `by_hour`, `by_half_hour`, `by_quarter`.")
        name = stated[0]
        numbers, size = len(getattr(self, name)), self.SIZES[name]
        for start, end in joined(self.hours):
            if not _starts(numbers * size, start, end):
                days = f"{DAY / size:g} (of each day) or " if _whole_days(start, end) else ""
                expected = f"expected {days}{(end - start) / size:g} of them"
                raise wrong(
                    f"{numbers} numbers `{name}` for {_span(start, end)}: {expected}.", name
                )
        return self

    def steps(self) -> Steps:
        """The numbers with their place in the week, in which each step begins."""
        name = next(name for name in self.SIZES if getattr(self, name) is not None)
        numbers, size = getattr(self, name), self.SIZES[name]
        return [
            ((at + place * size) % WEEK, (at + place * size) % WEEK + size, number)
            for start, end in joined(self.hours)
            for at in _starts(len(numbers) * size, start, end)
            for place, number in enumerate(numbers)
        ]


def _starts(length: float, start: float, end: float) -> list[float]:
    """Where numbers for ``length`` seconds begin in a span; nowhere if they do not fit.

    They fill the span, or each day of a span of whole days.
    """
    if length == end - start:
        return [start]
    if length == DAY and _whole_days(start, end):
        return [start + day * DAY for day in range(int((end - start) // DAY))]
    return []


def _whole_days(start: float, end: float) -> bool:
    """Whether a span is more days than one, from midnight to midnight."""
    return start % DAY == 0 and end % DAY == 0 and end - start > DAY


def _span(start: float, end: float) -> str:
    """A span as text; one over midnight, even that of the week's end, in one piece."""
    if end - start >= DAY:
        return str(Calendar(spans=merged([(start, end)])))
    day = DAYS[int(start // DAY) % len(DAYS)]
    return f"{day} {time_text(start % DAY)}-{time_text(end % DAY or DAY)}"


def read_by_hour(value: Any, context: Context | None, *below: str) -> Steps:
    """Steps of one ``ByHour`` mapping or a list of them; ``below`` leads to the value."""
    entries = value if isinstance(value, list | tuple) else [value]
    found: list[Steps] = []
    failed: list[tuple[tuple[str | int, ...], ValidationError]] = []
    for place, entry in enumerate(entries):
        try:
            found.append(ByHour.model_validate(entry, context=context).steps())
        except ValidationError as error:
            at = (place,) if isinstance(value, list | tuple) else ()
            failed.append(((*below, *at), error))
    if failed:
        raise nested(failed)
    steps = sorted(step for part in found for step in part)
    next_week = [(start + WEEK, end + WEEK, number) for start, end, number in steps[:1]]
    for before, after in pairwise([*steps, *next_week]):
        if after[0] < before[1]:
            raise wrong(f"{_span(after[0], after[1])} is stated twice.", *below)
    return steps


def weights_of_calendar(calendar: Calendar) -> tuple[float, ...]:
    """Open share of each hour of the week."""
    weights = [0.0] * HOURS_OF_WEEK
    for start, end in calendar.spans:
        for hour in range(int(start // HOUR), int(-(-end // HOUR))):
            weights[hour] += (min(end, (hour + 1) * HOUR) - max(start, hour * HOUR)) / HOUR
    return tuple(weights)


def open_hours(weights: Sequence[float], of_hours: bool) -> float:
    """Hours of the week that are open, by the weights of its hours.

    ``of_hours``: the weights are open shares of a calendar, which sum to the open time; else an
    hour counts as open if it has any weight.
    """
    return sum(weights) if of_hours else float(sum(weight > 0 for weight in weights))


def weights_of_steps(steps: Steps, rates: bool) -> tuple[float, ...]:
    """Number of each hour of the week: mean of rates, or sum of counts."""
    weights = [0.0] * HOURS_OF_WEEK
    for start, end, number in steps:
        hour = int(start // HOUR)
        if end > (hour + 1) * HOUR:
            raise wrong(f"{_span(start, end)} lies in two hours: expected spans on the full hour.")
        weights[hour] += number * ((end - start) / HOUR if rates else 1.0)
    return tuple(weights)


def read_week_csv(name: object, context: Context | None, read: files.Read = files.amount) -> Steps:
    """Numbers of a week from a CSV; ``read`` makes a number of a cell.

    One number a line (168 of them, or 336, 672 in finer steps, Monday 00:00 first), or three
    columns: day of the week, time of day, number; the step is the smallest gap between times.
    """
    table = files.open_table(name, context)
    return _list(table, read) if len(table.first[1]) == 1 else _table(table, read)


def _list(table: files.Table, number: files.Read) -> Steps:
    last = 0

    def read(line: int, cells: list[str]) -> float:
        nonlocal last
        last = line
        return number(cells[0], table.path, line)

    numbers = np.fromiter(files.each(table, read), np.float64)
    if len(numbers) not in (HOURS_OF_WEEK, 2 * HOURS_OF_WEEK, 4 * HOURS_OF_WEEK):
        message = f"{len(numbers)} numbers: expected 168, one for each hour of the week."
        raise wrong(message, file=str(table.path), line=last)
    size = WEEK / len(numbers)
    return [(i * size, (i + 1) * size, number) for i, number in enumerate(numbers.tolist())]


def _table(table: files.Table, number: files.Read) -> Steps:
    path = table.path
    starts: dict[float, float] = {}
    times: set[float] = set()

    def read(line: int, cells: list[str]) -> None:
        if len(cells) < 3:
            message = "expected three columns: day, hour, number."
            raise wrong(message, file=str(path), line=line)
        time = _time(cells[1], path, line)
        start = _day(cells[0], path, line) * DAY + time
        if start in starts:
            message = f"{cells[0]} {cells[1]} stands in the file twice."
            raise wrong(message, file=str(path), line=line)
        times.add(time)
        starts[start] = number(cells[2], path, line)

    deque(files.each(table, read), maxlen=0)
    ordered = sorted(times)
    gaps = [after - before for before, after in pairwise(ordered)]
    size = min([HOUR, *gaps])
    return [(start, min(start + size, WEEK), number) for start, number in sorted(starts.items())]


def _day(cell: str, path: Any, line: int) -> int:
    lower = cell.lower()
    for day, long in enumerate(LONG):
        if len(lower) >= 3 and long.startswith(lower):
            return day
    if cell in tuple("1234567"):
        return int(cell) - 1
    message = f"`{shorten(cell)}` is no day: expected {', '.join(DAYS)} or 1 (Monday) to 7."
    raise wrong(message, file=str(path), line=line)


def _time(cell: str, path: Any, line: int) -> float:
    hours, colon, minutes = cell.partition(":")
    if hours.isdecimal() and len(hours) <= 2 and (not colon or minutes[:2].isdecimal()):
        value = int(hours) * HOUR + (int(minutes[:2]) * 60 if colon else 0)
        if value < DAY:
            return value
    message = f"`{shorten(cell)}` is no hour: expected 0 to 23, or a time like 08:30."
    raise wrong(message, file=str(path), line=line)
