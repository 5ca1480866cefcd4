"""What the firm wants: least differences that matter, and targets for measures."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from sim.scenario.problems import shorten, wrong
from sim.scenario.values import units
from sim.scenario.values.bounds import NUMBER
from sim.scenario.values.part import Context, Part, Several

_MEASURE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_QUANTITY = re.compile(r"(-?\d+(?:\.\d+)?)\s*(.*)")
_TARGET = re.compile(r"(\S+?)\s*(>=|<=|≥|≤|=>|=<|>|<|at least|at most)\s*(.+)", re.DOTALL)
_SIDES = {">=": "at_least", "≥": "at_least", "at least": "at_least"} | {
    "<=": "at_most", "≤": "at_most", "at most": "at_most"
}  # fmt: skip
EXAMPLE = "expected one like `phone.service_level >= 80 %`"


def _measure(value: Any) -> str:
    if not isinstance(value, str) or not _MEASURE.fullmatch(value):
        raise wrong(f"`{shorten(value)}` is not a measure; expected one like `resolution.mean_h`.")
    return value


def _number_with_unit(value: Any) -> str | None:
    """As text; None for anything else."""
    text = units.number_text(value) if isinstance(value, int | float) else str(value).strip()
    found = _QUANTITY.fullmatch(text)
    legal = found is not None and abs(float(found[1])) <= NUMBER.most
    return text if legal and not isinstance(value, bool) else None


def _difference(value: Any) -> str:
    """The difference as text, a number with its unit."""
    text = _number_with_unit(value)
    if text is None or not float(_QUANTITY.fullmatch(text)[1]) > 0.0:  # type: ignore[index]
        raise wrong(f"`{shorten(value)}` is not a difference; expected one like `0.5 h` or `2 %`.")
    return text


def _amount(value: Any) -> str | None:
    """The amount as text, a number with its unit."""
    if value is None:
        return None
    text = _number_with_unit(value)
    if text is None:
        raise wrong(f"`{shorten(value)}` is not an amount; expected one like `80 %` or `4 h`.")
    return text


def _written(example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": ["string", "number"], "description": example})


MeasureName = Annotated[
    str,
    BeforeValidator(_measure),
    WithJsonSchema({"type": "string", "pattern": f"^{_MEASURE.pattern}$"}),
]
Matters = Annotated[
    dict[
        Annotated[str, BeforeValidator(_measure)],
        Annotated[str, BeforeValidator(_difference), _written("A difference: 0.5 h, 2 %, 500 USD")],
    ],
    Field(json_schema_extra={"propertyNames": {"pattern": f"^{_MEASURE.pattern}$"}}),
]
Amount = Annotated[str | None, BeforeValidator(_amount), _written("An amount: 80 %, 4 h, 5000 USD")]


class Target(Part):
    """``phone.service_level >= 80 %``: a measure and the least or most it is to be."""

    measure: MeasureName
    at_least: Amount = None
    at_most: Amount = None

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        if not isinstance(value, str):
            return value
        found = _TARGET.fullmatch(value.strip())
        if found is None:
            raise wrong(f"`{shorten(value)}` is not a target; {EXAMPLE}.")
        if found[2] not in _SIDES:
            raise wrong(f"`{shorten(value)}` has `{found[2]}`; expected `>=` or `<=`.")
        return {"measure": found[1], _SIDES[found[2]]: found[3]}

    @model_validator(mode="after")
    def _one_side(self) -> Target:
        if (self.at_least is None) == (self.at_most is None):
            raise wrong("expected one of `at_least` and `at_most`.")
        return self

    @property
    def amount(self) -> str:
        """As it is written."""
        return str(self.at_most if self.at_least is None else self.at_least)


Targets = Several[Target]


def in_unit(text: str, unit: str) -> float:
    """An amount in the unit of its measure: ``30 min`` of a measure in ``h`` is 0.5.

    Money has the currency's code as its unit. Raises ValueError when the units do not go
    together.
    """
    found = _QUANTITY.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not a difference; expected one like `0.5 h` or `2 %`")
    number, given = float(found[1]), found[2]
    if not given or given == unit.partition(" ")[0]:
        return number
    if unit == "share" and given == "%":
        return number / 100.0
    if unit in units.UNITS:
        try:
            return units.seconds(text) / units.UNITS[unit]
        except ValueError:
            pass
    raise ValueError(f"{text!r} does not go with the unit of the measure, {unit}")
