"""Where a table begins: titles, the line of names, the first row; found by content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from sim.tables import names
from sim.tables.cells import TYPED, Cell, Kind, Row, kind_of, shown
from sim.tables.faults import Fault, TableError
from sim.time_units import HOURS_OF_DAY

LabelKind = Literal["time", "weekday", "date"]
_NOTHING: Kind = ""


class Layout(NamedTuple):
    """How the first rows of a file are to be taken.

    ``names``: of the columns as written, empty where there is none; ``header``: their line, or
    ``None``. ``kinds``: what most cells below are. ``labels``: of a table with a column for each
    time, weekday or date: the columns' places with these. ``first``: which of the rows is the
    first one of the table itself. ``titles``: rows above the names that are left out.
    ``lengths``: numbers of cells, empty ones at the end among them, that rows usually have.
    """

    names: list[str]
    header: int | None
    kinds: list[Kind]
    labels: dict[int, Cell]
    label_kind: LabelKind | None
    first: int
    titles: list[Row]
    lengths: frozenset[int]

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.names)


def layout_of(rows: Sequence[Row], path: Path) -> Layout:
    """The layout of a file from its first rows. Raises ``TableError`` where it cannot be told."""
    usual = _usual_width(rows)
    kinds = _kinds(rows, usual)
    for place, row in enumerate(rows):
        labels, label_kind = _labels(row.cells, kinds)
        if labels and not (label_kind == "time" and _is_below_names(rows, place, labels)):
            _check_labels(rows, place, kinds, labels, path)
            _check_titles(rows[:place], path)
            return _headed(rows, place, kinds, usual, labels, label_kind)
        if _is_data(row, kinds):
            return _above(rows, place, kinds, usual, path)
    headed = [place for place, row in enumerate(rows) if _may_name(row, len(kinds))]
    if headed:
        message = "the file holds no rows below its line of names."
        raise TableError(path, [Fault(rows[headed[-1]].line, message)])
    raise TableError(path, [Fault(rows[0].line, _neither(rows[0]))])


def _neither(row: Row) -> str:
    filled = [cell for cell in row.cells if cell != ""]
    return f"`{shown(filled[0])}`: the line holds neither names of columns nor values."


def _usual_width(rows: Sequence[Row]) -> int:
    """Cells that most rows have, the later of several numbers that are equally frequent."""
    counts = Counter(len(row.cells) for row in rows)
    most = max(counts.values())
    return next(len(row.cells) for row in reversed(rows) if counts[len(row.cells)] == most)


def _kinds(rows: Sequence[Row], width: int) -> list[Kind]:
    """What most of the cells of each column are; text only where little else is.

    Without the columns at the end that hold nothing: rows may end in separators.
    """
    fitting = [row for row in rows if len(row.cells) == width]
    kinds = [_kind([kind_of(row.cells[place]) for row in fitting]) for place in range(width)]
    while len(kinds) > 1 and not kinds[-1]:
        kinds.pop()
    return kinds


def _kind(kinds: list[Kind]) -> Kind:
    filled = [kind for kind in kinds if kind]
    if "moment" in filled:  # midnights look like dates
        filled = ["moment" if kind == "date" else kind for kind in filled]
    typed = [kind for kind in filled if kind in TYPED]
    if 3 * len(typed) < len(filled) or not filled:
        return "text" if filled else ""
    counts = Counter(typed)
    most = max(counts.values())
    return next(kind for kind in reversed(typed) if counts[kind] == most)


def _matches(row: Row, kinds: list[Kind]) -> int:
    """Cells of a row that are what most cells below or above them are."""
    of_row = (kind_of(cell) for cell in row.cells)
    return sum(
        usual in TYPED and (kind == usual or {kind, usual} == {"date", "moment"})
        for kind, usual in zip(of_row, kinds, strict=False)
    )


def _is_data(row: Row, kinds: list[Kind]) -> bool:
    typed = sum(kind in TYPED for kind in kinds)
    return typed > 0 and 2 * _matches(row, kinds) >= typed


def _may_name(row: Row, width: int) -> bool:
    """Whether a row may hold the names of columns: texts, and more than one unless there is one."""
    filled = [cell for cell in row.cells if cell != ""]
    texts = sum(kind_of(cell) in ("text", "weekday") and _is_worded(cell) for cell in filled)
    enough = len(filled) >= min(2, width) or (width == 2 and row.cells[0] == "")
    return texts > 0 and 5 * texts >= 3 * len(filled) and enough


def _is_worded(cell: Cell) -> bool:
    """Whether a text has no more digits than letters: others may be values that are damaged."""
    text = str(cell)
    return sum(char.isdigit() for char in text) <= sum(char.isalpha() for char in text)


def _above(rows: Sequence[Row], data: int, kinds: list[Kind], usual: int, path: Path) -> Layout:
    """The layout of a file whose row number ``data`` is the first that holds values."""
    width = len(kinds)
    named = [place for place in range(data) if _may_name(rows[place], width)]
    if width == 1:
        named = named[:1]
    if named:
        best = max(named, key=lambda place: (_known(rows[place]), place))
        return _headed(rows, best, kinds, usual, {}, None)
    if data > 0:
        raise TableError(path, [Fault(rows[0].line, _neither(rows[0]))])
    return Layout([""] * width, None, kinds, {}, None, 0, [], frozenset((usual,)))


def _known(row: Row) -> int:
    """How many cells of a row are usual names of columns."""
    return sum(bool(names.meanings_of(str(cell))) for cell in row.cells if isinstance(cell, str))


def _headed(
    rows: Sequence[Row],
    header: int,
    kinds: list[Kind],
    usual: int,
    labels: dict[int, Cell],
    label_kind: LabelKind | None,
) -> Layout:
    called = [str(cell) if cell != "" else "" for cell in rows[header].cells]
    below = rows[header + 1 :]
    if len(called) + 1 == usual and all(called) and _counted_by_r(below, kinds):
        called = ["", *called]  # R leaves out the name above the numbers of the rows
        labels = {place + 1: label for place, label in labels.items()}
    even = any(len(row.cells) == len(called) for row in below)
    lengths = frozenset((len(called),) if even else (usual, len(called)))
    short = len(called) < usual  # then what lies below the last names is not what they name
    while called and not called[-1] and (short or not any(_filled(r, len(called)) for r in below)):
        called.pop()
    kinds = [*kinds, *[_NOTHING] * (len(called) - len(kinds))]
    line, titles = rows[header].line, list(rows[:header])
    return Layout(called, line, kinds, labels, label_kind, header + 1, titles, lengths)


def _check_titles(rows: Sequence[Row], path: Path) -> None:
    """Refuse to leave out rows of numbers above the names as if they were titles."""
    for row in rows:
        kinds = [kind_of(cell) for cell in row.cells if cell != ""]
        if kinds.count("number") >= max(2.0, len(kinds) / 2.0):
            raise TableError(path, [Fault(row.line, _neither(row))])


def _filled(row: Row, place: int) -> bool:
    """Whether a row holds anything from a place (from 1) on."""
    return any(cell != "" for cell in row.cells[place - 1 :])


def _counted_by_r(rows: Sequence[Row], kinds: list[Kind]) -> bool:
    """Whether the first cells of rows count these, without a name of their own.

    Two columns of numbers side by side may be one that a decimal comma has cut: then the counts
    must be in quotes, as R has them, and numbers not.
    """
    cut = any(one == other == "number" for one, other in pairwise(kinds[1:]))
    return count_up(rows) and (not cut or all(row.quoted for row in rows))


def count_up(rows: Sequence[Row]) -> bool:
    """Whether the first cells of rows count up by one."""
    try:
        found = [int(str(row.cells[0])) for row in rows]
    except ValueError:
        return False
    return bool(found) and all(after == before + 1 for before, after in pairwise(found))


def _labels(cells: Sequence[Cell], kinds: list[Kind]) -> tuple[dict[int, Cell], LabelKind | None]:
    """Columns named by times, weekdays or dates, above numbers."""
    over = [place for place in range(min(len(cells), len(kinds))) if kinds[place] == "number"]
    wanted: tuple[tuple[LabelKind, tuple[Kind, ...]], ...] = (
        ("time", ("time",)),
        ("weekday", ("weekday",)),
        ("date", ("date", "moment")),
    )
    for label_kind, fitting in wanted:
        found = {place: cells[place] for place in over if kind_of(cells[place]) in fitting}
        if len(found) > 1 and (label_kind != "weekday" or len(set(map(str, found.values()))) > 1):
            return found, label_kind
    return _hours(cells, kinds, over)


def _check_labels(
    rows: Sequence[Row], header: int, kinds: list[Kind], labels: dict[int, Cell], path: Path
) -> None:
    """Refuse a table of which a column would be left out because its name is no label.

    Columns that are called by a usual name, such as a total, are none of those; nor are the
    numbers of rows and the like, which stand before.
    """
    row, label_kinds = rows[header], {kind_of(cell) for cell in labels.values()}
    for place, (cell, kind) in enumerate(zip(row.cells, kinds, strict=False)):
        below = (r.cells[place] for r in rows[header + 1 :] if place < len(r.cells))
        if place in labels or all(cell == "" for cell in below):
            continue
        name = f"`{shown(cell)}`" if cell != "" else f"column {place + 1}"
        like = shown(labels[min(labels)])
        before = place < min(labels) and not any(char.isdigit() for char in str(cell))
        if kind == "number" and not before and not names.meanings_of(str(cell)):
            message = f"{name} is not a name like `{like}`, which other columns of numbers have."
            raise TableError(path, [Fault(row.line, message)])
        if kind != "number" and kind_of(cell) in label_kinds:
            message = f"the column {name} holds no numbers, as others such as `{like}` do."
            raise TableError(path, [Fault(row.line, message)])


def _hours(
    cells: Sequence[Cell], kinds: list[Kind], over: list[int]
) -> tuple[dict[int, Cell], LabelKind | None]:
    """Columns named by hours 0, 1, 2, … beside one named by a word, or not at all."""
    found = {place: _whole(cells[place]) for place in over}
    hours = {place: hour for place, hour in found.items() if hour is not None}
    beside = [
        place
        for place in range(min(len(cells), len(kinds)))
        if kinds[place] in ("date", "moment", "weekday", "text") and place not in hours
    ]
    in_order = all(after == before + 1 for before, after in pairwise(hours.values()))
    named = beside and all(kind_of(cells[place]) in ("", "text") for place in beside)
    if len(hours) > 2 and in_order and named and max(hours.values()) < HOURS_OF_DAY:
        labels: dict[int, Cell] = {p: timedelta(hours=hour) for p, hour in hours.items()}
        return labels, "time"
    return {}, None


def _is_below_names(rows: Sequence[Row], place: int, labels: dict[int, Cell]) -> bool:
    """Whether what look like hours 0, 1, 2, … are values: a row above names their columns.

    One of these may be without a name, that of the numbers of rows.
    """
    low, high = min(labels), max(labels) + 1
    above = [[kind_of(cell) for cell in row.cells[low:high]] for row in rows[:place]]
    return any(
        kinds.count("text") >= high - low - 1 and len(kinds) == high - low for kinds in above
    )


def _whole(cell: Cell) -> int | None:
    if isinstance(cell, bool | datetime | date | timedelta):
        return None
    text = str(cell)
    if isinstance(cell, float) and cell == int(cell):
        return int(cell)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 2 else None
