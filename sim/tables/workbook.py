"""Workbooks (.xlsx, .xlsm, .xls, .ods): one sheet's rows."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from sim.regular import MIB
from sim.tables import packed as packed_parts
from sim.tables.cells import Cell, Row, is_comment
from sim.tables.faults import Fault, TableError
from sim.tables.form import Form
from sim.visible import cut, listed, nearest_of

ZIPPED, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_UNPACKED = 512 * MIB
MOST_CELLS = 16_000_000
MOST_SHEETS_LISTED = 20
MILLISECOND = 1000
M = TypeVar("M", datetime, timedelta)


def is_workbook(start: bytes) -> bool:
    """Whether a file that begins so is a workbook, or some other container of that kind."""
    return start.startswith((ZIPPED, COMPOUND))


def rows_of(file: BinaryIO, path: Path, form: Form) -> Iterator[Row]:
    """The rows of the one sheet that is asked for, or is the only one that holds anything."""
    _check_size(file, path)
    book = _open(file, path)
    sheets = {name: _cells(book, name, path) for name in _wanted(book.sheet_names, form, path)}
    filled = {name: cells for name, cells in sheets.items() if cells}
    if len(filled) > 1:
        message = f"the workbook has several sheets: state `sheet`, one of {_sheets(filled)}."
        raise TableError(path, [Fault(1, message)])
    if not filled:
        where = f"the sheet `{cut(next(iter(sheets)))}`" if len(sheets) == 1 else "the workbook"
        raise TableError(path, [Fault(1, f"{where} holds no rows.")])
    name, rows = next(iter(filled.items()))
    return iter(_with_broken(rows, _broken(file, name)))


def _broken(file: BinaryIO, sheet: str) -> dict[tuple[int, int], str]:
    file.seek(0)
    if file.read(len(ZIPPED)) != ZIPPED:
        return {}
    with zipfile.ZipFile(file) as packed:
        return packed_parts.broken_cells(packed, sheet)


def _with_broken(rows: list[Row], broken: dict[tuple[int, int], str]) -> list[Row]:
    """Rows with the texts of errors and formulas without a value, which else would be empty."""
    if broken:
        for row in rows:
            for place in range(len(row.cells)):
                row.cells[place] = broken.get((row.line, place + 1), row.cells[place])
    return rows


def _check_size(file: BinaryIO, path: Path) -> None:
    """Refuse what would fill the memory when it is unpacked."""
    start = file.read(len(ZIPPED))
    file.seek(0)
    if start != ZIPPED:
        return
    try:
        with zipfile.ZipFile(file) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                most = f"{MOST_UNPACKED // MIB} MiB"
                message = f"the workbook is larger than {most} when unpacked."
                raise TableError(path, [Fault(1, message)])
            for name in packed.namelist():
                if name == "xl/workbook.bin":
                    raise TableError(path, [Fault(1, "save the workbook as .xlsx.")])
                if packed_parts.holds_cells(name):
                    with packed.open(name) as part:
                        _check_extent(*packed_parts.extent_of(part, name), path)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        raise _damaged(path) from None
    finally:
        file.seek(0)


def _check_extent(rows: int, columns: int, path: Path) -> None:
    """Refuse sheets of which a stray cell makes an area that no memory holds."""
    if rows * columns > MOST_CELLS:
        where = f"cells are filled as far as row {rows:,}, column {columns:,}"
        message = f"{where}: delete what is far from the table."
        raise TableError(path, [Fault(1, message)])


def _damaged(path: Path) -> TableError:
    expected = "expected a text file, or a workbook such as .xlsx or .ods"
    return TableError(path, [Fault(1, f"the file is damaged or no workbook: {expected}.")])


def _open(file: BinaryIO, path: Path) -> Any:
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(file)
    except PasswordError:
        message = "the workbook is protected by a password: save it without."
        raise TableError(path, [Fault(1, message)]) from None
    except BaseException as error:
        raise _or_damaged(error, path) from None


def _or_damaged(error: BaseException, path: Path) -> BaseException:
    """What the library says of damaged files, its panics (no ``Exception``) among them."""
    panicked = type(error).__name__ == "PanicException"
    return _damaged(path) if panicked or isinstance(error, Exception) else error


def _wanted(names: list[str], form: Form, path: Path) -> list[str]:
    """The sheets that come into question."""
    if form.sheet is None:
        return names
    if isinstance(form.sheet, int) and 1 <= form.sheet <= len(names):
        return [names[form.sheet - 1]]
    found = [name for name in names if name.strip().casefold() == str(form.sheet).casefold()]
    if not found:
        near = nearest_of(str(form.sheet), names)
        hint = f"did you mean `{cut(near)}`?" if near else f"there are {_sheets(names)}."
        message = f"there is no sheet `{cut(str(form.sheet))}`: {hint}"
        raise TableError(path, [Fault(1, message)])
    return found[:1]


def _sheets(names: Iterable[str]) -> str:
    return listed((f"`{cut(name)}`" for name in names), MOST_SHEETS_LISTED)


def _cells(book: Any, name: str, path: Path) -> list[Row]:
    """Rows of a sheet that hold anything, without the empty columns at their end."""
    try:
        sheet = book.get_sheet_by_name(name)
        found = sheet.to_python(skip_empty_area=False)
    except BaseException as error:
        raise _or_damaged(error, path) from None
    rows = [Row(line, [_cell(cell) for cell in cells]) for line, cells in enumerate(found, 1)]
    kept = [row for row in rows if any(cell != "" for cell in row.cells)]
    kept = [row for row in kept if not is_comment(row.cells)]
    width = max((_width(row.cells) for row in kept), default=0)
    return [Row(row.line, row.cells[:width]) for row in kept]


def _cell(cell: Any) -> Cell:
    """A cell as it is; moments without what the arithmetic of days leaves behind."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, datetime):
        return rounded(cell)
    if isinstance(cell, timedelta):
        return rounded(cell)
    if isinstance(cell, time):
        return rounded(datetime.combine(date(2000, 1, 1), cell)) - datetime(2000, 1, 1)
    return cell  # type: ignore[no-any-return]


def rounded(moment: M) -> M:
    """To the whole second, if less than a millisecond is missing or too much."""
    part = moment.microsecond if isinstance(moment, datetime) else moment.microseconds
    if 0 < part < MILLISECOND:
        return moment - timedelta(microseconds=part)
    if part > 1_000_000 - MILLISECOND:
        return moment + timedelta(microseconds=1_000_000 - part)
    return moment


def _width(cells: list[Cell]) -> int:
    return max((place for place, cell in enumerate(cells, 1) if cell != ""), default=0)
