"""Durations with weights: handle times, patience."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

import numpy as np

from sim.tables import numbers
from sim.tables.cells import Cell, number_in, numbers_in, shown
from sim.tables.choose import Chooser
from sim.tables.columns import (
    Check,
    Column,
    Floats,
    Ints,
    Read,
    Wanted,
    converted,
    decimal_of,
    gather,
    numbers_of,
)
from sim.tables.faults import CellError, Mistakes
from sim.tables.form import UNIT_S
from sim.tables.table import Table
from sim.time_units import HOUR, MINUTE

_CLOCK = re.compile(r"[0-9]*:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?")
_SHORT = re.compile(r"[0-9]*:[0-5][0-9]")
Spoken = Callable[[str], float]
"""Reads a duration with its unit, such as ``5 min``; raises ``CellError``."""


class Durations(NamedTuple):
    """Seconds and weights, each of shape (rows,)."""

    seconds: Floats
    weights: Floats


def read_durations(table: Table, spoken: Spoken, check: Check, weight: Check) -> Durations:
    """The durations of a table, with weights of 1 if no column is called so.

    Raises ``TableError``.
    """
    if table.layout.labels:
        raise table.wrong("expected a row for each duration, not a column for each time.")
    chooser = Chooser(table)
    counting = chooser.counting()
    place, weighing = chooser.values("duration")[0], chooser.optional("weight")
    table.read.update(chooser.chosen)
    mistakes = Mistakes(table.path)
    places = [place] if weighing is None else [place, weighing]
    gathered = gather(table, Wanted([], places, counting), mistakes)
    seconds = seconds_of(spoken, check)(table, gathered.columns[place], gathered.lines, mistakes)
    weights = np.ones(len(gathered.lines))
    if weighing is not None:
        columns = [gathered.columns[weighing]]
        weights = numbers_of(table, columns, gathered.lines, weight, mistakes, shares=True)[:, 0]
    mistakes.tell()
    if not weights.any():
        raise table.wrong("the weights are all zero.")
    return Durations(seconds, weights)


def seconds_of(
    spoken: Spoken, check: Check, empty: bool = False
) -> Callable[[Table, Column, Ints, Mistakes], Floats]:
    """Reads a column of durations: numbers in the unit that is said, or texts with units.

    ``empty``: a cell without a duration is 0.
    """

    def read(table: Table, column: Column, lines: Ints, mistakes: Mistakes) -> Floats:
        _refuse_shares_of_days(table, column, lines)
        return converted(column, lines, _reader(table, column, spoken, check, empty), mistakes)

    return read


def _reader(table: Table, column: Column, spoken: Spoken, check: Check, empty: bool) -> Read:
    unit = table.form.unit or column.unit
    if unit is None and any(_is_short(cell) for cell in column.cells):
        what = f"the times under {column.title} are taken for minutes and seconds"
        table.note(f"{what}: state `unit: h` if they are hours and minutes.")
    decimal = decimal_of(table, [column])
    if table.form.unit is not None:
        table.heeded.add("unit")
    times = [cell for cell in column.cells if isinstance(cell, timedelta)]
    in_minutes = bool(times) and not any(cell.seconds % MINUTE for cell in times)
    typed_as_hours = unit == "min" and in_minutes and max(times) >= timedelta(hours=1)
    if typed_as_hours:  # who types 5:12 gets five hours
        table.note(f"the times under {column.title} are taken for minutes and seconds.")
    if unit is None and in_minutes:
        what = f"the times under {column.title} are hours and minutes in the workbook"
        table.note(f"{what}: state `unit: min` if minutes and seconds are meant.")
    if unit is None and any(_is_plain(cell) for cell in column.cells):
        table.note(f"the numbers under {column.title} are taken for seconds: state `unit: s`.")
    size = UNIT_S.get(unit or "s")

    def read(cell: Cell) -> float:
        if empty and cell == "":
            return 0.0
        if isinstance(cell, timedelta):
            seconds = cell / timedelta(seconds=1)
            return check(seconds / MINUTE if typed_as_hours else seconds, shown(cell))
        if size is None:
            raise CellError(f"`unit: {unit}` is of moments; expected `s`, `min` or `h`.")
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return check(float(cell) * size, shown(cell))
        if not isinstance(cell, str) or not cell:
            what = f"`{shown(cell)}`" if cell != "" else f"the cell under {column.title} is empty"
            raise CellError(f"{what}: expected a duration.")
        if numbers.looks_like(cell):
            return check(numbers.read(cell, decimal) * size, cell)
        if _CLOCK.fullmatch(cell):
            return check(_of_clock(cell, unit), cell)
        return spoken(cell)

    return read


def _refuse_shares_of_days(table: Table, column: Column, lines: Ints) -> None:
    """Ask where numbers are all below 1, as times that a spreadsheet shows as numbers."""
    if (table.form.unit or column.unit) is not None:
        return
    found = [number for number in numbers_in(column.cells) if number != 0.0]
    others = [cell for cell in column.cells if cell != "" and number_in(cell) is None]
    if found and not others and max(found) < 1.0:
        message = f"`{found[0]:g}`: numbers below 1 under {column.title} may be parts of a day"
        ask = "state `unit: excel` if they are, or `unit: s`"
        raise table.wrong(f"{message}: {ask}.", int(lines[0]))


def _is_plain(cell: Cell) -> bool:
    if isinstance(cell, str):
        return numbers.looks_like(cell)
    return isinstance(cell, int | float) and not isinstance(cell, bool) and cell != 0


def _of_clock(text: str, unit: str | None) -> float:
    """``00:05:12`` and ``5:12`` are five minutes; in hours ``5:12`` are five hours."""
    parts = [part or "0" for part in text.split(":")]
    if len(parts) == 3:
        return float(parts[0]) * HOUR + float(parts[1]) * MINUTE + float(parts[2].replace(",", "."))
    if unit == "h":
        return float(parts[0]) * HOUR + float(parts[1]) * MINUTE
    return float(parts[0]) * MINUTE + float(parts[1])


def _is_short(cell: Cell) -> bool:
    return isinstance(cell, str) and _SHORT.fullmatch(cell) is not None
