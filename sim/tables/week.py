"""Numbers of a week: by day and time, by dates that are put together, or one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

import numpy as np

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
    none_counts,
    numbers_of,
)
from sim.tables.faults import Mistakes
from sim.tables.intervals import WEEK, Spans
from sim.tables.table import Table
from sim.tables.times import DAY
from sim.tables.when import Moments, moments_of

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


def read_week(
    table: Table,
    zero: date,
    meaning: str,
    values: Values,
    prefer: Iterable[str] = (),
    weighted: bool = False,
) -> Week:
    """The numbers of a table by the steps of a week.

    Dates are put together by their day of the week: the numbers are averaged over the dates of
    that day (with ``weighted`` by the issues of each row, if there is such a column); numbers of
    agents must be the same each week. Raises ``TableError``.
    """
    chooser = Chooser(table)
    counting, when = chooser.counting(), chooser.when(week=True)
    labelled = bool(table.layout.labels)
    places = [] if labelled else chooser.values(meaning, prefer)[:1]
    if labelled:
        chooser.refuse_stated_values()
    weight = chooser.optional("issues") if weighted and not labelled else None
    table.read.update(chooser.chosen)
    mistakes = Mistakes(table.path)
    valued = [*places, *([] if weight is None else [weight])]
    gathered = gather(table, Wanted(when.places(), valued, counting), mistakes)
    column = gathered.values if labelled else gathered.columns[places[0]]
    assert column is not None
    if not len(gathered.lines):
        mistakes.tell()
        raise none_counts(table, counting)
    numbers = values(table, column, gathered.lines, mistakes)
    totals = {place: float(np.nansum(numbers)) for place in places}
    leave_out_totals(table, gathered, totals, mistakes)
    weights = np.ones(len(numbers))
    if weight is not None:
        of_rows = gathered.columns[weight]
        weights = numbers_of(table, [of_rows], gathered.lines, _not_below_zero, mistakes)[:, 0]
    if when.says_nothing and not labelled:
        mistakes.tell()
        return _listed(table, gathered, numbers)
    dayless = when.day is None and when.date is None and when.start is None
    if dayless and not _has_days(table) and meaning == "weight" and when.time is not None:
        return _of_each_day(table, gathered, when, zero, numbers, mistakes)
    if dayless and not _has_days(table):
        raise table.wrong(f"there is no column of days that could be told: {chooser.there()}")
    moments = moments_of(table, gathered, when, zero, mistakes)
    if moments.whole and meaning == "agents":
        raise table.wrong(f"there is no column of times that could be told: {chooser.there()}")
    spans = Spans(table, moments, gathered.lines, zero)
    groups = spans.settled(mistakes)
    if not moments.dated:
        found = _sums(groups, numbers[spans.order], len(spans.at))
        return Week(spans.at % WEEK, spans.length, found, spans.lines)
    parts = numbers[spans.order], weights[spans.order], groups
    return _averaged(table, spans, *parts, zero, meaning, moments)


def _not_below_zero(number: float, _text: str) -> float:
    return max(number, 0.0)


def _has_days(table: Table) -> bool:
    return table.layout.label_kind in ("weekday", "date")


def _sums(groups: Ints, numbers: Floats, count: int) -> Floats:
    sums = np.zeros(count)
    np.add.at(sums, groups, numbers)
    return sums


def _listed(table: Table, gathered: Gathered, numbers: Floats) -> Week:
    """One number after the other from Monday 00:00 on."""
    count = len(numbers)
    if count not in IN_A_WEEK or table.layout.width > 1:
        message = f"{count} numbers: expected 168, one for each hour of the week."
        raise table.wrong(message, int(gathered.lines[-1]))
    size = WEEK / count
    return Week(np.asarray(np.arange(count) * size), np.full(count, size), numbers, gathered.lines)


def _of_each_day(
    table: Table,
    gathered: Gathered,
    when: When,
    zero: date,
    numbers: Floats,
    mistakes: Mistakes,
) -> Week:
    """The course of a day, the same on each day of the week."""
    moments = moments_of(table, gathered, when, zero, mistakes)
    spans = Spans(table, moments, gathered.lines, zero)
    groups = spans.settled(mistakes)
    found = _sums(groups, numbers[spans.order], len(spans.at))
    days = np.repeat(np.arange(7) * DAY, len(spans.at))
    at, length = np.tile(spans.at, 7) + days, np.tile(spans.length, 7)
    table.note("the table has no days: its course is taken for each day of the week.")
    return Week(at, length, np.tile(found, 7), np.tile(spans.lines, 7))


def _averaged(
    table: Table,
    spans: Spans,
    numbers: Floats,
    weights: Floats,
    groups: Ints,
    zero: date,
    meaning: str,
    moments: Moments,
) -> Week:
    """Numbers by date put together by day of the week."""
    of_week = np.round((spans.at + zero.weekday() * DAY) % WEEK, 6)
    steps, first, step = np.unique(of_week, return_index=True, return_inverse=True)
    sums = _sums(groups, numbers * weights, len(spans.at))
    total = _sums(step, sums, len(steps))
    if meaning == "agents":
        _check_same(table, spans, sums, step)
        return Week(steps, spans.length[first], sums[first], spans.lines[first])
    if meaning not in ("weight", "issues"):  # means: of rows that state any
        stated = np.where(numbers > 0.0, weights, 0.0)
        over = _sums(step, _sums(groups, stated, len(spans.at)), len(steps))
    else:
        dates = np.unique(spans.at // DAY)
        days = np.bincount((dates.astype(int) + zero.weekday()) % 7, minlength=7)
        over = days[(steps // DAY).astype(int)].astype(float)
    mean = np.divide(total, over, out=np.zeros_like(total), where=over > 0.0)
    return Week(steps, spans.length[first], mean, spans.lines[first])


def _check_same(table: Table, spans: Spans, numbers: Floats, step: Ints) -> None:
    """Refuse head counts that differ from week to week."""
    first: dict[int, int] = {}
    for place, of in enumerate(step.tolist()):
        before = first.setdefault(of, place)
        if numbers[place] != numbers[before]:
            message = f"{numbers[place]:g} agents, and {numbers[before]:g} a week before or more"
            where = f"(line {spans.lines[before]}): a head count is the same each week"
            raise table.wrong(f"{message} {where}.", int(spans.lines[place]))
