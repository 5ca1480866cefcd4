"""Cells and what kind of thing each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from sim.tables import dates, numbers, times, weekdays
from sim.tables.faults import CellError
from sim.visible import cut

Cell = str | int | float | bool | datetime | date | timedelta
"""Of a text file always text; an empty cell is an empty text; a time of day is a timedelta."""
Kind = Literal["", "number", "moment", "date", "time", "weekday", "text"]
TYPED: tuple[Kind, ...] = ("number", "moment", "date", "time", "weekday")
_REMARK = re.compile(r"#(?!$|[0-9]|(?:REF|N/A|NAME|DIV/0|NULL|NUM|VALUE|SPILL|CALC)\b)")
"""No index such as ``#1``, no error of a spreadsheet such as ``#REF!``."""
_COUNTED = re.compile(r"(?:[0-9]+(?:[.,][0-9]+)?\s*[a-z%]+\s*)+", re.IGNORECASE)
"""A number with its unit, such as ``1 h 30 min``."""


class Row(NamedTuple):
    """A row's line (from 1) and its cells; ``quoted``: whether only some are in quotes, the first
    among them, as R writes the numbers of rows."""

    line: int
    cells: list[Cell]
    quoted: bool = False


def kind_of(cell: Cell) -> Kind:
    """What a cell looks like by itself; what could be a number is one."""
    if isinstance(cell, str):
        return _of_text(cell)
    if isinstance(cell, bool):
        return "text"
    if isinstance(cell, int | float):
        return "number"
    if isinstance(cell, datetime):
        return "date" if cell.time() == time() else "moment"
    if isinstance(cell, date):
        return "date"
    return "time"


def _of_text(text: str) -> Kind:
    if not text:
        return ""
    if numbers.looks_like(text):
        return "number"
    if weekdays.possible(text):
        return "weekday"
    if not re.search(r"[0-9]", text):
        return "text"
    if times.looks_like(text):
        return "time"
    found = dates.looks_like(text)
    if found is not None:
        return found
    return "number" if _COUNTED.fullmatch(text) else "text"


def is_comment(cells: Sequence[Cell]) -> bool:
    """Whether a row is a remark; a ``#`` alone is the name of a column of numbers."""
    first = cells[0]
    return isinstance(first, str) and _REMARK.match(first) is not None


def shown(cell: Cell) -> str:
    """A cell as it is quoted in a message."""
    return cut(str(cell))


def number_in(cell: Cell) -> float | None:
    """The number that a cell is, by itself; ``None``: it is none."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell)
    if isinstance(cell, str) and numbers.looks_like(cell):
        try:
            return numbers.read(cell, "comma" if "," in cell else "point")
        except CellError:
            return None
    return None


def numbers_in(cells: Iterable[Cell]) -> list[float]:
    """The numbers among cells."""
    return [number for cell in cells if (number := number_in(cell)) is not None]
