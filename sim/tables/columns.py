"""Columns taken from the rows of a table: what is in them once, and where."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.tables import names, numbers
from sim.tables.cells import Cell, Row, shown
from sim.tables.faults import CellError, Mistakes, TableError
from sim.tables.plain import plain
from sim.tables.table import Table
from sim.visible import listed

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.integer[Any]]
Read = Callable[[Cell], float]
"""Makes a number of a cell, or raises ``CellError``."""
Check = Callable[[float, str], float]
"""Takes a number and its text; gives the number, or raises ``CellError``."""


MOST_LISTED = 8
MOST_KNOWN = 20_000
"""Different cells of a column that are found again."""


@dataclass
class Column:
    """A column's cells: ``cells`` has those that occur, ``codes`` which of them stands where."""

    title: str
    cells: list[Cell] = field(default_factory=list)
    _codes: array[int] = field(default_factory=lambda: array("i"))
    _known: dict[Any, int] = field(default_factory=dict)

    def add(self, cell: Cell) -> None:
        """Append a cell."""
        key = cell if isinstance(cell, str) else (type(cell), cell)
        code = self._known.get(key)
        if code is None:
            code = len(self.cells)
            self.cells.append(cell)
            if code < MOST_KNOWN:  # of a log nearly every cell is new: knowing them costs memory
                self._known[key] = code
        self._codes.append(code)

    @property
    def unit(self) -> str | None:
        """The unit that the column's name ends in."""
        return names.unit_of(self.title.strip("`"))

    @property
    def codes(self) -> Ints:
        """For each row the place of its cell in ``cells``."""
        return np.frombuffer(self._codes, np.int32)

    def texts(self) -> list[str]:
        """The cells that are text."""
        return [cell for cell in self.cells if isinstance(cell, str)]


@dataclass
class Gathered:
    """Rows of a table: their lines, shape (rows,), and the columns that were asked for.

    Of a table with a column for each time, weekday or date there is a row for each of its
    filled cells: the name of its column is in ``labels``, the cell in ``values``. ``timeless``:
    rows without any time, which may be totals.
    """

    lines: Ints
    columns: dict[int, Column]
    labels: Column | None = None
    values: Column | None = None
    timeless: list[Row] = field(default_factory=list)


class Wanted(NamedTuple):
    """Places of the columns that tell when, of those with values, and the texts that a row must
    have in a column to count."""

    when: Sequence[int]
    values: Sequence[int]
    counting: Mapping[int, str]


def gather(table: Table, wanted: Wanted, mistakes: Mistakes) -> Gathered:
    """The wanted columns, row by row; what is wrong with rows is noted in ``mistakes``.

    A row that holds nothing beside its time counts with 0. Raises ``TableError`` if none counts.
    """
    columns = {place: Column(table.title(place)) for place in (*wanted.when, *wanted.values)}
    labels = table.layout.labels
    found = Gathered(np.zeros(0, np.int32), columns)
    if labels:
        found.labels, found.values = Column("the names of the columns"), Column("the cells")
    lines = array("i")
    empty = 0
    for row in _counting(table, wanted, mistakes):
        if _says_no_time(row.cells, wanted.when):
            found.timeless.append(row)
        elif labels:
            _unpivot(row, labels, found, lines)
        else:
            cells = row.cells
            if wanted.values and _holds_nothing(cells, wanted.when):
                empty += 1
                cells = [cell if cell != "" else "0" for cell in cells]
            lines.append(row.line)
            for place, column in columns.items():
                column.add(cells[place])
    if empty:
        rows = "1 row holds" if empty == 1 else f"{empty:,} rows hold"
        table.note(f"{rows} nothing beside the time: read as 0.")
    found.lines = np.frombuffer(lines, np.int32)
    if not len(found.lines):
        mistakes.tell()
        raise _none_counts(table, wanted.counting)
    return found


def _says_no_time(cells: Sequence[Cell], when: Sequence[int]) -> bool:
    """Whether a row's time is empty, or the word of a total stands in its place."""
    said = [cells[place] for place in when]
    empty = all(cell == "" for cell in said)
    return bool(said) and (empty or any(_is_total(cell) for cell in said))


def _is_total(cell: Cell) -> bool:
    return isinstance(cell, str) and cell[:1].isalpha() and names.sums_up(cell)


def _counting(table: Table, wanted: Wanted, mistakes: Mistakes) -> Iterator[Row]:
    counts = _filter(wanted.counting)
    rows = table.data(mistakes, totals_in_text=not wanted.when)
    return (row for row in rows if counts(row.cells))


def _holds_nothing(cells: Sequence[Cell], when: Sequence[int]) -> bool:
    return bool(when) and all(c == "" for place, c in enumerate(cells) if place not in when)


def _unpivot(row: Row, labels: Mapping[int, Cell], found: Gathered, lines: array[int]) -> None:
    assert found.labels is not None
    assert found.values is not None
    for place, name in labels.items():
        if row.cells[place] != "":
            lines.append(row.line)
            found.labels.add(name)
            found.values.add(row.cells[place])
            for at, column in found.columns.items():
                column.add(row.cells[at])


