"""Sweep files: which values of a scenario to try, together or apart.

The factors are dotted paths into the scenario; every value remembers its place in the sweep
file, so that what is wrong with it is told there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from sim.scenario.model import Scenario
from sim.scenario.nodes import Node, quoted
from sim.scenario.overrides import path_of
from sim.scenario.problems import Mark, Path

VARIANT = "variant"
"""The factor whose values are variants of the scenario."""
TAKEN_OUT = "taken out"
"""What stands in tables for a null, which takes a key out."""
FRONT = ("satisfaction.csat", "cost.total")


class Span(NamedTuple):
    """Any value from ``low`` to ``high``, in ``unit``; whole numbers if the ends are."""

    low: Decimal
    high: Decimal
    unit: str

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are meant: the ends have no unit and no decimal point."""
        return not self.unit and all("." not in str(end) for end in (self.low, self.high))


@dataclass(frozen=True)
class Factor:
    """What is varied: a dotted path, with the values to try or a span of them."""

    path: str
    levels: tuple[Node, ...]
    span: Span | None
    mark: Mark

    def level(self, number: float) -> Node:
        """A value within the span, of six digits."""
        assert self.span is not None
        return quantity(Decimal(f"{number:.6g}"), self.span.unit, self.mark)


class Base(Protocol):
    """What a sweep asks of a scenario file."""

    @property
    def name(self) -> str: ...
    @property
    def baseline(self) -> str: ...
    @property
    def variants(self) -> Mapping[str, object]: ...
    def changed(self, variant: str, changes: Sequence[tuple[Path, Node]]) -> Scenario: ...


@dataclass(frozen=True)
class Sweep:
    """What a sweep file asks for.

    ``variant``: on which the factors work; ``settings``: fixed changes. ``design``: kind and its
    numbers. ``replications``, ``seed``: None where the file says nothing. ``measures``: patterns
    of the names to put into the tidy table, none for the main ones. ``front``: the two measures
    to weigh against each other; ``marks``: where the file names any of these. ``listed``: the
    points of a design that no file can ask for.
    """

    name: str
    about: str
    text: str
    file: Base
    variant: str
    settings: tuple[tuple[Path, Node], ...]
    factors: tuple[Factor, ...]
    design: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    replications: int | None = None
    seed: int | None = None
    measures: tuple[str, ...] = ()
    front: tuple[str, str] = FRONT
    listed: tuple[Mapping[str, Node], ...] = ()
    marks: Mapping[tuple[str, str], Mark] = field(default_factory=dict)

    def resolve(self, levels: Mapping[str, Node]) -> Scenario:
        """The scenario at a point: values by factor. Raises ScenarioError."""
        chosen = levels.get(VARIANT)
        variant = self.variant if chosen is None else chosen.text
        changes = [(path_of(path), node) for path, node in levels.items() if path != VARIANT]
        return self.file.changed(variant, (*self.settings, *changes))


def shown(level: Node | None) -> Any:
    """A value as it stands in tables: numbers as numbers, the rest as text; none is empty."""
    if level is None:
        return ""
    if level.value is None:
        return TAKEN_OUT
    if isinstance(level.value, dict | list):
        return quoted(level)
    return level.value if isinstance(level.value, int | float) else level.text


def quantity(number: Decimal, unit: str, mark: Mark) -> Node:
    """A number with its unit, as it would be written."""
    text = f"{number.normalize():f}"
    if unit:
        return Node(f"{text} {unit}", mark, f"{text} {unit}")
    return Node(float(text) if "." in text else int(text), mark, text)
