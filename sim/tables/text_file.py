"""Text files: their encoding, their separator, their rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from sim.tables.cells import Row, is_comment
from sim.tables.faults import Fault, TableError
from sim.tables.form import Form
from sim.visible import cut

TAB = "tab"
"""How a tab is stated as the separator."""
TRIED = ("\t", ";", "|", ",")
"""Where several divide the first rows alike, the earlier one counts: a comma may be decimal."""
SAMPLE_BYTES = 1 << 16
SAMPLE_ROWS = 200
FALLBACK, FALLBACK_NAME = "cp1252", "Windows-1252 (Latin-1)"
"""Of bytes that are no UTF-8: Latin-1 with the signs that Windows adds."""
MARK = "\ufeff"
MISALIGNED = "\u0a00"
"""What becomes of a line end where a byte of UTF-16 is lost; no letter has this number."""
_CUT_MARK = re.compile("^(?:ï»¿?|»¿|ï¿)")
"""The mark of UTF-8, or what is left of it, taken for letters."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAYS_SEPARATOR = "sep="


def rows_of(file: BinaryIO, path: Path, form: Form, notes: list[str]) -> tuple[Iterator[Row], str]:
    """The rows of an open file that hold something and are no comments, and its separator.

    ``notes``: what is taken for granted is added.
    """
    encoding = form.encoding or encoding_of(file, path)
    try:
        codecs.lookup(encoding)
        text = io.TextIOWrapper(file, encoding=encoding, newline="")
    except (LookupError, ValueError):
        raise TableError(path, [Fault(1, f"`{cut(encoding)}` is not a known encoding.")]) from None
    lines = _lines(text, path, encoding)
    first = list(islice(lines, SAMPLE_ROWS))
    if not any(line.strip() for line in first):
        raise TableError(path, [Fault(1, "the file holds no rows.")])
    separator, skipped = _separator(first, form)
    if form.encoding is None and encoding == FALLBACK:
        notes.append(f"no UTF-8: read as {FALLBACK_NAME}, state `encoding` if names look wrong.")
    return _rows(chain(first[skipped:], lines), path, separator, skipped), separator


def encoding_of(file: BinaryIO, path: Path) -> str:
    """The encoding of an open file, which is read once and left at its beginning."""
    start = file.read(SAMPLE_BYTES)
    file.seek(0)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if b"\0" in start:
        return _of_two_bytes(start, path)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(SAMPLE_BYTES):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return FALLBACK
    finally:
        file.seek(0)
    return "utf-8"


def _of_two_bytes(start: bytes, path: Path) -> str:
    """UTF-16 without a mark: of most characters of a table one byte is zero."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    half = len(start) / 2.0
    if odd > 0.8 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.8 * half and odd < 0.1 * half:
        return "utf-16-be"
    raise TableError(path, [Fault(1, "is neither a text nor a workbook that can be read.")])


def _lines(text: io.TextIOWrapper, path: Path, encoding: str) -> Iterator[str]:
    """Lines with their ends, without byte order marks, of which joined files have several."""
    count = 0
    try:
        with text:
            for line in text:
                count += 1
                if MISALIGNED in line:
                    raise TableError(path, [Fault(count, "a byte is missing here or above.")])
                if count == 1:
                    line = _CUT_MARK.sub("", line)
                yield line.replace(MARK, "")
    except (UnicodeDecodeError, UnicodeError):
        message = f"is not {encoding} text: state its `encoding`."
        raise TableError(path, [Fault(count + 1, message)]) from None


def _separator(first: list[str], form: Form) -> tuple[str, int]:
    """The separator, and how many lines said nothing but what it is."""
    said = first[0].strip('\r\n "').lower()
    names_it = said.startswith(_SAYS_SEPARATOR) and len(said) == len(_SAYS_SEPARATOR) + 1
    if form.separator is not None:
        return "\t" if form.separator == TAB else form.separator, int(names_it)
    if names_it:
        return said[-1], 1
    return _found(first), 0


def _found(lines: list[str]) -> str:
    """The separator that divides most rows into the same number of cells, above one."""
    best, most = ",", 0.0
    for separator in TRIED:
        widths = [len(cells) for cells in _divided(lines, separator)]
        usual = max(set(widths), key=widths.count) if widths else 1
        share = widths.count(usual) / len(widths) if usual > 1 else 0.0
        if share > most + 1e-9:
            best, most = separator, share
    return best


def _divided(lines: list[str], separator: str) -> list[list[str]]:
    kept = [line for line in lines if line.strip() and not is_comment([line.strip()])]
    try:
        return list(csv.reader(kept, delimiter=separator))
    except csv.Error:
        return []


def _rows(lines: Iterator[str], path: Path, separator: str, skipped: int) -> Iterator[Row]:
    last = [""]
    spaced = separator != "\t"
    told = _telling(lines, last)
    reader = csv.reader(told, delimiter=separator, skipinitialspace=spaced, strict=True)
    try:
        for cells in reader:
            if any(_holds_rows(cell, separator, len(cells)) for cell in cells if "\n" in cell):
                message = "a quote that is opened above holds rows of the table: close it there."
                raise TableError(path, [Fault(reader.line_num + skipped, message)])
            stripped = [cell.strip() for cell in cells]
            if any(stripped) and not is_comment(stripped):
                yield Row(reader.line_num + skipped, [*stripped], _is_partly_quoted(last[0]))
    except csv.Error as error:
        raise TableError(path, [Fault(reader.line_num + skipped, _says(error))]) from None


def _holds_rows(cell: str, separator: str, width: int) -> bool:
    """Whether a cell of several lines has swallowed rows, which have as many cells as its own."""
    return any(line.count(separator) + 1 >= max(width, 2) for line in cell.splitlines()[1:])


def _telling(lines: Iterator[str], last: list[str]) -> Iterator[str]:
    """The lines; ``last`` holds the one that was taken last."""
    for line in lines:
        last[0] = line
        yield line


def _is_partly_quoted(line: str) -> bool:
    return line[:1] == '"' and any(char.isalnum() for char in "".join(line.split('"')[::2]))


def _says(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"a cell is longer than {csv.field_size_limit()} characters."
    if "end of data" in str(error):
        return "a quote is opened, here or above, and not closed until the end of the file."
    if "expected after" in str(error):
        return "more text follows a quote that closes a cell: a quote is too much or missing."
    return f"the row cannot be divided into cells ({cut(str(error))})."