def _none_counts(table: Table, counting: Mapping[int, str]) -> TableError:
    """The error that no row is left, with the texts that ``rows`` could ask for."""
    said = ""
    for place in counting:
        texts = dict.fromkeys(shown(row.cells[place]) for row in table.sample)
        known = listed((f"`{text}`" for text in texts), MOST_LISTED)
        said += f" {table.title(place)} has {known}."
    return table.wrong(f"the file holds no rows that count.{said}")


def leave_out_totals(
    table: Table, gathered: Gathered, sums: Mapping[int, float], mistakes: Mistakes
) -> None:
    """Note rows without a time that sum up the others; any further ones are mistakes.

    ``sums``: of the columns of values, by place.
    """
    for row in gathered.timeless:
        said = any(_is_total(cell) for cell in row.cells)
        if said or _is_sum(table, row, sums):
            table.note("the row sums up others and is left out.", row.line)
        else:
            mistakes.add(row.line, "the row says no time.")


def _is_sum(table: Table, row: Row, sums: Mapping[int, float]) -> bool:
    decimal = decimal_of(table, [])
    try:
        found = [(_plain(row.cells[place], decimal, ""), total) for place, total in sums.items()]
    except CellError:
        return False
    return bool(found) and all(abs(n - total) <= 1e-6 * abs(total) for n, total in found)


def _filter(counting: Mapping[int, str]) -> Callable[[Sequence[Cell]], bool]:
    wanted = [(place, plain(text)) for place, text in counting.items()]
    if not wanted:
        return lambda _cells: True
    return lambda cells: all(plain(str(cells[place])) == text for place, text in wanted)


def converted(column: Column, lines: Ints, read: Read, mistakes: Mistakes) -> Floats:
    """What ``read`` makes of each row's cell; NaN where it raises ``CellError``, which is noted."""
    values = np.full(len(column.cells), np.nan)
    failed: dict[int, str] = {}
    for code, cell in enumerate(column.cells):
        try:
            values[code] = read(cell)
        except CellError as error:
            failed[code] = str(error)
    codes = column.codes
    if failed:
        for row in np.flatnonzero(np.isin(codes, list(failed))).tolist():
            mistakes.add(int(lines[row]), failed[int(codes[row])])
    return values[codes]


def decimal_of(table: Table, columns: Sequence[Column]) -> numbers.Decimal:
    """The decimal mark of a table's numbers: stated, or told by them. Raises ``TableError``."""
    if table.form.decimal is not None:
        return table.form.decimal
    told = numbers.told(text.rstrip("% ") for one in columns for text in one.texts())
    if told.against is not None:
        point, comma = told.against
        message = f"`{point}` has a decimal point and `{comma}` a decimal comma: state `decimal`."
        raise table.wrong(message)
    if told.mark is not None:
        return told.mark
    if told.unsure is None:
        return "point"
    others = (str(cell) for row in table.sample for cell in row.cells if isinstance(cell, str))
    beside = numbers.told(others)
    if beside.mark is not None and beside.against is None:
        return beside.mark
    if table.separator == "," and "," not in told.unsure:
        return "point"
    mark = "comma" if "," in told.unsure else "point"
    says = f"state `decimal: {mark}`, or `decimal: {_other(mark)}` if it sets thousands apart"
    raise table.wrong(f"`{told.unsure}` can be read in two ways: {says}.")


def _other(mark: str) -> str:
    return "point" if mark == "comma" else "comma"


def number_reader(
    decimal: numbers.Decimal, title: str, check: Check, in_percent: bool = False
) -> Read:
    """Reads a cell as a plain number within bounds; ``in_percent``: each is followed by %."""

    def read(cell: Cell) -> float:
        number = cell[:-1].rstrip() if in_percent and isinstance(cell, str) else cell
        return check(_plain(number, decimal, title), shown(cell))

    return read


def _plain(cell: Cell, decimal: numbers.Decimal, title: str) -> float:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    if isinstance(cell, str) and cell.startswith("="):
        raise CellError(f"`{shown(cell)}` is a formula without a value: save the file once more.")
    if cell == "":
        raise CellError(f"the cell under {title} is empty; expected a number.")
    if not isinstance(cell, str):
        raise CellError(f"`{shown(cell)}`: expected a number.")
    return numbers.read(cell, decimal)


def numbers_of(
    table: Table,
    columns: Sequence[Column],
    lines: Ints,
    check: Check,
    mistakes: Mistakes,
    shares: bool = False,
) -> Floats:
    """Plain numbers of columns, shape (rows, columns); ``shares``: they may be in percent."""
    decimal = decimal_of(table, columns)

    def read(column: Column) -> Read:
        return number_reader(decimal, column.title, check, shares and _in_percent(column))

    return np.array([converted(one, lines, read(one), mistakes) for one in columns]).T


def _in_percent(column: Column) -> bool:
    """Whether all of a column's cells are shares in percent."""
    texts = column.texts()
    return len(texts) == len(column.cells) and all(text.endswith("%") for text in texts)
