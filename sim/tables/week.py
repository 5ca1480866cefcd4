"""Numbers of a week: by day and time, by dates that are put together, or one after the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import numpy as np

from sim.tables.cells import numbers_in
from sim.tables.choose import Chooser, When
from sim.tables.columns import (
    Check,
    Column,
    Floats,
    Gathered,
    Ints,
    Wanted,
    gather,
    leave_out_totals,
    numbers_of,
)
from sim.tables.faults import Mistakes
from sim.tables.intervals import Spans
from sim.tables.table import Table
from sim.tables.when import moments_of
from sim.time_units import DAY, WEEK

IN_A_WEEK = (168, 336, 672)
"""Numbers that a week has, by hours, half-hours or quarters."""
Values = Callable[[Table, Column, Ints, Mistakes], Floats]
"""Reads a column of values, row by row."""


class Week(NamedTuple):
    """Steps of the week in its order: ``at`` and ``length`` in seconds from Monday 00:00 on,
    ``numbers``, and ``lines`` of the file; each of shape (steps,)."""

    at: Floats
    length: Floats
    numbers: Floats
    lines: Ints


def plain_numbers(check: Check, shares: bool = False) -> Values:
    """Values that are plain numbers within bounds; ``shares``: they may be in percent."""

    def read(table: Table, column: Column, lines: Ints, mistakes: Mistakes) -> Floats:
        return numbers_of(table, [column], lines, check, mistakes, shares)[:, 0]

    return read


class _Rows(NamedTuple):
    """The rows that a table's columns give: when, with which numbers, which weigh how much."""

    when: When
    gathered: Gathered
    numbers: Floats
    weights: Floats


def read_week(
    table: Table,
    zero: date,
    meaning: str,
    values: Values,
    weighted: bool = False,
) -> Week:
    """The numbers of a table by the steps of a week.

    Dates are put together by their day of the week: the numbers are averaged over the dates of
    that day (with ``weighted`` by the issues of each row, if there is such a column); numbers of
    agents must be the same each week. Raises ``TableError``.
    """
    chooser, mistakes = Chooser(table), Mistakes(table.path)
    rows = _rows(chooser, meaning, values, weighted, mistakes)
    if rows.when.says_nothing and not table.layout.labels:
        mistakes.tell()
        return _listed(table, rows)
    if _counts_the_week(rows):
        mistakes.tell()
        return _listed(table, rows)
    days = table.layout.label_kind in ("weekday", "date") or rows.when.says_days
    of_each_day = not days and meaning == "weight" and rows.when.time is not None
    if not days and not of_each_day:
        raise table.wrong(f"there is no column of days that could be told: {chooser.there()}")
    moments = moments_of(table, rows.gathered, rows.when, zero, mistakes)
    if moments.whole and meaning == "agents":
        raise table.wrong(f"there is no column of times that could be told: {chooser.there()}")
    if moments.whole:
        table.note("the table has days without times: each is spread evenly over 24 hours.")
    spans = Spans(table, moments, rows.gathered.lines, zero)
    groups = spans.settled(mistakes)
    if moments.dated:
        return _Dated(table, spans, groups, rows, zero).week(meaning)
    found = _sums(groups, rows.numbers[spans.order], len(spans.at))
    week = Week(spans.at % WEEK, spans.length, found, spans.lines)
    return _on_each_day(table, week) if of_each_day else week


def _rows(
    chooser: Chooser,
    meaning: str,
    values: Values,
    weighted: bool,
    mistakes: Mistakes,
) -> _Rows:
    """Choose the columns and read their values."""
    table = chooser.table
    counting, when = chooser.counting(), chooser.when(week=True)
    labelled = bool(table.layout.labels)
    places = [] if labelled else chooser.values(meaning)[:1]
    if labelled:
        chooser.refuse_stated_values()
    weight = chooser.optional("issues") if weighted and not labelled else None
    table.read.update(chooser.chosen)
    valued = [*places, *([] if weight is None else [weight])]
    gathered = gather(table, Wanted(when.places(), valued, counting), mistakes)
    column = gathered.values if labelled else gathered.columns[places[0]]
    assert column is not None
    numbers = values(table, column, gathered.lines, mistakes)
    totals = {place: float(np.nansum(numbers)) for place in places}
    leave_out_totals(table, gathered, totals, mistakes)
    if weight is None:
        return _Rows(when, gathered, numbers, np.ones(len(numbers)))
    columns = [gathered.columns[weight]]
    weights = numbers_of(table, columns, gathered.lines, _not_below_zero, mistakes)[:, 0]
    return _Rows(when, gathered, numbers, weights)


