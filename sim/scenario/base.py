"""Names and weights, which all parts of a scenario have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
)

from sim.scenario.distribution_text import KINDS
from sim.scenario.distributions import Distribution
from sim.scenario.part import Part as Part
from sim.scenario.problems import wrong
from sim.scenario.quantities import Fraction
from sim.scenario.words import Ref

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
ChannelName = Annotated[Name, Ref(("channels",))]
DeskName = Annotated[Name, Ref(("tasks",))]
QueueName = Annotated[Name, Ref(("channels", "tasks"))]
TeamName = Annotated[Name, Ref(("teams",))]
TypeName = Annotated[Name, Ref(("issue_types",))]
SegmentName = Annotated[Name, Ref(("segments",))]


def _one_name(value: Any) -> Any:
    """A single name as weights of which it has all."""
    return {value: 1.0} if isinstance(value, str) else value


def _some(weights: dict[str, float]) -> dict[str, float]:
    not_all_zero(weights, "weights")
    return weights


ONE_NAME = BeforeValidator(_one_name)
SOME = AfterValidator(_some)
Weights = Annotated[dict[ChannelName, Fraction], ONE_NAME, SOME]
"""Relative weights of channels, or one of their names; normalised where they are used."""
TypeWeights = Annotated[dict[TypeName, Fraction], ONE_NAME, SOME]
SegmentWeights = Annotated[dict[SegmentName, Fraction], ONE_NAME, SOME]


def is_form(value: Any) -> bool:
    """Whether a value is a distribution rather than a mapping of keys."""
    if isinstance(value, Mapping):
        return len(value) == 1 and next(iter(value)) in KINDS
    return isinstance(value, str | int | float | Distribution)


def not_all_zero(weights: Mapping[str, float] | None, what: str, *below: str | int) -> None:
    """Refuse weights of which none is above zero."""
    if weights is not None and not sum(weights.values()) > 0:
        raise wrong(f"the {what} are all zero: expected at least one above zero.", *below)
