"""CSV files beside a scenario, read line by line. Problems in them carry the CSV's own line."""

from __future__ import annotations

import csv
import logging
import math
from bisect import insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import TextIOWrapper
from itertools import chain
from operator import itemgetter
from os import fstat
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from pydantic_core import PydanticCustomError

from sim.regular import MIB, TooLargeError, lies_in, open_regular
from sim.scenario import units
from sim.scenario.bounds import NUMBER, Bounds
from sim.scenario.columns import Floats
from sim.scenario.context import Context
from sim.scenario.problems import gathered, shorten, wrong

log = logging.getLogger("sim")

T = TypeVar("T")
MOST_BYTES = 64 * MIB
LARGE_BYTES = 8 * MIB
"""Files from this size on take a few seconds to read."""
MOST_ERRORS = 20
Row = tuple[int, list[str]]
"""A line's number with its cells."""
Read = Callable[[str, Path, int], float]
"""Makes a number of a cell, given the file and the line."""


class Named(str):
    """A file's name that remembers the folder it is relative to (a parent scenario's)."""

    folder: Path


class Table(NamedTuple):
    """A CSV that is being read: ``rows`` can be gone through once.

    ``header`` is empty if the first line holds numbers; ``first``: the first row below it.
    """

    path: Path
    header: list[str]
    first: Row
    rows: Iterator[Row]


def open_table(name: object, context: Context | None) -> Table:
    """A CSV of which nothing but the beginning has been read yet."""
    path = find(name, context)
    rows = _lines(path, name)
    first = next(rows, None)
    if first is None:
        raise wrong("the file holds no rows.", file=str(path), line=1)
    if _starts_with_number(first[1]):
        return Table(path, [], first, chain([first], rows))
    header = [cell.lower() for cell in first[1]]
    below = next(rows, None)
    if below is None:
        message = "the file holds no rows below its line of names."
        raise wrong(message, file=str(path), line=first[0])
    return Table(path, header, below, chain([below], rows))


def _lines(path: Path, name: object) -> Iterator[Row]:
    """The rows of a file; comments and empty lines are left out."""
    try:
        with open_regular(path, MOST_BYTES) as file:
            size = fstat(file.fileno()).st_size
            if size > LARGE_BYTES:
                log.warning("reading %s, %d MiB", shorten(path.name), size // MIB)
            with TextIOWrapper(file, encoding="utf-8-sig") as text:
                yield from _rows(text, path)
    except TooLargeError:
        raise wrong(f"{shorten(path.name)} is larger than {MOST_BYTES // MIB} MiB.") from None
    except OSError as error:
        raise _unreadable(name, error) from None
    except UnicodeDecodeError:
        raise wrong("is not UTF-8 text.", file=str(path), line=1) from None


def _unreadable(name: object, error: OSError) -> PydanticCustomError:
    reason = error.strerror or "unreadable"
    return wrong(f"`{shorten(name)}` cannot be read ({reason}): expected a CSV file.")


def _rows(text: Iterable[str], path: Path) -> Iterator[Row]:
    """Rows that hold something and are no comments."""
    reader = csv.reader(piece for line in text for piece in line.splitlines())
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped) and stripped[0][:1] != "#":
                yield reader.line_num, stripped
    except csv.Error:
        message = f"a cell is longer than {csv.field_size_limit()} characters."
        raise wrong(message, file=str(path), line=reader.line_num) from None


def _starts_with_number(cells: list[str]) -> bool:
    return cells[0][:1].isdigit() or cells[0][:1] in "+-."


def find(name: object, context: Context | None) -> Path:
    """The file, which must lie in the folder of the scenario that names it or below."""
    folder = name.folder if isinstance(name, Named) else context.folder if context else Path()
    if not isinstance(name, str) or not name:
        raise wrong(f"`{shorten(name)}` is no file's name: expected one like `arrivals.csv`.")
    path = folder / name
    try:
        inside = lies_in(path, folder)
    except OSError as error:
        raise _unreadable(name, error) from None
    if not inside:
        raise wrong(f"`{shorten(name)}` lies outside the scenario's folder: put it there.")
    return path


def number(
    cell: str, path: Path, line: int, lowest: float = -math.inf, within: Bounds = NUMBER
) -> float:
    """A cell as a finite number; its size is bounded."""
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < lowest:
        bound = "" if lowest == -math.inf else f" of {lowest:g} or more"
        raise wrong(f"`{shorten(cell)}`: expected a number{bound}.", file=str(path), line=line)
    if abs(value) > within.most:
        message = f"`{shorten(cell)}` is too much: expected {within.says_most} at most."
        raise wrong(message, file=str(path), line=line)
    return value


def amount(cell: str, path: Path, line: int) -> float:
    """A cell as a number of 0 or more."""
    return number(cell, path, line, 0.0)


def agents(cell: str, path: Path, line: int) -> float:
    """A cell as a number of agents."""
    try:
        return units.agents(cell)
    except PydanticCustomError as error:
        raise wrong(error.message(), file=str(path), line=line) from None


@dataclass
class Mistakes:
    """What is wrong in a file: the first lines are told one by one, the others counted."""

    path: Path
    first: list[tuple[int, PydanticCustomError]] = field(default_factory=list)
    count: int = 0

    def add(self, line: int, error: PydanticCustomError) -> None:
        """Note what is wrong with a line."""
        self.count += 1
        insort(self.first, (line, error), key=itemgetter(0))
        del self.first[MOST_ERRORS + 1 :]

    def tell(self) -> None:
        """Raise the mistakes together, if there are any."""
        errors = [error for _, error in self.first[:MOST_ERRORS]]
        if self.count > MOST_ERRORS:
            more = self.count - MOST_ERRORS
            message = f"and {more:,} more {'lines' if more > 1 else 'line'} from here on."
            errors.append(wrong(message, file=str(self.path), line=self.first[-1][0]))
        if errors:
            raise gathered(errors)


def each(
    table: Table, read: Callable[[int, list[str]], T], mistakes: Mistakes | None = None
) -> Iterator[T]:
    """What ``read`` makes of every row, one by one.

    At the end it raises the errors of all rows together; with ``mistakes`` it notes them there
    instead.
    """
    found = Mistakes(table.path) if mistakes is None else mistakes
    for line, cells in table.rows:
        try:
            value = read(line, cells)
        except PydanticCustomError as error:
            found.add(line, error)
        else:
            yield value
    if mistakes is None:
        found.tell()


def values_and_weights(name: object, context: Context | None) -> tuple[Floats, Floats]:
    """Durations in the first column, weights in the second (1 if there is none)."""
    table = open_table(name, context)

    def read(line: int, cells: list[str]) -> tuple[float, float]:
        weight = number(cells[1], table.path, line, 0.0) if len(cells) > 1 else 1.0
        return _duration(cells[0], table.path, line), weight

    pairs = np.fromiter(chain.from_iterable(each(table, read)), np.float64).reshape(-1, 2)
    if not pairs[:, 1].any():
        raise wrong("the weights are all zero.", file=str(table.path), line=1)
    return pairs[:, 0], pairs[:, 1]


def _duration(cell: str, path: Path, line: int) -> float:
    try:
        return units.seconds(cell, unit_needed=False)
    except PydanticCustomError as error:
        raise wrong(error.message(), file=str(path), line=line) from None
