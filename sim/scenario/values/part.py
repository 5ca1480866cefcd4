"""What all parts of a scenario have in common: strict about keys, names, weights, lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)

from sim.scenario.problems import shorten, wrong
from sim.scenario.values.quantities import Fraction

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


class Part(BaseModel):
    """Base of every part of a scenario."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    SUGAR: ClassVar[Mapping[str, Any]] = {}
    """Keys that the text may have beside the fields, with their types; ``short`` reads them."""

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        """The long form of a short one; anything else as it is."""
        return value

    @model_validator(mode="before")
    @classmethod
    def _open(cls, value: Any, info: ValidationInfo) -> Any:
        return value if isinstance(value, Part) else cls.short(value, info.context)


class Ref(NamedTuple):
    """Marks a name as that of one of the scenario's things.

    ``of``: sections of the file that define such names; ``also``: words allowed beside them.
    """

    of: tuple[str, ...]
    also: tuple[str, ...] = ()


NAME, LONGEST_NAME = r"^[a-z][a-z0-9_]*$", 60
Name = Annotated[str, Field(pattern=NAME, max_length=LONGEST_NAME)]
ChannelName = Annotated[Name, Ref(("channels",))]
DeskName = Annotated[Name, Ref(("tasks",))]
QueueName = Annotated[Name, Ref(("channels", "tasks"))]
TeamName = Annotated[Name, Ref(("teams",))]
TypeName = Annotated[Name, Ref(("issue_types",))]
LinesName = Annotated[Name, Ref(("shared_lines",))]
SegmentName = Annotated[Name, Ref(("segments",))]


def is_name(text: str) -> bool:
    """Whether a text can be the name of something in a scenario."""
    return len(text) <= LONGEST_NAME and re.fullmatch(NAME, text) is not None


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


def not_all_zero(weights: Mapping[str, float] | None, what: str, *below: str | int) -> None:
    """Refuse weights of which none is above zero."""
    if weights is not None and not sum(weights.values()) > 0:
        raise wrong(f"the {what} are all zero; expected at least one above zero.", *below)


T = TypeVar("T")


def single(value: Any) -> Any:
    """A single entry as a list of one."""
    return [value] if isinstance(value, str | int | float | Mapping | BaseModel) else value


Several = Annotated[tuple[T, ...], BeforeValidator(single)]


def _types(value: Any) -> Any:
    if value == "all":
        return value
    names = single(value)
    if not isinstance(names, list | tuple):
        raise wrong(f"`{shorten(value)}`: expected `all` or a list of issue types.")
    for place, name in enumerate(names):
        if not isinstance(name, str) or not is_name(name):
            raise wrong(f"`{shorten(name)}` is not the name of an issue type.", place)
    return tuple(names)


TypesOrAll = Annotated[tuple[TypeName, ...] | Literal["all"], BeforeValidator(_types)]
StageName = Literal["acknowledge", "diagnose", "fix"]
