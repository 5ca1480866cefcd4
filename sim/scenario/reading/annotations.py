"""Values that say where they come from: ``{value: 30 %, range: [10 %, 50 %], source: …}``."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from sim.scenario.nodes import Node
from sim.scenario.nodes import problem as problem_at
from sim.scenario.problems import Mark, Path, Problem, dotted, nearest
from sim.scenario.values.distribution_text import stretched
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.units import QUANTITY, SPELLED, number_text, seconds, singular

NOTES = ("range", "source", "grade", "unit", "note")
GRADES = {"S": "strong", "M": "moderate", "W": "weak", "assumed": "assumed"}


@dataclass(frozen=True)
class Assumption:
    """A value of the scenario with its range and origin, all as they are written."""

    path: str
    value: str
    low: str
    high: str
    unit: str
    source: str
    grade: str
    note: str = ""


def is_annotated(node: Node) -> bool:
    """Whether the node is a value with notes beside it."""
    return (
        isinstance(node.value, dict)
        and "value" in node.value
        and any(note in node.value for note in NOTES)
        and set(node.value) <= {"value", *NOTES}
    )


def unwrap(root: Node, problems: list[Problem]) -> tuple[Node, list[Assumption]]:
    """The tree with bare values, and the notes that stood beside them."""
    found: list[Assumption] = []

    def strip(node: Node, path: Path) -> Node:
        if is_annotated(node):
            assert isinstance(node.value, dict)
            found.append(_assumption(node, path, problems))
            return node.value["value"]
        if isinstance(node.value, dict):
            parts = {key: strip(part, (*path, key)) for key, part in node.value.items()}
            return replace(node, value=parts)
        if isinstance(node.value, list):
            return replace(node, value=[strip(p, (*path, i)) for i, p in enumerate(node.value)])
        return node

    return strip(root, ()), found


def _assumption(node: Node, path: Path, problems: list[Problem]) -> Assumption:
    def complain(part: str, message: str) -> None:
        wrong = problem_at(node, (part,), message)
        problems.append(replace(wrong, path=dotted((*path, part))))

    def text(part: str) -> str:
        below = node.get(part)
        return below.text if below else ""

    low, high = "", ""
    bounds = node.get("range")
    if bounds is not None:
        ends = [end.text for _, end in bounds.children()]
        if isinstance(bounds.value, list) and len(ends) == 2:
            low, high = ends
        else:
            complain("range", "expected the low and the high end, as in `[10 %, 50 %]`.")
    grade = text("grade") or "assumed"
    if grade not in GRADES:
        complain("grade", f"`{grade}` is not a grade; {nearest(grade, GRADES)}")
    value = node.get("value")
    shown = value.text if value else ""
    return Assumption(
        dotted(path), shown, low, high, text("unit"), text("source"), grade, text("note")
    )


class Ranged(NamedTuple):
    """A value and the range it may lie in, in ``unit`` (as it is written behind a number).

    Of a distribution it is the mean that has the range, in seconds; ``form`` is the distribution
    as it is written, whose durations all grow with the mean.
    """

    path: str
    value: float
    low: float
    high: float
    unit: str
    form: str = ""

    def __str__(self) -> str:
        ends = f"{number_text(self.low)} to {number_text(self.high)} {self.unit}".rstrip()
        return f"mean {ends}" if self.form else ends

    def shown(self, number: float) -> str:
        """A number of the range, to two or three digits, for a sentence."""
        unit, size = self.unit, 1.0
        if unit == "s":
            unit, size = next(((u, x) for u, x in SPELLED if abs(number) >= x), ("s", 1.0))
        told = f"{float(f'{number / size:.3g}'):g} {unit}".rstrip()
        return f"a mean of {told}" if self.form else told

    def level(self, number: float) -> Node:
        """A number of the range as a value of the scenario."""
        if self.form:
            text = stretched(self.form, number / self.value)
            return Node(text, Mark(self.path, 1, 1), text)
        text = number_text(float(f"{number:.9g}"))
        if self.unit:
            text = f"{text} {self.unit}"
            return Node(text, Mark(self.path, 1, 1), text)
        return Node(float(text), Mark(self.path, 1, 1), text)


def ranged(assumptions: Iterable[Assumption]) -> dict[str, Ranged]:
    """By path, the assumptions whose range can be varied: quantities and means of distributions."""
    found = (_ranged(one) for one in assumptions)
    return {one.path: one for one in found if one is not None}


def told_apart(known: Mapping[str, Mapping[str, Ranged]]) -> dict[str, dict[str, Ranged]]:
    """The ranges of several variants, by variant and by the name of what nobody knows.

    Its name is the path where all variants that have the path state the same. Where they state
    different values, each is an unknown of its own, with the variant behind the path.
    """
    stated: dict[str, set[Ranged]] = {}
    for by_path in known.values():
        for path, one in by_path.items():
            stated.setdefault(path, set()).add(one)
    return {
        variant: {
            path if len(stated[path]) == 1 else f"{path} ({variant})": one
            for path, one in by_path.items()
        }
        for variant, by_path in known.items()
    }


def unvaried(assumptions: Iterable[Assumption]) -> list[str]:
    """The paths of those that state a range which nothing can vary, such as one of words."""
    stated = [one for one in assumptions if one.low]
    return [one.path for one in stated if _ranged(one) is None]


def _ranged(one: Assumption) -> Ranged | None:
    texts = (one.value, one.low, one.high)
    parts = [QUANTITY.fullmatch(text) for text in texts]
    if all(parts[1:]) and not parts[0]:
        return _of_means(one)
    if not all(parts):
        return None
    numbers = [float(part[1]) for part in parts if part]
    units = [part[2] for part in parts if part]
    unit = units[2]
    if len({singular(each) for each in units}) > 1:
        try:
            numbers, unit = [seconds(text) for text in texts], "s"
        except ValueError:
            return None
    value, low, high = numbers
    return Ranged(one.path, value, low, high, unit) if low < high else None


def _of_means(one: Assumption) -> Ranged | None:
    try:
        mean = Distribution.model_validate(one.value).mean_s()
        low, high = seconds(one.low), seconds(one.high)
    except ValueError:
        return None
    if not 0.0 < mean < math.inf or low >= high:
        return None
    return Ranged(one.path, mean, low, high, "s", one.value)
