"""What the parts of a packed workbook tell that its reader does not: how far cells reach, found
before a sheet is laid out in memory, and which cells hold an error or a formula without a value."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

PIECE = 1 << 20
OVERLAP = 4096
"""Bytes read again with the next piece, so that no tag is cut."""
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]{0,200}?\br="([A-Za-z]+)([0-9]+)"')
_ODS = re.compile(
    rb"<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^>]{0,600})>"
)
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="([0-9]+)"')


def holds_cells(name: str) -> bool:
    """Whether a part of a packed workbook holds the cells of a sheet."""
    return name == "content.xml" or _SHEET.fullmatch(name) is not None


def extent_of(part: IO[bytes], name: str) -> tuple[int, int]:
    """Rows and columns up to the last cell that holds anything, of the widest and longest sheet."""
    return _of_ods(part) if name == "content.xml" else _of_xlsx(part)


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    kept = b""
    while read := part.read(PIECE):
        yield kept + read
        kept = (kept + read)[-OVERLAP:]


def _of_xlsx(part: IO[bytes]) -> tuple[int, int]:
    rows = 0
    longest = b""
    for piece in _pieces(part):
        for letters, digits in _CELL.findall(piece):
            if len(letters) > len(longest) or (len(letters) == len(longest) and letters > longest):
                longest = letters
            rows = max(rows, int(digits[:12]))
    return rows, _number(longest)


def _of_ods(part: IO[bytes]) -> tuple[int, int]:
    most_rows = most_columns = rows = column = 0
    text = part.read()
    for element, attributes in _ODS.findall(text):
        found = _REPEATED.search(attributes)
        count = int(found[1][:12]) if found else 1
        if element == b"table":
            rows = 0
        elif element == b"table-row":
            rows, column = rows + count, 0
        else:
            column += count
            if b"office:value-type" in attributes or b"office:string-value" in attributes:
                most_rows, most_columns = max(most_rows, rows), max(most_columns, column)
    return most_rows, most_columns


_BROKEN = re.compile(
    rb"<c\b([^>]{0,200})>(?:<f\b[^>]{0,300}?(?:/>|>([^<]{0,8000})</f>))?(?:<v\s*/>|<v>([^<]*)</v>)?\s*</c>"
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
MOST_BROKEN = 100_000


def broken_cells(packed: zipfile.ZipFile, sheet: str) -> dict[tuple[int, int], str]:
    """Cells (row and column from 1) of a sheet of an .xlsx that hold no value, with their texts."""
    found: dict[tuple[int, int], str] = {}
    part = _part_of(packed, sheet)
    if part is None:
        return found
    with packed.open(part) as opened:
        for piece in _pieces(opened):
            for attributes, formula, value in _BROKEN.findall(piece):
                place = _PLACE.search(attributes)
                is_error = b't="e"' in attributes
                if place and (is_error or (formula and not value)):
                    text = value if is_error else b"=" + formula[:40]
                    at = int(place[2]), _number(place[1])
                    found[at] = text.decode("utf-8", "replace")
                    if len(found) >= MOST_BROKEN:
                        return found
    return found


def _number(letters: bytes) -> int:
    """The number of a column from its letters."""
    number = 0
    for letter in letters.upper()[:8].decode():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _part_of(packed: zipfile.ZipFile, sheet: str) -> str | None:
    """The part that holds a sheet's cells."""
    try:
        book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
        links = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return None
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    for one in book.iter():
        if one.tag.endswith("}sheet") and one.get("name") == sheet:
            ids = [value for key, value in one.attrib.items() if key.endswith("}id")]
            target = targets.get(ids[0], "") if ids else ""
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return path if path in packed.namelist() else None
    return None
