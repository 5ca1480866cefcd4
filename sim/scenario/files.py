"""CSV files beside a scenario. Problems in them carry the CSV's own line."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic_core import PydanticCustomError

from sim.regular import MIB, TooLargeError, lies_in, read_bytes
from sim.scenario import units
from sim.scenario.bounds import NUMBER, Bounds
from sim.scenario.context import Context
from sim.scenario.problems import gathered, shorten, wrong

T = TypeVar("T")
MOST_BYTES = 64 * MIB
MOST_ERRORS = 20
Read = Callable[[str, Path, int], float]
"""Makes a number of a cell, given the file and the line."""
Rows = list[tuple[int, list[str]]]
"""Line numbers with the cells of the line."""


class Named(str):
    """A file's name that remembers the folder it is relative to (a parent scenario's)."""

    folder: Path


def read_rows(name: object, context: Context | None) -> tuple[Path, list[str], Rows]:
    """Path, header (empty if the first line holds numbers) and rows of a CSV."""
    path = find(name, context)
    rows = _rows(_text(name, path), path)
    if not rows:
        raise wrong("the file holds no rows.", file=str(path), line=1)
    header = [] if _starts_with_number(rows[0][1]) else [cell.lower() for cell in rows[0][1]]
    if header and len(rows) == 1:
        message = "the file holds no rows below its line of names."
        raise wrong(message, file=str(path), line=rows[0][0])
    return path, header, rows[1:] if header else rows


def _text(name: object, path: Path) -> str:
    try:
        return read_bytes(path, MOST_BYTES).decode("utf-8-sig")
    except TooLargeError:
        raise wrong(f"{shorten(path.name)} is larger than {MOST_BYTES // MIB} MiB.") from None
    except OSError as error:
        raise _unreadable(name, error) from None
    except UnicodeDecodeError:
        raise wrong("is not UTF-8 text.", file=str(path), line=1) from None


def _unreadable(name: object, error: OSError) -> PydanticCustomError:
    reason = error.strerror or "unreadable"
    return wrong(f"`{shorten(name)}` cannot be read ({reason}): expected a CSV file.")


def _rows(text: str, path: Path) -> Rows:
    """Rows that hold something and are no comments."""
    found: Rows = []
    reader = csv.reader(text.splitlines())
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#"):
                found.append((reader.line_num, [cell.strip() for cell in cells]))
    except csv.Error:
        message = f"a cell is longer than {csv.field_size_limit()} characters."
        raise wrong(message, file=str(path), line=reader.line_num) from None
    return found


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


def each(rows: Rows, read: Callable[[int, list[str]], T]) -> list[T]:
    """What ``read`` makes of every row; raises the errors of all rows (at most 20) together."""
    found: list[T] = []
    errors: list[PydanticCustomError] = []
    for line, cells in rows:
        try:
            found.append(read(line, cells))
        except PydanticCustomError as error:
            errors.append(error)
    if errors:
        raise gathered(errors[:MOST_ERRORS])
    return found


def values_and_weights(name: object, context: Context | None) -> tuple[list[float], list[float]]:
    """Durations in the first column, weights in the second (1 if there is none)."""
    path, _, rows = read_rows(name, context)

    def read(line: int, cells: list[str]) -> tuple[float, float]:
        weight = number(cells[1], path, line, 0.0) if len(cells) > 1 else 1.0
        return _duration(cells[0], path, line), weight

    pairs = each(rows, read)
    if not sum(weight for _, weight in pairs) > 0:
        raise wrong("the weights are all zero.", file=str(path), line=1)
    return [value for value, _ in pairs], [weight for _, weight in pairs]


def _duration(cell: str, path: Path, line: int) -> float:
    try:
        return units.seconds(cell, unit_needed=False)
    except PydanticCustomError as error:
        raise wrong(error.message(), file=str(path), line=line) from None
