"""CSV files beside a scenario. Problems in them carry the CSV's own line."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic_core import PydanticCustomError

from sim.scenario.context import Context
from sim.scenario.problems import gathered, shorten, wrong
from sim.scenario.units import seconds

T = TypeVar("T")
MOST_BYTES = 64 * 1024 * 1024
MOST_ERRORS = 20
Rows = list[tuple[int, list[str]]]
"""Line numbers with the cells of the line."""


class Named(str):
    """A file's name that remembers the folder it is relative to (a parent scenario's)."""

    folder: Path


def read_rows(name: object, context: Context | None) -> tuple[Path, list[str], Rows]:
    """Path, header (empty if the first line holds numbers) and rows of a CSV."""
    path = find(name, context)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise wrong(f"{path.name} is larger than {MOST_BYTES >> 20} MiB.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise wrong(f"`{shorten(name)}` cannot be read ({reason}): expected a CSV file.") from None
    except UnicodeDecodeError:
        raise wrong("is not UTF-8 text.", file=str(path), line=1) from None
    rows = [
        (line, [cell.strip() for cell in cells])
        for line, cells in enumerate(csv.reader(text.splitlines()), 1)
        if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#")
    ]
    if not rows:
        raise wrong("the file holds no rows.", file=str(path), line=1)
    header = [] if _starts_with_number(rows[0][1]) else [cell.lower() for cell in rows[0][1]]
    return path, header, rows[1:] if header else rows


def _starts_with_number(cells: list[str]) -> bool:
    return cells[0][:1].isdigit() or cells[0][:1] in "+-."


def find(name: object, context: Context | None) -> Path:
    """The file, which must lie in the folder of the scenario that names it or below."""
    folder = name.folder if isinstance(name, Named) else context.folder if context else Path()
    if not isinstance(name, str) or not name:
        raise wrong(f"`{shorten(name)}` is no file's name: expected one like `arrivals.csv`.")
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise wrong(f"`{shorten(name)}` lies outside the scenario's folder: put it there.")
    return path


def number(cell: str, path: Path, line: int, lowest: float = -math.inf) -> float:
    """A cell as a finite number."""
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < lowest:
        bound = "" if lowest == -math.inf else f" of {lowest:g} or more"
        raise wrong(f"`{shorten(cell)}`: expected a number{bound}.", file=str(path), line=line)
    return value


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
        return seconds(cell, unit_needed=False)
    except PydanticCustomError as error:
        raise wrong(error.message(), file=str(path), line=line) from None
