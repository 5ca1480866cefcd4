"""The first sheet: question, answer, tables and a chart on one printed page (A4, upright)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, isfinite
from typing import Any

from sim.report.workbook.cells import Row, Summary, Table, Value
from sim.report.workbook.charts import draw
from sim.report.workbook.styles import A4, indented, number_cell, text_cell
from sim.visible import on_one_line

SUMMARY = "Summary"
MOST_TITLE = 80
"""Letters of a part of a header or footer; all of them together have room for 255."""
FIRST, OTHER = 30.0, 13.0
"""Widths of the column of names and of the others, in letters."""
LEAST, MOST_SHOWN = 6, 14
"""Columns that the page is wide at least, and rows of a table that it shows at most."""
LINE = 15.0
"""Height of a line of ordinary print, in points."""
SIZES = {"title": 1.7, "lead": 1.25, "answer": 1.15, "small": 0.85}
"""How large print is against ordinary one."""
CHART_LINES = 21
"""Height of the chart in lines."""


class _Page:
    """The cells of a sheet that is filled from top to bottom, row by row."""

    def __init__(self, sheet: Any, columns: int) -> None:
        self.sheet, self.columns = sheet, columns
        self.cells: dict[int, dict[int, Any]] = {}
        self.row = 1

    @property
    def letters(self) -> float:
        """Width of the page in letters."""
        return FIRST + OTHER * (self.columns - 1)

    def text(self, text: str, look: str) -> None:
        """A text over the whole width, in as many lines as it takes."""
        size = SIZES.get(look, 1.0)
        lines = sum(ceil(max(len(part), 1) * size / self.letters) for part in text.split("\n"))
        self.height(lines * LINE * max(size, 1.0) + 3.0)
        self.put(1, text_cell(self.sheet, text, look))
        for column in range(2, self.columns + 1):
            self.put(column, text_cell(self.sheet, "", look))
        self.sheet.merged_cells.add(f"A{self.row}:{_letter(self.columns)}{self.row}")
        self.row += 1

    def height(self, points: float) -> None:
        """Set the height of the current row."""
        self.sheet.row_dimensions[self.row].height = points

    def put(self, column: int, cell: Any, row: int | None = None) -> None:
        """Fill a cell, of the current row unless another is named."""
        self.cells.setdefault(self.row if row is None else row, {})[column] = cell

    def gap(self, points: float = 8.0) -> None:
        """Leave a little room."""
        self.height(points)
        self.row += 1

    def write(self) -> None:
        """Hand all rows to the sheet."""
        for row in range(1, max(self.row, *self.cells) + 1):
            found = self.cells.get(row, {})
            self.sheet.append([found.get(column) for column in range(1, max(found, default=0) + 1)])


def add_summary(book: Any, summary: Summary) -> None:
    """Add the first sheet to a write-only workbook."""
    sheet = book.create_sheet(SUMMARY)
    columns = max(LEAST, *(len(table.head) for table in summary.tables), 0)
    page = _Page(sheet, columns)
    for at in range(1, columns + 1):
        sheet.column_dimensions[_letter(at)].width = FIRST if at == 1 else OTHER
    _prepare(sheet, summary)
    for look, texts in (
        ("kind", [summary.kind]), ("title", [summary.title]), ("text", [summary.about]),
        ("text", summary.asked),
    ):  # fmt: skip
        for text in filter(None, texts):
            page.text(text, look)
    if summary.answer:
        page.gap()
        for at, text in enumerate(summary.answer):
            page.text(text, "answer" if at else "lead")
    for table in summary.tables:
        page.gap()
        _table(page, table)
    if summary.chart is not None:
        page.gap()
        draw(page, summary.chart, columns, CHART_LINES)
        page.row += CHART_LINES
    for note in summary.notes:
        page.text(note, "small")
    sheet.print_area = f"A1:{_letter(columns)}{page.row - 1}"
    page.write()


def _prepare(sheet: Any, summary: Summary) -> None:
    """One upright page, in the middle of it, with a header and a footer."""
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", A4
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top = margins.bottom = 0.7
    margins.header = margins.footer = 0.3
    sheet.oddHeader.left.text = _plain(summary.title)
    sheet.oddHeader.right.text = _plain(summary.kind)
    sheet.oddFooter.left.text = _plain(summary.source)


def _plain(text: str) -> str:
    """A text for a header or footer, where ``&`` begins a command."""
    return on_one_line(text)[:MOST_TITLE].replace("&", "&&")


def _table(page: _Page, table: Table) -> None:
    page.text(table.caption, "caption")
    lines = max(_lines(title, at) for at, title in enumerate(table.head))
    page.height(lines * LINE + 4.0)
    for at, title in enumerate(table.head):
        counts = any(isinstance(row[at], Value) for row in table.rows)
        cell = text_cell(page.sheet, title, "number header" if counts else "header")
        if at > 0 and not counts:
            cell.alignment = indented("center")
        page.put(at + 1, cell)
    page.row += 1
    for row in table.rows[:MOST_SHOWN]:
        page.height(LINE * max(_lines(text, at) for at, text in _texts(row)) + 3.0)
        for at, value in enumerate(row, 1):
            page.put(at, _cell(page.sheet, value, "cell" if at > 1 else "name"))
        page.row += 1
    if len(table.rows) > MOST_SHOWN:
        left = len(table.rows) - MOST_SHOWN
        page.text(f"and {left:,} more, which the other sheets show", "small")


def _texts(row: Row) -> Iterator[tuple[int, str]]:
    """The texts of a row with their columns; those that mean something come with a tone."""
    for at, value in enumerate(row):
        text = value[0] if type(value) is tuple else value
        if isinstance(text, str):
            yield at, text


def _lines(text: str, at: int) -> int:
    """How many lines a text takes in a column, whose words are not divided."""
    width = (FIRST if at == 0 else OTHER) - 1.5
    return sum(_wrapped(part.split(" "), width) for part in text.split("\n"))


def _wrapped(words: Sequence[str], width: float) -> int:
    lines, used = 1, 0.0
    for word in words:
        more = len(word) + (1 if used else 0)
        if used and used + more > width:
            lines, used, more = lines + 1, 0.0, len(word)
        lines += int((more - 1) // width) if more > width else 0
        used += more
    return lines


def _cell(sheet: Any, value: Any, look: str) -> Any:
    if isinstance(value, Value):
        if value.number is None or not isfinite(value.number):
            return text_cell(sheet, "\N{EN DASH}", value.tone or look)
        return number_cell(sheet, value.number, value.form, value.tone or look)
    text, tone = value if isinstance(value, tuple) else (value, "")
    cell = text_cell(sheet, str("" if text is None else text), tone or look)
    if look != "name":
        cell.alignment = indented()
    return cell


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    letter: str = get_column_letter(column)
    return letter
