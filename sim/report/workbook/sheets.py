"""Sheets with one table each: a frozen header, filters, formats, and widths that fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from math import isfinite
from typing import Any

from sim.report.workbook.cells import Row, Sheet, Value
from sim.report.workbook.styles import A4, number_cell, text_cell
from sim.visible import visible

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
LOOKED_AT = 1000
"""Rows by which the widths of columns are chosen."""
NARROW, WIDE = 11, 60
"""Least and greatest widths of columns, in letters."""


def add_sheet(book: Any, table: Sheet) -> None:
    """Add a sheet to a write-only workbook.

    Raises ValueError for a table that no sheet can hold.
    """
    from openpyxl.utils import get_column_letter

    if len(table.columns) > MOST_COLUMNS:
        raise ValueError(
            f"{table.name}: {len(table.columns)} columns are more than a sheet can hold"
        )
    sheet = book.create_sheet(table.name)
    rows = iter(table.rows)
    first = list(islice(rows, LOOKED_AT))
    titles = [column.title for column in table.columns]
    for at, title in enumerate(titles):
        width = _width(title, (row[at] for row in first))
        sheet.column_dimensions[get_column_letter(at + 1)].width = width
    _prepare(sheet, 1 + max((title.count("\n") for title in titles), default=0))
    sheet.append([text_cell(sheet, title, "header") for title in titles])
    last = 1
    for last, row in enumerate(chain(first, rows), 2):
        if last > MOST_ROWS:
            raise ValueError(f"{table.name}: more rows than a sheet can hold ({MOST_ROWS})")
        sheet.append(list(_cells(sheet, table, row)))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(titles))}{last}"


def _prepare(sheet: Any, lines: int) -> None:
    """What has to be said of a sheet before its first row."""
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 15 * lines + 6
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"


def _cells(sheet: Any, table: Sheet, row: Row) -> Iterator[Any]:
    for column, value in zip(table.columns, row, strict=True):
        form, found = column.form, value
        if isinstance(value, Value):
            found, form = value.number, value.form
        if isinstance(found, str):
            yield text_cell(sheet, found)
        elif found is None or (isinstance(found, float) and not isfinite(found)):
            yield None
        else:
            number = found.item() if hasattr(found, "item") else found
            yield number_cell(sheet, number, form or "General")


def _width(title: str, values: Iterable[Any]) -> float:
    """So that the header, with its sign for the filter, and the texts fit."""
    texts = (len(visible(value)) for value in values if isinstance(value, str))
    longest = max(max(len(line) for line in title.split("\n")) + 4, *texts, 0)
    return float(min(WIDE, max(NARROW, longest + 2)))
