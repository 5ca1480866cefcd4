"""Every key of the language, as the classes of its parts have them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sim.scenario import Scenario
from sim.scenario.model import TableFile
from sim.scenario.model.hourly import ByHour
from sim.scenario.reading import shape
from sim.scenario.values.part import Part

HIDDEN: dict[str, type[Part]] = {"teams.*.head_count": ByHour}
"""What entries of a list may be instead, of which the model does not know."""


def keys(hint: Any = Scenario, path: str = "") -> Iterator[str]:
    """Every key of the language, ``*`` for names and positions."""
    for key, _ in typed_keys(hint, path):
        yield key


def typed_keys(hint: Any = Scenario, path: str = "") -> Iterator[tuple[str, Any]]:
    """The same with the types of their values."""
    part, mapping, entry = shape.part_of(hint), shape.mapping_of(hint), shape.list_of(hint)
    if entry is not None and shape.part_of(entry):
        if part is not None:  # a table
            yield path, hint
        for form in dict.fromkeys([entry, HIDDEN.get(path, entry)]):
            yield from typed_keys(form, f"{path}.*")
    elif part is TableFile:  # its keys say how a file is read: tests/tables/test_form.py
        yield path, hint
    elif part is not None and issubclass(part, Part):
        for key, below in shape.keys(part).items():
            yield from typed_keys(below, f"{path}.{key}" if path else key)
    elif mapping is not None and shape.part_of(mapping[1]):
        yield from typed_keys(mapping[1], f"{path}.*")
    else:
        yield path, hint


@cache
def with_types() -> dict[str, Any]:
    """The type of the value of every key."""
    return dict(typed_keys())


@cache
def above() -> frozenset[str]:
    """The paths below which there are keys."""
    return frozenset(key[:at] for key in keys() for at, sign in enumerate(key) if sign == ".")


def below(path: str, step: str | int) -> str:
    """The path of an entry, or of a key, below another path."""
    if f"{path}.*" in above() | with_types().keys():
        return f"{path}.*"
    return f"{path}.{step}" if path else str(step)


def parts(hint: Any = Scenario) -> Iterator[type[Part]]:
    """Every class of parts, some more than once."""
    part, mapping, entry = shape.part_of(hint), shape.mapping_of(hint), shape.list_of(hint)
    inner: list[Any] = [mapping[1]] if mapping is not None else []
    if entry is not None:
        inner.append(entry)
    if part is not None and issubclass(part, Part):
        yield part
        inner += shape.keys(part).values()
    for below in inner:
        yield from parts(below)
