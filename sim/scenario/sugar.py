"""Short forms opened up in the tree, so that changes reach inside them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from sim.scenario import shape
from sim.scenario.annotations import is_annotated
from sim.scenario.base import ONE_NAME, Part, is_form
from sim.scenario.calendars import Calendar
from sim.scenario.distribution_text import FORMS, split
from sim.scenario.distributions import Distribution
from sim.scenario.nodes import Node, plain

_CALL = re.compile(r"([a-z]+)\s*\((.*)\)", re.DOTALL)
_NAMED = re.compile(r"([a-z]+)\s+(.+)", re.DOTALL)


def opened(node: Node, hint: Any) -> Node:
    """The mapping that a short form of a part stands for; other nodes as they are."""
    part = shape.part_of(hint)
    if isinstance(node.value, str) and _is_weights(hint):
        return _mapping(node, {node.value: _leaf(node, 1)})
    if part is None or isinstance(node.value, list):
        return node
    if part is Calendar:
        return node if isinstance(node.value, dict) else _mapping(node, {"open": node})
    if part is Distribution:
        return _distribution(node)
    return _part(node, part)


def _is_weights(hint: Any) -> bool:
    """Whether weights by name stand there, for which a single name may stand alone."""
    choices = [choice for choice in shape.choices(hint) if get_origin(choice) is Annotated]
    return any(ONE_NAME in get_args(choice) for choice in choices)


def _part(node: Node, part: type[BaseModel]) -> Node:
    """Ask the class what it makes of the value; what it copies keeps its place."""
    if not issubclass(part, Part) or node.value is None:
        return node
    given = plain(node)
    if isinstance(given, dict) and not is_form(given):
        return node
    try:
        long = part.short(given, None)
    except Exception:  # a wrong short form is reported when the whole is validated
        return node
    if long is given or not isinstance(long, dict):
        return node
    parts = {key: node if value is given else _leaf(node, value) for key, value in long.items()}
    return _mapping(node, parts)


def _distribution(node: Node) -> Node:
    """``lognormal(mean 177 s, cv 1.23)`` as ``{lognormal: {mean: 177 s, cv: 1.23}}``."""
    call = _CALL.fullmatch(node.text.strip()) if isinstance(node.value, str) else None
    if isinstance(node.value, dict) or node.value is None:
        return node
    if call is None:
        return _mapping(node, {"constant": _mapping(node, {"value": node})})
    if call[1] not in FORMS:
        return node
    names = next(iter(FORMS[call[1]]))
    parts: dict[str, Node] = {}
    for place, piece in enumerate(split(call[2])):
        named = _NAMED.fullmatch(piece)
        name = named[1] if named else names[place] if place < len(names) else ""
        parts[name] = _leaf(node, named[2] if named else piece)
    return _mapping(node, {call[1]: _mapping(node, parts)})


def _leaf(near: Node, value: Any) -> Node:
    return Node(value, near.mark, text=str(value), folder=near.folder)


def _mapping(near: Node, parts: dict[str, Node]) -> Node:
    return Node(parts, near.mark, keys=dict.fromkeys(parts, near.mark))


def laid_over(under: Node, over: Node, hint: Any) -> Node:
    """One value laid over another of the same place.

    Sections with named things and keys are laid key by key, and a null removes the key; lists,
    weights, distributions, calendars and plain values are replaced as a whole.
    """
    mapping, part = shape.mapping_of(hint), shape.part_of(hint)
    if is_annotated(over):
        return over
    if is_annotated(under):  # its notes are those of the value that is laid over
        under = under.get("value") or under
    if mapping is not None and shape.part_of(mapping[1]) is not None:
        keys: Any = None
    elif part is not None and issubclass(part, Part):
        keys = shape.keys(part)
        under, over = opened(under, hint), opened(over, hint)
    else:
        return over
    if not isinstance(under.value, dict) or not isinstance(over.value, dict):
        return over
    result = under
    for key, value in over.value.items():
        before = under.value.get(key)
        if value.value is None:
            result = result.without(key)
        elif before is None and not isinstance(value.value, dict):
            result = result.with_part(key, value, over.keys[key])
        else:
            inner = mapping[1] if keys is None and mapping else keys.get(key)
            before = before or Node({}, value.mark)
            result = result.with_part(key, laid_over(before, value, inner), over.keys[key])
    return replace(result, mark=over.mark)
