"""A table for a terminal of any width, in which no number is ever cut.

What is too wide is folded where that does no harm: first names, then headings. Then columns move
into further blocks below, each of which repeats the names. Last, what stands in a column of its
own is folded between numbers, such as an amount and its interval.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.table import Table

EDGES, GAP = 2, 2
"""Letters that a table takes beside its columns: at its ends, and between two columns."""
SHORT = 12
"""Letters of a line below which no name and no words are folded."""
BREAKS = re.compile(r"(?<=\s)|(?<=\w[._-])(?!\d)|(?<=[^\W\d][._])")
"""Where a name or a heading may go on in the next line: never within a number."""

Columns = dict[int, int]
"""Places of columns with their widths."""


class Row(NamedTuple):
    """Cells with the style of each, and of all; ``gap``: whether one goes before."""

    cells: tuple[str, ...]
    styles: tuple[str, ...]
    style: str
    gap: bool


@dataclass
class Sheet:
    """Headings, of which the first is that of the rows' names, and rows of cells.

    ``words``: the places of columns of words, the names among them, written from the left; all
    others hold numbers.
    """

    head: tuple[str, ...]
    words: frozenset[int]
    rows: list[Row] = field(default_factory=list)
    gap: bool = False

    def add_row(self, *cells: str, style: str = "", styles: Sequence[str] = ()) -> None:
        """A row; what is missing at the end of the cells and of their styles is empty."""
        filled, told = (
            (*given, *[""] * (len(self.head) - len(given))) for given in (cells, styles)
        )
        self.rows.append(Row(filled, told, style, self.gap))
        self.gap = False

    def add_section(self) -> None:
        """A gap before the next row."""
        self.gap = True

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for columns in self._blocks(options.max_width):
            yield self._table(columns)

    def _blocks(self, width: int) -> Iterator[Columns]:
        """The columns of each of the tables that are shown below each other."""
        names, *others = range(len(self.head))
        natural = {at: self._natural(at) for at in (names, *others)}
        least = {at: self._least(at) for at in natural}
        block = {names: least[names]}
        if _taken(natural) <= width:
            block, others = natural, []
        for at in others:
            if len(block) > 1 and _taken(block | {at: least[at]}) > width:
                yield self._stretched(block, natural, width)
                block = {names: least[names]}
            block[at] = least[at]
        if _taken(block) > width and len(block) == 2:
            block = self._squeezed(block, width)
        yield self._stretched(block, natural, width)

    def _stretched(self, block: Columns, natural: Columns, width: int) -> Columns:
        """With the room that is left: for words first, then for headings."""
        found = dict(block)
        for at in sorted(block, key=lambda at: at not in self.words):
            found[at] += max(0, min(natural[at] - found[at], width - _taken(found)))
        return found

    def _squeezed(self, block: Columns, width: int) -> Columns:
        """Names and one column that have no room beside each other."""
        names, at = block
        room = width - EDGES - GAP
        needed = _longest(word for row in self.rows for word in row.cells[at].split())
        found = max(needed, room - block[names])
        return {names: max(1, room - found), at: found}

    def _natural(self, at: int) -> int:
        return max(self._widest(at), _longest(self.head[at].splitlines()))

    def _least(self, at: int) -> int:
        """What a column needs when all is folded that may be."""
        title = _longest(part.rstrip() for part in BREAKS.split(self.head[at]))
        title = min(title, max(SHORT, self._widest(at)))
        if at not in self.words:
            return max(title, self._widest(at))
        words = (word for row in self.rows for word in row.cells[at].split())
        return max(title, min(self._widest(at), SHORT if at == 0 else max(SHORT, _longest(words))))

    def _widest(self, at: int) -> int:
        return _longest(line for row in self.rows for line in row.cells[at].splitlines())

    def _table(self, columns: Columns) -> Table:
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
        for at, width in columns.items():
            title = _folded(self.head[at], width)
            justify = "left" if at in self.words else "right"
            table.add_column(title, justify=justify, overflow="fold", width=width)  # type: ignore[arg-type]
        for row in self.rows:
            if row.gap:
                table.add_section()
            cells = (Text(_folded(row.cells[at], w), row.styles[at]) for at, w in columns.items())
            table.add_row(*cells, style=row.style)
        return table


def plain_table(first: str, *others: str, left: tuple[str, ...] = ()) -> Sheet:
    """An empty table of named rows; ``left``: headings of further columns of words."""
    head = (first, *others)
    words = frozenset(at for at, title in enumerate(head) if at == 0 or title in left)
    return Sheet(head, words)


def _taken(columns: Columns) -> int:
    return sum(columns.values()) + EDGES + GAP * (len(columns) - 1)


def _longest(texts: Iterable[str]) -> int:
    from rich.cells import cell_len

    return max(map(cell_len, texts), default=0)


def _folded(text: str, width: int) -> str:
    """Lines of a width, broken after words and parts of names; what is longer stays whole."""
    return "\n".join(line for part in text.split("\n") for line in _lines(part, width))


def _lines(text: str, width: int) -> Iterator[str]:
    from rich.cells import cell_len

    indent = text[: len(text) - len(text.lstrip())]
    line = ""
    for part in BREAKS.split(text):
        if line.strip() and cell_len((line + part).rstrip()) > width:
            yield line.rstrip()
            line = indent
        line += part
    yield line.rstrip()
