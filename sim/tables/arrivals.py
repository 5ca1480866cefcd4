"""Moments of single arrivals, from logs."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from sim.tables.choose import Chooser, When
from sim.tables.columns import Floats, Ints, Wanted, gather, leave_out_totals
from sim.tables.faults import Mistakes
from sim.tables.table import Table
from sim.tables.when import moments_of


class Arrivals(NamedTuple):
    """``at``: seconds since the first date's midnight, ascending; ``lines``: of the file."""

    at: Floats
    lines: Ints


def read_arrivals(table: Table, zero: date) -> Arrivals:
    """The moments of a log, a row each. Raises ``TableError``."""
    if table.layout.labels:
        raise table.wrong("expected a row for each arrival, not a column for each time.")
    chooser = Chooser(table)
    counting, when = chooser.counting(), chooser.when(week=False)
    numbered = when.says_nothing or when == When(time=when.time, end=when.end)
    if numbered:
        when = _numbered(chooser, when)
    table.read.update(chooser.chosen)
    mistakes = Mistakes(table.path)
    gathered = gather(table, Wanted(when.places(), [], counting), mistakes)
    plain = when.time is None
    moments = moments_of(table, gathered, when, zero, mistakes, plain)
    leave_out_totals(table, gathered, {}, mistakes)
    mistakes.tell()
    if moments.whole and not (numbered and plain):
        raise table.wrong(f"there is no column of times that could be told: {chooser.there()}")
    order = np.argsort(moments.at, kind="stable")
    return Arrivals(moments.at[order], gathered.lines[order])


def _numbered(chooser: Chooser, when: When) -> When:
    """The columns of a log whose numbers tell when: dates beside times of day, or all by itself."""
    place = chooser.numbers_that_tell_when()
    beside = when.time is not None and chooser.table.form.unit not in ("s", "min", "h")
    return When(date=place, time=when.time) if beside else When(start=place)
