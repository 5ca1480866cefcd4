"""Workbooks: typed cells, errors, sizes, and what is no workbook."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from sim.tables.arrivals import read_arrivals
from sim.tables.faults import TableError
from sim.tables.form import Form
from sim.tables.table import Table, open_table
from sim.tables.volumes import Volumes, read_volumes

START = date(2026, 1, 12)
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="Plan">'
)
TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def book(path: Path, *rows: tuple[object, ...]) -> Path:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return path


def volumes(path: Path, **form: object) -> Volumes:
    table = open_table(path, Form(**form))  # type: ignore[arg-type]
    return read_volumes(table, START, lambda chooser: chooser.values("issues"), keep)


def keep(number: float, _text: str) -> float:
    return number


def opened(path: Path) -> Table:
    return open_table(path, Form())


def test_cells_of_dates_and_times(tmp_path: Path) -> None:
    rows = [(date(2026, 1, 13), time(8, minute), 4 + minute) for minute in (0, 30)]
    found = volumes(book(tmp_path / "t.xlsx", ("Date", "Time", "Calls"), *rows))
    assert found.at.tolist() == [86400 + 28800, 86400 + 30600]
    assert found.length.tolist() == [1800, 1800]
    assert found.numbers[:, 0].tolist() == [4, 34]


def test_moments_of_a_log_lose_nothing_of_a_second(tmp_path: Path) -> None:
    moments = [datetime(2026, 1, 13, 8, 0, second) for second in range(0, 60, 7)]
    path = book(tmp_path / "t.xlsx", ("Call start",), *((moment,) for moment in moments))
    found = read_arrivals(opened(path), START)
    midnight = datetime(2026, 1, 12)
    assert found.at.tolist() == [(m - midnight) / timedelta(seconds=1) for m in moments]


def test_errors_and_formulas_without_a_value_are_told(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", ("Date", "Calls"), ("13.01.2026", "=1+2"), ("14.01.2026", 5))
    with pytest.raises(TableError) as raised:
        volumes(path)
    (fault,) = raised.value.faults
    assert fault == (2, "`=1+2` is a formula without a value: save the file once more.")
    workbook = openpyxl.load_workbook(path)
    cell = workbook.active["B2"]
    cell.value, cell.data_type = "#N/A", "e"
    workbook.save(path)
    with pytest.raises(TableError, match="`#N/A`: expected a number"):
        volumes(path)


def test_errors_in_columns_that_nothing_reads_harm_nobody(tmp_path: Path) -> None:
    rows = (("13.01.2026", 4, "=B2/0"), ("14.01.2026", 5, "=B3/0"))
    found = volumes(book(tmp_path / "t.xlsx", ("Date", "Calls", "Level"), *rows))
    assert found.numbers[:, 0].tolist() == [4, 5]


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD5000", "ZZ1000000"])
def test_a_stray_cell_far_away_is_refused_before_memory_is_asked_for(
    tmp_path: Path, cell: str
) -> None:
    path = book(tmp_path / "t.xlsx", ("Date", "Calls"), ("13.01.2026", 4), ("14.01.2026", 5))
    workbook = openpyxl.load_workbook(path)
    workbook.active[cell] = "x"
    workbook.save(path)
    with pytest.raises(TableError, match=r"cells are filled as far as row .*: delete what is far"):
        opened(path)


def ods(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", MANIFEST)
        packed.writestr("content.xml", HEAD + rows + TAIL)
    return path


def ods_row(*texts: str, repeated: int = 1) -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


EMPTY = (
    '<table:table-row table:number-rows-repeated="1048570">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def test_an_open_document_is_read(tmp_path: Path) -> None:
    rows = (
        ods_row("Datum", "Anrufe") + ods_row("13.01.2026", "1.234,5") + ods_row("14.01.2026", "5")
    )
    found = volumes(ods(tmp_path / "t.ods", rows + EMPTY))
    assert found.numbers[:, 0].tolist() == [1234.5, 5]


def test_an_open_document_that_repeats_its_cells_is_refused(tmp_path: Path) -> None:
    wide = '<table:table-row><table:table-cell table:number-columns-repeated="16000"/>'
    wide += '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    rows = ods_row("Datum", "Anrufe") + ods_row("13.01.2026", "5", repeated=100_000)
    path = ods(tmp_path / "t.ods", rows + wide + "</table:table-row>")
    with pytest.raises(TableError, match="cells are filled as far as row 100,002, column 16,001"):
        opened(path)


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (b"<html><table><tr><td>1</td></tr></table></html>", "a web page or XML"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b'[{"date": "2026-01-13", "calls": 4}]', "JSON"),
        (b"PK\x03\x04 cut off", "damaged or no workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged or no workbook"),
        (b"date,calls\n2026-01-13,\x00\x00\x00\x005\n", "neither a text nor a workbook"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(tmp_path: Path, start: bytes, said: str) -> None:
    (tmp_path / "t.xlsx").write_bytes(start)
    with pytest.raises(TableError, match=said):
        opened(tmp_path / "t.xlsx")
