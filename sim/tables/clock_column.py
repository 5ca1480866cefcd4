"""Columns of times of day, of minutes, and of days of the week."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import numpy as np

from sim.tables import dates, times, weekdays
from sim.tables.cells import Cell, number_in, numbers_in, shown
from sim.tables.columns import Column, Floats, Ints, converted
from sim.tables.faults import CellError, Mistakes
from sim.tables.names import words
from sim.tables.plain import plain
from sim.tables.table import Table
from sim.tables.times import HALF_DAY, Clock
from sim.time_units import DAY, HOUR, MINUTE

SECOND = timedelta(seconds=1)
NUMBERED = words("interval intervall half halbstunde period slot tranche intervalo intervallo")
"""Words in the names of columns whose numbers may count intervals rather than hours."""


class ClockColumn:
    """Reads columns of times of day and of days of the week.

    After reading: ``bare``: whether all times are hours alone; ``halved``: whether AM and PM are
    said. ``of_ends``: times are those of ends, which may be 24:00.
    """

    def __init__(
        self, table: Table, lines: Ints, mistakes: Mistakes, of_ends: bool = False
    ) -> None:
        self.table, self.lines, self.mistakes, self.of_ends = table, lines, mistakes, of_ends
        self.bare = self.halved = False

    def days(self, column: Column) -> Floats:
        """Seconds of the week at which each row's day begins. Raises ``TableError``."""
        words = [text for text in column.texts() if weekdays.possible(text)]
        known = weekdays.numbers_of(words) or {}
        if isinstance(known, tuple):
            text, one, other = known
            message = f"`{shown(text)}` is another day in {one} than in {other}"
            ask = "write the days in full, or as numbers from 1 (Monday) to 7"
            raise self.table.wrong(f"{message}: {ask}.", self._line(0))

        if any(number_in(cell) is not None for cell in column.cells):
            self.table.note(f"the days under {column.title} count from 1, Monday.")

        def read(cell: Cell) -> float:
            number = number_in(cell)
            if number is not None and number in (1, 2, 3, 4, 5, 6, 7):
                return (number - 1.0) * DAY
            if isinstance(cell, str) and cell in known:
                return known[cell] * DAY
            days = ", ".join(name[:3].capitalize() for name in weekdays.ENGLISH)
            raise CellError(f"`{shown(cell)}` is not a day; expected {days} or 1 (Monday) to 7.")

        return converted(column, self.lines, read, self.mistakes)

    def times(self, column: Column) -> tuple[Floats, Floats]:
        """Seconds of the day at which each row starts and, if a range says so, ends."""
        clocks = {text: _clock_or_none(text) for text in column.texts()}
        self.halved = halved([clock for clock in clocks.values() if clock is not None])
        numeric = numbers_in(column.cells)
        of_number = self._hours(numeric, column) if numeric else None
        hours = of_number is None or of_number is _hour
        others = [clock for text, clock in clocks.items() if number_in(text) is None]
        self.bare = hours and all(clock is not None and clock.bare for clock in others)

        def start(cell: Cell) -> float:
            clock = self._time(cell, of_number)
            if clock.at == DAY and not self.of_ends:
                ask = "if times are ends of intervals, state `columns: end` and `interval`"
                raise CellError(f"`{shown(cell)}` begins no interval of its day: {ask}.")
            return clock.at

        def end(cell: Cell) -> float:
            found = self._time(cell, of_number).end
            return np.nan if found is None else found

        begins = converted(column, self.lines, start, self.mistakes)
        return begins, converted(column, self.lines, end, Mistakes(self.table.path))

    def minutes(self, column: Column) -> Floats:
        """Seconds past the hour from a column of minutes."""

        def read(cell: Cell) -> float:
            number = number_in(cell)
            if number is None or not 0.0 <= number < 60.0 or number != int(number):
                raise CellError(f"`{shown(cell)}`: expected a minute from 0 to 59.")
            return number * MINUTE

        return converted(column, self.lines, read, self.mistakes)

    def check_backwards(self, day: Floats, clock: Floats) -> None:
        """Refuse times that begin again after noon: a 12-hour clock without AM and PM."""
        known = clock[np.isfinite(clock)]
        if not len(known) or known.min() < HOUR or known.max() >= HALF_DAY + HOUR:
            return
        rising = np.diff(clock)[day[:-1] == day[1:]]
        if (rising < 0.0).sum() > (rising > 0.0).sum():  # the newest first
            day, clock = day[::-1], clock[::-1]
        before, after = clock[:-1], clock[1:]
        back = (day[:-1] == day[1:]) & (before > after) & (before >= 8 * HOUR) & (after < 8 * HOUR)
        if back.any():
            place = int(np.flatnonzero(back)[0]) + 1
            again = f"{int(clock[place] // HOUR)}:{int(clock[place] % HOUR // MINUTE):02d}"
            message = f"times begin again at {again}: is it a 12-hour clock without AM"
            raise self.table.wrong(f"{message} and PM? Write 13:00, or 1:00 PM.", self._line(place))

    def _line(self, place: int) -> int:
        return int(self.lines[place])

    def _time(self, cell: Cell, of_number: Callable[[float], float] | None) -> Clock:
        if isinstance(cell, datetime):  # how spreadsheets hold 24:00, or a time with a date
            return Clock(_of_datetime(cell))
        if isinstance(cell, timedelta):
            seconds = cell / SECOND
            if not 0.0 <= seconds <= DAY:
                raise CellError(f"`{shown(cell)}` is not a time of day: the day ends at 24:00.")
            return Clock(seconds)
        number = number_in(cell)
        if number is not None and of_number is not None:
            return Clock(of_number(number))
        if not isinstance(cell, str) or not cell:
            what = f"`{shown(cell)}`" if cell != "" else "an empty cell"
            raise CellError(f"{what} is not a time of day; {times.EXPECTED}.")
        clock = times.read(cell)
        if self.halved:
            check_half(clock, cell)
        return clock

    def _hours(self, found: Sequence[float], column: Column) -> Callable[[float], float]:
        """How numbers in a column of times are to be read: hours, 930, or parts of a day."""
        whole = all(number == int(number) for number in found)
        numbered = 1.0 in found and bool(NUMBERED & set(plain(column.title).split(" ")))
        if whole and max(found) < 24.0 and min(found) >= 0.0 and not numbered:
            return _hour
        if whole and self.of_ends and max(found) == 24.0 and min(found) >= 0.0:
            return _hour
        clocks = whole and min(found) >= 0.0 and max(found) >= 100.0
        if clocks and all(n % 100 < 60.0 and n % 5.0 == 0.0 and n <= 2400.0 for n in found):
            return lambda number: number // 100 * HOUR + number % 100 * MINUTE
        if whole and min(found) >= 0.0 and (numbered or set(found) >= set(range(1, 25))):
            ask = "write when each begins"
            if max(found) == 24.0:
                ask += ", or, if they are ends of hours, state them under `columns: end` with"
                ask += " `interval: 1 h`"
            raise self.table.wrong(f"times are numbered from 1 to {max(found):g}: {ask}.")
        if min(found) >= 0.0 and max(found) <= 1.0:
            return lambda number: float(round(number * DAY))
        if not whole:
            text = next(f"{number:g}" for number in found if number != int(number))
            return _raising(f"`{text}` is not a time of day; {times.EXPECTED}.")
        return _hour


def _raising(message: str) -> Callable[[float], float]:
    def refuse(_number: float) -> float:
        raise CellError(message)

    return refuse


def _hour(number: float) -> float:
    if not 0.0 <= number <= 24.0 or number != int(number):
        raise CellError(f"`{number:g}` is not an hour; expected 0 to 23, or a time like 08:30.")
    return number * HOUR


def _clock_or_none(text: str) -> Clock | None:
    try:
        return times.read(text)
    except CellError:
        return None


def halved(clocks: Sequence[Clock]) -> bool:
    """Whether AM or PM is said anywhere."""
    return any(clock.halved for clock in clocks)


def check_half(clock: Clock, text: str) -> None:
    """Refuse a time without AM or PM among others that have it. Raises ``CellError``."""
    if not clock.halved:
        raise CellError(f"`{shown(text)}` has no AM or PM, as other rows have.")


def _of_datetime(cell: datetime) -> float:
    seconds = (cell - datetime.combine(cell.date(), datetime.min.time())) / SECOND
    if cell.year < dates.FIRST_YEAR + 1 and seconds == 0.0 and cell.day != 30:
        return DAY
    return float(seconds)
