"""What a planner says of a table's form, beside its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sim.time_units import DAY, HOUR, MINUTE

Which = str | int
"""A column or a sheet: its name, or its number from 1."""
Unit = Literal["s", "min", "h", "days", "ms", "excel", "unix"]
UNIT_S = {"s": 1.0, "min": MINUTE, "h": HOUR, "days": DAY, "ms": 0.001, "excel": DAY}
"""Seconds of a number's unit; a spreadsheet counts days."""
UNTIL_NEXT = "until_next"


@dataclass(frozen=True)
class Form:
    """All that may be said; what is not said is found from the file, or asked for.

    ``columns``: by meaning; several columns of a meaning are added up or, by name, kept apart.
    ``rows``: columns with the text that a row must have there to count. ``interval``: seconds
    of a row, or that each lasts until the next. ``time_zone``: into which moments that say their
    distance from UTC are put (``Europe/Berlin``). ``fold``: the hour that a clock change repeats
    is added to the first.
    """

    sheet: Which | None = None
    columns: Mapping[str, Which | tuple[Which, ...] | Mapping[str, Which]] = field(
        default_factory=dict
    )
    rows: Mapping[str, str] = field(default_factory=dict)
    separator: str | None = None
    encoding: str | None = None
    decimal: Literal["point", "comma"] | None = None
    dates: Literal["day_first", "month_first"] | None = None
    unit: Unit | None = None
    interval: float | Literal["until_next"] | None = None
    time_zone: str | None = None
    fold: bool = False
