"""The least differences that matter to whoever compares variants, by measure."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from sim.scenario import units
from sim.scenario.bounds import NUMBER
from sim.scenario.problems import shorten, wrong

_MEASURE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_QUANTITY = re.compile(r"(\d+(?:\.\d+)?)\s*(.*)")
DURATIONS = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}


def _measure(value: Any) -> str:
    if not isinstance(value, str) or not _MEASURE.fullmatch(value):
        raise wrong(f"`{shorten(value)}` is no measure: expected one like `resolution.mean_h`.")
    return value


def _difference(value: Any) -> str:
    """The difference as text, a number with its unit."""
    text = units.number_text(value) if isinstance(value, int | float) else str(value).strip()
    found = _QUANTITY.fullmatch(text)
    if found is None or isinstance(value, bool) or not 0.0 < float(found[1]) <= NUMBER.most:
        raise wrong(f"`{shorten(value)}` is no difference: expected one like `0.5 h` or `2 %`.")
    return text


Matters = Annotated[
    dict[
        Annotated[str, BeforeValidator(_measure)],
        Annotated[
            str,
            BeforeValidator(_difference),
            WithJsonSchema(
                {"type": ["string", "number"], "description": "A difference: 0.5 h, 2 %, 500 USD"}
            ),
        ],
    ],
    Field(json_schema_extra={"propertyNames": {"pattern": f"^{_MEASURE.pattern}$"}}),
]


def in_unit(text: str, unit: str) -> float:
    """A difference in the unit of its measure: ``30 min`` of a measure in ``h`` is 0.5.

    Money has the currency's code as its unit. Raises ValueError when the units do not go
    together.
    """
    found = _QUANTITY.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no difference: expected one like `0.5 h` or `2 %`")
    number, given = float(found[1]), found[2]
    if not given or given == unit.partition(" ")[0]:
        return number
    if unit == "share" and given == "%":
        return number / 100.0
    if unit in DURATIONS:
        try:
            return units.seconds(text) / DURATIONS[unit]
        except ValueError:
            pass
    raise ValueError(f"{text!r} does not go with the unit of the measure, {unit}")
