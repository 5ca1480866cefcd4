"""When the rows of a table are, put together from the columns that tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from sim.tables import dates, times
from sim.tables.choose import When
from sim.tables.clock_column import ClockColumn
from sim.tables.columns import Column, Floats, Gathered
from sim.tables.faults import Mistakes
from sim.tables.moment_column import MomentColumn
from sim.tables.table import Table
from sim.time_units import DAY, MINUTE


@dataclass
class Moments:
    """When rows are.

    ``at``: seconds since the first date's midnight, or, unless ``dated``, since the week's (NaN:
    could not be read). ``end``: of rows that say when they end, else NaN. ``whole``: whether rows
    name dates, days or weeks, without times; ``bare``: whether their times are hours alone;
    ``week``: whether they name whole weeks.
    """

    at: Floats
    end: Floats
    whole: bool
    bare: bool
    week: bool
    dated: bool


class Reader:
    """The columns of a table that tell when, being read; ``zero``: the first date of the clock."""

    def __init__(
        self, table: Table, gathered: Gathered, when: When, zero: date, mistakes: Mistakes
    ) -> None:
        self.table, self.when, self.columns = table, when, gathered.columns
        self.labels, self.label = gathered.labels, table.layout.label_kind
        self.dates = MomentColumn(table, gathered.lines, zero, mistakes)
        self.last_dates = MomentColumn(table, gathered.lines, zero, mistakes)
        self.clock = ClockColumn(table, gathered.lines, mistakes)
        self.ends = ClockColumn(table, gathered.lines, mistakes, of_ends=True)
        self.count = len(gathered.lines)

    @property
    def dated(self) -> bool:
        """Whether rows are told apart by dates, not only by days of the week."""
        when = self.when
        return when.says_date or self.label == "date" or self.by_last_days

    @property
    def by_last_days(self) -> bool:
        """Whether the only dates are those of ends, as of weeks that are named by their ends."""
        end = None if self.when.says_date or self.label == "date" else self.when.end
        return end is not None and _holds_dates(self.columns[end])

    @property
    def has_times(self) -> bool:
        """Whether a column, or the names of columns, are times of day."""
        return self.when.time is not None or self.label == "time"

    def days(self, plain: bool) -> tuple[Floats, Floats]:
        """Starts and ends (NaN if none is said) by the columns of dates, moments or days."""
        none = np.full(self.count, np.nan)
        place = self.when.date if self.when.start is None else self.when.start
        if place is not None:
            at, end = self.dates.read(self.columns[place], plain)
            if not self.dates.halved and not self.dates.numeric:
                self.clock.check_backwards(at // DAY, at % DAY)
            return at, end
        if self.when.end is not None and self.by_last_days:
            return self.before_ends(self.when.end, np.zeros(self.count))
        if self.label == "date" and self.labels is not None:
            return self.dates.read(self.labels)
        if self.when.day is not None:
            return self.clock.days(self.columns[self.when.day]), none
        if self.label == "weekday" and self.labels is not None:
            return self.clock.days(self.labels), none
        return np.zeros(self.count), none

    def times(self, at: Floats, end: Floats) -> tuple[Floats, Floats]:
        """Starts and ends with the times of day added to the days ``at``."""
        column = self.labels if self.when.time is None else self.columns[self.when.time]
        assert column is not None
        begins, ends = self.clock.times(column)
        if not self.clock.halved and self.label is None:
            self.clock.check_backwards(at, begins)
        elif not self.clock.halved:  # times down or across, with days the other way
            in_turn = np.array(list(dict.fromkeys(begins.tolist())))
            self.clock.check_backwards(np.zeros(len(in_turn)), in_turn)
        end = np.where(np.isfinite(ends), at + ends, end)
        at = at + begins
        if self.when.minute is not None:
            at = at + self.clock.minutes(self.columns[self.when.minute])
            self.clock.bare = False
        return at, end

    def before_ends(self, place: int, day: Floats) -> tuple[Floats, Floats]:
        """Starts and ends of intervals of which only ends are said. Raises ``TableError``."""
        interval = self.table.form.interval
        if not isinstance(interval, float | int):
            usual = "1 week" if self.by_last_days else "30 min"
            message = f"{self.table.title(place)} holds ends: state how long the intervals are, as"
            raise self.table.wrong(f"{message} in `interval: {usual}`.")
        end = self.ends_of(place, day)
        return end - interval, end

    def ends_of(self, place: int, at: Floats) -> Floats:
        """Ends from a column of their own: moments, or times of the day of the start."""
        column = self.columns[place]
        if _holds_dates(column):
            found = self.last_dates.read(column)[0]
            return found if self.last_dates.clocked else found + DAY  # the last day counts whole
        found = at // DAY * DAY + self.ends.times(column)[0]
        found = np.where(found <= at, found + DAY, found)
        last_minute = (found - at) % times.USUAL_S == times.USUAL_S - MINUTE
        last_second = (found - at) % MINUTE == MINUTE - 1.0
        return found + np.where(last_minute, MINUTE, np.where(last_second, 1.0, 0.0))

    @property
    def only_ends(self) -> bool:
        """Whether rows say at what time they end, and not at what time they start."""
        when = self.when
        if when.end is None or when.start is not None or self.has_times:
            return False
        return not _holds_dates(self.columns[when.end])


def _holds_dates(column: Column) -> bool:
    texts = (text for text in column.texts() if not times.looks_like(text))
    return any(isinstance(cell, datetime | date) for cell in column.cells) or any(
        dates.looks_like(text) for text in texts
    )


def moments_of(
    table: Table,
    gathered: Gathered,
    when: When,
    zero: date,
    mistakes: Mistakes,
    plain: bool = False,
) -> Moments:
    """When the gathered rows are, by the columns that tell.

    ``plain``: numbers may be seconds, minutes or hours since ``zero``, too.
    """
    reader = Reader(table, gathered, when, zero, mistakes)
    at, end = reader.days(plain)
    timed = reader.has_times or reader.dates.clocked or bool((at % DAY != 0.0).any())
    if reader.has_times:
        at, end = reader.times(at, end)
    if when.end is not None and reader.only_ends:
        at, end = reader.before_ends(when.end, at)
        timed = True
    elif when.end is not None and not reader.by_last_days:
        end = reader.ends_of(when.end, at)
    bare = reader.clock.bare if reader.has_times else reader.dates.bare
    return Moments(at, end, not timed, bare, reader.dates.weeks, reader.dated)
