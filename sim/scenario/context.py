"""What validators need to know beside the value itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

Columns = dict[tuple[Any, ...], Any]


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
    """Columns of CSV files that were read before, by what makes them; variants share them."""
