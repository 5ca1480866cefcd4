"""The shape of the language: which keys a place has, and which names it refers to.

Types are taken apart again and again, at every value of every file: what was found is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from sim.scenario.nodes import Node
from sim.scenario.problems import Path
from sim.scenario.values.columns import Column
from sim.scenario.values.part import Ref


class Spot(NamedTuple):
    """A written place: its path, its node (for a mapping's key: ``key`` is true), its type."""

    path: Path
    node: Node
    hint: Any
    key: bool = False


def bare(hint: Any) -> Any:
    """The type without its annotations."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


@cache
def reference(hint: Any) -> Ref | None:
    """What the type's names refer to, if anything."""
    notes = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((note for note in notes if isinstance(note, Ref)), None)


@cache
def choices(hint: Any) -> tuple[Any, ...]:
    """The alternatives of a type, ``None`` left out."""
    inner = bare(hint)
    if get_origin(inner) in (Union, UnionType):
        return tuple(choice for part in get_args(inner) for choice in choices(part))
    return () if inner is NoneType else (hint,)


@cache
def part_of(hint: Any) -> type[BaseModel] | None:
    """The class of parts that the type stands for, if any."""
    for choice in choices(hint):
        inner = bare(choice)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return inner
    return None


@cache
def keys(part: type[BaseModel]) -> Mapping[str, Any]:
    """The keys of a class as they are written, with their types."""
    words = getattr(part, "WORDS", None)
    if words is not None:
        return dict.fromkeys(words, Any)
    hints = get_type_hints(part, include_extras=True)
    found = {field.alias or name: hints[name] for name, field in part.model_fields.items()}
    return {**found, **getattr(part, "SUGAR", {})}


def default(part: type[BaseModel], key: str) -> Any:
    """What a key stands for when nobody writes it."""
    for name, field in part.model_fields.items():
        if key in (name, field.alias) and not field.is_required():
            return field.get_default(call_default_factory=True)
    return None


@cache
def mapping_of(hint: Any) -> tuple[Any, Any] | None:
    """Types of the keys and values, if the type is a mapping by name."""
    for choice in choices(hint):
        if get_origin(bare(choice)) is dict:
            key, value = get_args(bare(choice))
            return key, value
    return None


@cache
def list_of(hint: Any) -> Any:
    """The type of the entries, if the type is a list of any length."""
    for choice in choices(hint):
        inner = bare(choice)
        if get_origin(inner) is tuple and get_args(inner)[-1:] == (Ellipsis,):
            return get_args(inner)[0]
        if isinstance(inner, type) and issubclass(inner, Column):
            return inner.ENTRY
    return None


@cache
def words(hint: Any) -> tuple[str, ...]:
    """The literal words that the type allows."""
    literals = [bare(choice) for choice in choices(hint)]
    return tuple(w for part in literals if get_origin(part) is Literal for w in get_args(part))


@cache
def below(hint: Any, key: str | int) -> Any:
    """The type of a part of a place, ``None`` if it has no such part."""
    part, mapping = part_of(hint), mapping_of(hint)
    if part is not None and str(key) in keys(part):
        return keys(part)[str(key)]
    if mapping is not None and isinstance(key, str):
        return mapping[1]
    entry = list_of(hint)
    if entry is None or isinstance(key, int):
        return entry
    return below(entry, key)


def at(hint: Any, path: Path) -> Any:
    """The type at a path below a type, ``None`` if there is none."""
    for key in path:
        hint = below(hint, key) if hint is not None else None
    return hint


def walk(node: Node, hint: Any, path: Path = ()) -> Iterator[Spot]:
    """Every written place whose type is known, from the top down, in file order."""
    yield Spot(path, node, hint)
    if isinstance(node.value, str) and node.value in words(hint):
        return
    entry = list_of(hint)
    if entry is not None and not isinstance(node.value, list):
        yield from walk(node, entry, path)
        return
    mapping = mapping_of(hint)
    for key, part in node.children():
        if mapping is not None and isinstance(node.value, dict):
            yield Spot((*path, key), part, mapping[0], key=True)
        inner = below(hint, key)
        if inner is not None:
            yield from walk(part, inner, (*path, key))
