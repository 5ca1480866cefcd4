"""Volumes by date and interval, day or week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import numpy as np

from sim.tables.choose import Chooser
from sim.tables.columns import (
    Check,
    Floats,
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


class Volumes(NamedTuple):
    """Rows in the order of time.

    ``at``: seconds since the first date's midnight; ``length``: seconds; ``numbers``: of each
    column, shape (rows, columns); ``lines``: of the file.
    """

    at: Floats
    length: Floats
    numbers: Floats
    lines: Ints


def read_volumes(
    table: Table, zero: date, choose: Callable[[Chooser], list[int]], check: Check
) -> Volumes:
    """The numbers of a table by date and interval; ``choose`` names their columns.

    Raises ``TableError``.
    """
    chooser = Chooser(table)
    counting, when = chooser.counting(), chooser.when(week=False)
    labelled = bool(table.layout.labels)
    places = [] if labelled else choose(chooser)
    if labelled:
        chooser.refuse_stated_values()
    if not when.says_date and when.end is None and table.layout.label_kind != "date":
        raise table.wrong(f"there is no column of dates that could be told: {chooser.there()}")
    table.read.update(chooser.chosen)
    mistakes = Mistakes(table.path)
    gathered = gather(table, Wanted(when.places(), places, counting), mistakes)
    values = [gathered.values] if labelled else [gathered.columns[place] for place in places]
    moments = moments_of(table, gathered, when, zero, mistakes)
    if not moments.dated:
        raise table.wrong(f"there is no column of dates that could be told: {chooser.there()}")
    columns = [value for value in values if value is not None]
    numbers = numbers_of(table, columns, gathered.lines, check, mistakes)
    totals = np.nansum(numbers, axis=0).tolist()
    leave_out_totals(table, gathered, dict(zip(places, totals, strict=False)), mistakes)
    spans = Spans(table, moments, gathered.lines, zero)
    groups = spans.settled(mistakes)
    sums = np.zeros((len(spans.at), numbers.shape[1]))
    np.add.at(sums, groups, numbers[spans.order])
    return Volumes(spans.at, spans.length, sums, spans.lines)
