"""Files that a scenario names: where they are looked for, and what may be meant instead."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any

from pydantic_core import PydanticCustomError

from sim.regular import lies_in, near_file
from sim.scenario.context import Context
from sim.scenario.problems import LONG, shorten, wrong

ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""Of tables."""


class Named(str):
    """A file's name that remembers the folder it is relative to (a parent scenario's)."""

    folder: Path


def is_table(value: Any) -> bool:
    """Whether a value is a text that names a table by its ending."""
    return isinstance(value, str) and PurePath(value.strip()).suffix.lower() in ENDINGS


def mentions_table(text: str) -> bool:
    """Whether a text names a table, alone or within: ``empirical(durations.csv)``."""
    return any(ending in text.lower() for ending in ENDINGS)


def unreadable(name: object, error: OSError, near: str | None = None) -> PydanticCustomError:
    """``near``: the name of a file that may be meant."""
    reason = error.strerror or "unreadable"
    expected = (
        f"did you mean `{shorten(near, LONG)}`?"
        if near
        else "expected a table, such as a .csv or .xlsx file."
    )
    return wrong(f"`{shorten(name)}` cannot be read ({reason}): {expected}")


def find(name: object, context: Context | None) -> Path:
    """The file, which must lie in the folder of the scenario that names it or below."""
    folder = name.folder if isinstance(name, Named) else context.folder if context else Path()
    if not isinstance(name, str) or not name:
        raise wrong(f"`{shorten(name)}` is no file's name: expected one like `arrivals.csv`.")
    path = folder / name
    try:
        inside = lies_in(path, folder)
        if inside:
            path.stat()
    except FileNotFoundError as error:
        near = near_file(folder, name, folder, ENDINGS)
        raise unreadable(name, error, near) from None
    except OSError as error:
        raise unreadable(name, error) from None
    if not inside:
        raise wrong(f"`{shorten(name)}` lies outside the scenario's folder: put it there.")
    return path
