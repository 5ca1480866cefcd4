"""Damage to the form of a table: what copying, exporting and editing by hand does to it.

No digit is changed and no whole row taken away: what is read is the same, or is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.properties.tables import Written

Grid = Callable[[Random, Written], Written]
Lines = Callable[[Random, Written, list[str]], list[str]]
SEPARATORS = (",", ";", "\t", "|")
COUNTING = ("lose_cells", "gain_cells", "cut_first_line")
ENDS = ("\n", "\r\n", "\r", "\r\r\n", "\n\n")
ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"),
    *("mac-roman", "cp437", "cp500", "utf-7", "utf-32-le"),
)


def damaged(rng: Random, table: Written) -> tuple[bytes, list[str]]:
    """The file with one to three damages, and what they are called."""
    names, count = [], rng.choice((1, 1, 1, 2, 3))
    kinds = rng.sample(sorted({**GRID, **LINES, **BYTES}), count)
    kinds.sort(key="move_columns".__ne__)  # before rows have lost or gained any
    for kind in [one for one in kinds if one in COUNTING][1:]:
        kinds.remove(kind)  # a cell missing here and too much there would make up for one another
    if {"lose_header", "cut_first_line"} <= set(kinds):
        kinds.remove("cut_first_line")  # it could take a whole row away
    if "separator" in table.spec and {"lose_header", "other_separator"} <= set(kinds):
        kinds.remove("lose_header")  # what is left is a right table of one column
    for kind in (kind for kind in kinds if kind in GRID):
        table = GRID[kind](rng, table)
        names.append(kind)
    lines = table.lines()
    for kind in (kind for kind in kinds if kind in LINES):
        lines = LINES[kind](rng, table, lines)
        names.append(kind)
    found = "".join(line + (table.end if line[-1:] not in "\r\n" else "") for line in lines)
    if table.encoding == "cp1252":  # which has no such mark but its bytes
        found = found.replace("\ufeff", "ï»¿")
    packed = table.bytes_of(found)
    for kind in (kind for kind in kinds if kind in BYTES):
        packed = BYTES[kind](rng, table, packed)
        names.append(kind)
    return packed, names


def _changed(table: Written, rng: Random, change: Callable[[list[str]], list[str]]) -> Written:
    """A table with one to three of its rows changed."""
    grid = list(table.grid)
    for _ in range(rng.choice((1, 1, 2, 3))):
        at = rng.randrange(table.first, len(grid))
        grid[at] = change(grid[at])
    return replace(table, grid=grid)


def lose_cells(rng: Random, table: Written) -> Written:
    """Rows that lose a cell."""

    def change(row: list[str]) -> list[str]:
        at = rng.randrange(len(row))
        rest = row[:at] + row[at + 1 :]
        return rest if any(rest) else row  # a row is not taken away as a whole

    return _changed(table, rng, change)


def gain_cells(rng: Random, table: Written) -> Written:
    """Rows that gain a cell: an empty one, a text, or the one before again."""

    def change(row: list[str]) -> list[str]:
        at = rng.randint(0, len(row))
        new = rng.choice(("", "", "ok", "7", row[max(0, at - 1)] if row else ""))
        return [*row[:at], new, *row[at:]]

    return _changed(table, rng, change)


def move_columns(rng: Random, table: Written) -> Written:
    """Two columns change places, or one moves, where their names go with them."""
    wide = max(len(row) for row in table.grid)
    low = 1 if table.narrow else 0
    if not table.movable or table.header is None or wide - low < 2:
        return table
    order = list(range(low, wide))
    if rng.random() < 0.5:
        one, other = rng.sample(range(len(order)), 2)
        order[one], order[other] = order[other], order[one]
    else:
        order.insert(rng.randrange(len(order)), order.pop(rng.randrange(len(order))))

    def moved(row: list[str], shift: int) -> list[str]:
        padded = row + [""] * (wide - shift - len(row))
        return padded[: low - shift] + [padded[place - shift] for place in order]

    grid = [
        row if at < table.header else moved(row, int(table.narrow and at == table.header))
        for at, row in enumerate(table.grid)
    ]
    return replace(table, grid=grid)


def repeat_header(rng: Random, table: Written) -> Written:
    """The line of names again, somewhere below, as of pages put together."""
    if table.header is None:
        return table
    grid = list(table.grid)
    for _ in range(rng.choice((1, 1, 2))):
        grid.insert(rng.randint(table.header, len(grid)), table.grid[table.header])
    return replace(table, grid=grid)


def lose_header(_: Random, table: Written) -> Written:
    """The line of names is not there."""
    if table.header is None:
        return table
    grid = [row for at, row in enumerate(table.grid) if at != table.header]
    return replace(table, grid=grid, header=None, first=table.first - 1)


def cut_first_line(rng: Random, table: Written) -> Written:
    """The first line loses cells, at its beginning, at its end or within."""
    grid = list(table.grid)
    row = list(grid[0])
    for _ in range(rng.choice((1, 1, 2, 3))):
        if len(row) > 1:
            del row[rng.choice((0, -1, rng.randrange(len(row))))]
    grid[0] = row
    return replace(table, grid=grid)


def blank_cells(rng: Random, table: Written) -> Written:
    """Spaces before and behind cells."""
    spaces = rng.choice((" ", "  ", "\u00a0", "\t"))
    grid = [
        [rng.choice(("", spaces)) + cell + rng.choice(("", spaces)) for cell in row]
        if rng.random() < 0.4
        else row
        for row in table.grid
    ]
    return replace(table, grid=grid)


def other_separator(rng: Random, table: Written, lines: list[str]) -> list[str]:
    """Another separator, throughout or in some lines."""
    new = rng.choice([one for one in SEPARATORS if one != table.separator])
    share = rng.choice((1.0, 0.5, 0.1))
    some = rng.randrange(len(lines))
    return [
        line.replace(table.separator, new) if rng.random() < share or at == some else line
        for at, line in enumerate(lines)
    ]


def open_quote(rng: Random, _: Written, lines: list[str]) -> list[str]:
    """A quote that is opened and not closed, or closed and not opened."""
    at = rng.randrange(len(lines))
    line = lines[at]
    places = [0, len(line)]
    places += [
        place + shift for place, char in enumerate(line) if char in ",;\t|" for shift in (0, 1)
    ]
    place = rng.choice(places)
    return [*lines[:at], line[:place] + '"' + line[place:], *lines[at + 1 :]]


def lose_quote(rng: Random, _: Written, lines: list[str]) -> list[str]:
    """A quote is missing."""
    quoted = [at for at, line in enumerate(lines) if '"' in line]
    if not quoted:
        return lines
    at = rng.choice(quoted)
    places = [place for place, char in enumerate(lines[at]) if char == '"']
    place = rng.choice(places)
    return [*lines[:at], lines[at][:place] + lines[at][place + 1 :], *lines[at + 1 :]]


def blank_lines(rng: Random, table: Written, lines: list[str]) -> list[str]:
    """Lines without anything, or with separators alone."""
    found = list(lines)
    for _ in range(rng.randint(1, 4)):
        wide = len(table.grid[-1]) - 1
        new = rng.choice(("", "", "  ", table.separator * wide, table.separator * (wide + 2), "\t"))
        found.insert(rng.randint(0, len(found)), new)
    return found


def spaces(rng: Random, _: Written, lines: list[str]) -> list[str]:
    """Spaces before and behind lines."""
    return [rng.choice(("", " ", "   ")) + line + rng.choice(("", " ")) for line in lines]


def tabs(rng: Random, table: Written, lines: list[str]) -> list[str]:
    """Tabs in the place of spaces, throughout or in some lines, not in names."""
    share, first = rng.choice((1.0, 0.2)), table.first
    below = [line.replace(" ", "\t") if rng.random() < share else line for line in lines[first:]]
    return lines[:first] + below


def marks(rng: Random, table: Written, lines: list[str]) -> list[str]:
    """Byte order marks within, as of files put together."""
    found = list(lines)
    for _ in range(rng.choice((1, 1, 3))):
        at = rng.randrange(len(found))
        inside = at >= table.first and rng.random() < 0.5
        place = rng.randint(0, len(found[at])) if inside else 0
        found[at] = found[at][:place] + "\ufeff" + found[at][place:]
    return found


def ends(rng: Random, _: Written, lines: list[str]) -> list[str]:
    """Other ends of lines, throughout or mixed."""
    one = rng.choice(ENDS)
    mixed = rng.random() < 0.5
    return [line + (rng.choice(ENDS) if mixed else one) for line in lines]


def encode(rng: Random, table: Written, packed: bytes) -> bytes:
    """Another encoding than that which is stated or said by marks."""
    text = packed.decode(table.encoding, "replace")
    new = rng.choice([one for one in ENCODINGS if one != table.encoding])
    return text.encode(new, "replace")


def misread(_: Random, table: Written, packed: bytes) -> bytes:
    """Read in a wrong encoding and saved so."""
    return packed.decode("latin-1").encode(table.encoding, "replace")


def cut_bytes(rng: Random, _: Written, packed: bytes) -> bytes:
    """A byte missing in the middle of a character."""
    wide = b"\0" in packed  # of two bytes or four
    places = [at for at, byte in enumerate(packed) if byte > 127 or wide]
    at = rng.choice(places) if places else 0
    return packed[:at] + packed[at + 1 :] if places else packed


GRID: dict[str, Grid] = {
    one.__name__: one
    for one in (
        *(lose_cells, gain_cells, move_columns, repeat_header, lose_header, cut_first_line),
        blank_cells,
    )
}
LINES: dict[str, Lines] = {
    one.__name__: one
    for one in (*(other_separator, open_quote, lose_quote, blank_lines, spaces, tabs, marks, ends),)
}
BYTES: dict[str, Callable[[Random, Written, bytes], bytes]] = {
    one.__name__: one for one in (encode, misread, cut_bytes)
}