def _not_below_zero(number: float, _text: str) -> float:
    return max(number, 0.0)


def _sums(groups: Ints, numbers: Floats, count: int) -> Floats:
    sums = np.zeros(count)
    np.add.at(sums, groups, numbers)
    return sums


def _counts_the_week(rows: _Rows) -> bool:
    """Whether the times are the numbers of the hours of the week, from 0 or 1 on."""
    when, count = rows.when, len(rows.numbers)
    if when.says_days or when.time is None or count not in IN_A_WEEK:
        return False
    found = numbers_in(rows.gathered.columns[when.time].cells)
    return found in ([*range(count)], [*range(1, count + 1)])


def _listed(table: Table, rows: _Rows) -> Week:
    """One number after the other from Monday 00:00 on."""
    count, lines = len(rows.numbers), rows.gathered.lines
    if count not in IN_A_WEEK:
        message = f"{count} numbers: expected 168, one for each hour of the week."
        raise table.wrong(message, int(lines[-1]))
    size = WEEK / count
    return Week(np.asarray(np.arange(count) * size), np.full(count, size), rows.numbers, lines)


def _on_each_day(table: Table, day: Week) -> Week:
    """The course of a day, the same on each day of the week."""
    table.note("the table has no days: its course is taken for each day of the week.")
    days = np.repeat(np.arange(7) * DAY, len(day.at))
    at = np.tile(day.at, 7) + days
    return Week(at, np.tile(day.length, 7), np.tile(day.numbers, 7), np.tile(day.lines, 7))


class _Dated:
    """Rows by date, put together by the day of the week."""

    def __init__(self, table: Table, spans: Spans, groups: Ints, rows: _Rows, zero: date) -> None:
        self.table, self.spans, self.groups, self.zero = table, spans, groups, zero
        self.numbers, self.weights = rows.numbers[spans.order], rows.weights[spans.order]
        of_week = np.round((spans.at + zero.weekday() * DAY) % WEEK, 6)
        found = np.unique(of_week, return_index=True, return_inverse=True)
        self.steps, self.first, self.step = found

    def week(self, meaning: str) -> Week:
        """Agents as they are each week, averages of volumes over dates, or of means over rows."""
        spans = self.spans
        sums = _sums(self.groups, self.numbers * self.weights, len(spans.at))
        if meaning == "agents":
            self._check_same(sums)
            numbers = sums[self.first]
        else:
            over = self._dates() if meaning in ("weight", "issues") else self._stated()
            total = _sums(self.step, sums, len(self.steps))
            numbers = np.divide(total, over, out=np.zeros_like(total), where=over > 0.0)
        return Week(self.steps, spans.length[self.first], numbers, spans.lines[self.first])

    def _dates(self) -> Floats:
        """For each step the number of dates of its day of the week."""
        dates = np.unique(self.spans.at // DAY).astype(int)
        days = np.bincount((dates + self.zero.weekday()) % 7, minlength=7)
        return np.asarray(days[(self.steps // DAY).astype(int)], float)

    def _stated(self) -> Floats:
        """For each step the weights of the rows that state a mean."""
        stated = np.where(self.numbers > 0.0, self.weights, 0.0)
        by_moment = _sums(self.groups, stated, len(self.spans.at))
        return _sums(self.step, by_moment, len(self.steps))

    def _check_same(self, numbers: Floats) -> None:
        """Refuse head counts that differ from week to week."""
        first: dict[int, int] = {}
        for place, of in enumerate(self.step.tolist()):
            before = first.setdefault(of, place)
            if numbers[place] != numbers[before]:
                lines = self.spans.lines
                message = f"{numbers[place]:g} agents, and {numbers[before]:g} a week before or"
                where = f"more (line {lines[before]}): a head count is the same each week"
                raise self.table.wrong(f"{message} {where}.", int(lines[place]))
