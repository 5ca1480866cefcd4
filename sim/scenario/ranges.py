"""The assumptions of a scenario that state a range, as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from sim.scenario.annotations import Assumption
from sim.scenario.nodes import Node
from sim.scenario.problems import Mark
from sim.scenario.units import number_text, seconds

_QUANTITY = re.compile(r"\s*([-+]?\d+(?:\.\d+)?)\s*(.*?)\s*")


class Ranged(NamedTuple):
    """A value and the range it may lie in, in ``unit`` (as it is written behind a number)."""

    path: str
    value: float
    low: float
    high: float
    unit: str

    def __str__(self) -> str:
        ends = f"{number_text(self.low)} to {number_text(self.high)}"
        return f"{ends} {self.unit}".rstrip()

    def level(self, number: float) -> Node:
        """A number of the range as a value of the scenario."""
        text = number_text(float(f"{number:.9g}"))
        if self.unit:
            text = f"{text} {self.unit}"
            return Node(text, Mark(self.path, 1, 1), text)
        return Node(float(text), Mark(self.path, 1, 1), text)


def ranged(assumptions: Iterable[Assumption]) -> dict[str, Ranged]:
    """By path, the assumptions whose value and range are quantities; the others are left out."""
    found = (_ranged(one) for one in assumptions)
    return {one.path: one for one in found if one is not None}


def _ranged(one: Assumption) -> Ranged | None:
    texts = (one.value, one.low, one.high)
    parts = [_QUANTITY.fullmatch(text) for text in texts]
    if not all(parts):
        return None
    numbers = [float(part[1]) for part in parts if part]
    units = [part[2] for part in parts if part]
    unit = units[2]
    if len({_singular(each) for each in units}) > 1:
        try:
            numbers, unit = [seconds(text) for text in texts], "s"
        except ValueError:
            return None
    value, low, high = numbers
    return Ranged(one.path, value, low, high, unit) if low < high else None


def _singular(unit: str) -> str:
    return unit.rstrip("s") or unit
