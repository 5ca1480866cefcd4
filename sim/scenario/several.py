"""Lists in which a single entry may stand alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator

from sim.scenario.base import TypeName
from sim.scenario.problems import shorten, wrong

T = TypeVar("T")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


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
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise wrong(f"`{shorten(name)}` is no name of an issue type.", place)
    return tuple(names)


TypesOrAll = Annotated[tuple[TypeName, ...] | Literal["all"], BeforeValidator(_types)]
