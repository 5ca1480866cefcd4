"""A table that is open: its layout is known, its rows can be gone through once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from os import fstat
from pathlib import Path
from typing import BinaryIO

from sim.regular import MIB, open_regular
from sim.tables import names, text_file, workbook
from sim.tables.cells import Cell, Row, shown
from sim.tables.faults import Fault, Mistakes, TableError
from sim.tables.form import Form
from sim.tables.layout import Layout, count_up, layout_of
from sim.visible import cut

log = logging.getLogger("sim")

MOST_BYTES = 64 * MIB
LARGE_BYTES = 8 * MIB
"""Files from this size on take a few seconds to read."""
SAMPLE_ROWS = 200
MOST_COLUMNS = 2000


@dataclass
class Table:
    """An open table. ``separator`` is empty for a workbook; ``notes``: what is odd, by line."""

    path: Path
    form: Form
    layout: Layout
    separator: str
    sample: list[Row]
    rows: Iterator[Row]
    close: Callable[[], None]
    """Closes the file, after which there are no more rows."""
    notes: list[Fault] = field(default_factory=list)
    read: set[int] = field(default_factory=set)
    """Places of the columns that were read."""
    heeded: set[str] = field(default_factory=set)
    """Keys of the form that made a difference."""

    @property
    def counts_rows(self) -> bool:
        """Whether the first column has no name, as others have, and counts the rows."""
        called = self.layout.names
        nameless = self.layout.header is not None and len(called) > 1 and not called[0]
        return nameless and count_up(self.sample)

    def title(self, place: int) -> str:
        """A column as it is quoted in a message."""
        name = self.layout.names[place]
        return f"`{cut(name)}`" if name else f"column {place + 1}"

    def note(self, message: str, line: int | None = None) -> None:
        """Remember something odd that stops nothing."""
        self.notes.append(Fault(line or self.layout.header or 1, message))

    def wrong(self, message: str, line: int | None = None) -> TableError:
        """An error about the table as a whole."""
        return TableError(self.path, [Fault(line or self.layout.header or 1, message)])

    def data(self, mistakes: Mistakes, totals_in_text: bool = False) -> Iterator[Row]:
        """Rows with as many cells as there are columns; of others it is noted what is wrong.

        ``totals_in_text``: the word of a total counts in a column of texts, too.
        """
        left_out: list[Row] = []
        for row in self.rows:
            if self._repeats_names(row):
                self.note("the line repeats the names of the columns and is left out.", row.line)
                continue
            if self._sums_up(row, totals_in_text):
                left_out.append(row)
                continue
            fitted = self._fitted(row, mistakes)
            if fitted is not None:
                yield fitted
        for row in left_out:
            first = next(shown(cell) for cell in row.cells if cell != "")
            self.note(f"the row `{first}` sums up others and is left out.", row.line)

    def _repeats_names(self, row: Row) -> bool:
        names_of = self.layout.names
        return self.layout.header is not None and len(names_of) > 1 and row.cells == names_of

    def _sums_up(self, row: Row, in_text: bool) -> bool:
        """Whether a row is a total: its first cell says so where no text is expected."""
        for place, cell in enumerate(row.cells):
            if cell != "":
                kind = self.layout.kinds[place] if place < len(self.layout.kinds) else ""
                expected = in_text or kind != "text"
                is_word = isinstance(cell, str) and cell[:1].isalpha()
                return expected and is_word and names.sums_up(str(cell))
        return False

    def _fitted(self, row: Row, mistakes: Mistakes) -> Row | None:
        if self._is_whole(row.cells):
            return Row(row.line, row.cells[: self.layout.width])
        mistakes.add(row.line, self._uneven(len(row.cells), self.layout.width))
        return None

    def _is_whole(self, cells: list[Cell]) -> bool:
        """Whether no cell is missing or too much.

        An empty cell at the end may be one too much, or stand for one that is missing before it:
        it is only taken for nothing where rows usually have it.
        """
        width, lengths = self.layout.width, self.layout.lengths
        if not self.separator:  # of a workbook: every cell stands in its column
            return len(cells) >= width
        if len(cells) == width:
            return lengths == {width} or cells[-1] != ""
        return len(cells) > width and len(cells) in lengths and not any(cells[width:])

    def _uneven(self, count: int, width: int) -> str:
        of = "names" if self.layout.header is not None else "cells in other rows"
        cells = "1 cell" if count == 1 else f"{count} cells"
        message = f"the row has {cells}, against {width} {of}."
        if count == width:
            message = "the row ends in an empty cell, others in one more: a cell may be missing."
        if count > width and self.separator == ",":
            message += " If decimal commas cut numbers in two, put these in quotes,"
            message += " or separate the cells by semicolons."
        return message


def open_table(path: Path, form: Form) -> Table:
    """A table of which only the beginning of its rows has been looked at; to be closed.

    Raises ``OSError`` for what cannot be opened (see ``open_regular``) and ``TableError``.
    """
    file = open_regular(path, MOST_BYTES)
    try:
        return _opened(file, path, form)
    except BaseException:
        file.close()
        raise


def _opened(file: BinaryIO, path: Path, form: Form) -> Table:
    notes: list[str] = []
    rows, separator = _rows(file, path, form, notes)
    sample = list(islice(rows, SAMPLE_ROWS))
    widest = max((len(row.cells) for row in sample), default=0)
    if widest > MOST_COLUMNS:
        message = f"a row has {widest:,} cells; expected {MOST_COLUMNS:,} columns at most."
        raise TableError(path, [Fault(1, message)])
    if not sample:
        raise TableError(path, [Fault(1, "the file holds no rows.")])
    layout = layout_of(sample, path)
    below = sample[layout.first :]
    table = Table(path, form, layout, separator, below, chain(below, rows), file.close)
    for message in notes:
        table.note(message, 1)
    _check_divided(table)
    if layout.titles:
        first = next(shown(cell) for cell in layout.titles[0].cells if cell != "")
        what = "is a title" if len(layout.titles) == 1 else "and what follows are titles"
        table.note(f"`{first}` {what} above the names of the columns.", layout.titles[0].line)
    return table


OTHER_FORMATS = {b"<": "a web page or XML", b"%PDF": "a PDF", b"{": "JSON", b"[": "JSON"}


def _other_format(start: bytes) -> str:
    """What a file is that is neither a table's text nor a workbook, by its first bytes."""
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((name for sign, name in OTHER_FORMATS.items() if bare.startswith(sign)), "")


def _check_divided(table: Table) -> None:
    """Refuse a stated separator that divides nothing where another one divides every line."""
    if table.form.separator is None or table.layout.width != 1 or table.layout.header is None:
        return
    for other in text_file.TRIED:
        times = table.layout.names[0].count(other)
        if times and all(str(row.cells[0]).count(other) == times for row in table.sample):
            what = f"the separator `{table.form.separator}` divides no line"
            raise table.wrong(f"{what}, but `{cut(other)}` would: state another `separator`.")


def _rows(file: BinaryIO, path: Path, form: Form, notes: list[str]) -> tuple[Iterator[Row], str]:
    size = fstat(file.fileno()).st_size
    if size > LARGE_BYTES:
        log.warning("reading %s, %d MiB", cut(path.name), size // MIB)
    start = file.read(8)
    file.seek(0)
    other = _other_format(start)
    if other:
        message = f"is {other}, whatever its name: save it as .xlsx or .csv."
        raise TableError(path, [Fault(1, message)])
    if not workbook.is_workbook(start):
        return text_file.rows_of(file, path, form, notes)
    return workbook.rows_of(file, path, form), ""
