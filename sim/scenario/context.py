"""What validators need to know beside the value itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

Columns = dict[tuple[Any, ...], Any]


class TableRead(NamedTuple):
    """What is to be told of a table that was read.

    ``header``: the line of its names; ``titles``: its columns as they are quoted; ``read``: the
    places of those that were read; ``notes``: oddities with their lines.
    """

    path: str
    header: int
    titles: tuple[str, ...]
    read: frozenset[int]
    notes: tuple[tuple[int, str], ...]


class Hours(NamedTuple):
    """Hours of the week as ``Calendar`` has them."""

    spans: tuple[tuple[float, float], ...]
    on_holidays: bool


@dataclass
class Context:
    """Handed to pydantic when a scenario is read from text.

    Without a context (classes built in Python) plain numbers are taken in the base units;
    with one, a number that needs a unit must have it.
    """

    folder: Path
    start: date
    currency: str = "USD"
    calendars: dict[str, Hours | None] = field(default_factory=dict)
    """Named calendars; ``None`` for one that is itself wrong, which is reported once."""
    used: set[str] = field(default_factory=set)
    """Names of the calendars that were looked up."""
    columns: Columns = field(default_factory=dict)
    """Columns of tables that were read before, by what makes them; variants share them."""
    tables: list[TableRead] = field(default_factory=list)
    """Tables that this scenario has read."""
    issue_types: tuple[str, ...] = ()
    """Names of the issue types."""
    forecasts: tuple[tuple[str, str], ...] = ()
    """Streams of demand with the files of their forecasts."""
