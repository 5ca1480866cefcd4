"""Pydantic's errors in our own sentences, at the place in the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError

from sim.scenario import shape
from sim.scenario.nodes import Node, problem, quoted
from sim.scenario.problems import Mark, Path, Problem, dotted, nearest


def problems_of(error: ValidationError, root: Node, model: type[BaseModel]) -> list[Problem]:
    """One problem per place, in no particular order."""
    found: dict[Path, Problem] = {}
    for detail in error.errors(include_url=False):
        path = _path(detail["loc"], root, detail["type"])
        one = _problem(detail, path, root, model)
        if path not in found or detail["type"] == "wrong":
            found[path] = one
    return list(found.values())


def _path(loc: tuple[str | int, ...], root: Node, kind: str) -> Path:
    """The written path: pydantic's, without the names of alternatives it tried."""
    path: list[str | int] = []
    node = root
    for part in loc:
        below = node.get(part)
        if below is not None:
            node = below
            path.append(part)
    return (*path, loc[-1]) if kind == "missing" else tuple(path)


def _problem(detail: Any, path: Path, root: Node, model: type[BaseModel]) -> Problem:
    context = detail.get("ctx", {})
    kind = detail["type"]
    node = root.at(path)
    text = quoted(node) if node else ""
    if kind == "wrong":
        path = (*path, *context["below"])
        at = problem(root, path, context["plain"])
        if not context["file"]:
            return at
        place = Mark(context["file"], context["line"], 1)
        return Problem(*place, at.path, at.text, at.message)
    if kind == "extra_forbidden":
        known = _keys(shape.at(model, path[:-1]))
        message = f"`{path[-1]}` is no key{_here(path[:-1])}; {nearest(str(path[-1]), known)}"
        return problem(root, path, message, key=True)
    if kind == "missing":
        message = f"`{path[-1]}` is missing{_here(path[:-1])}."
        return problem(root, path, message)
    if detail["loc"] and detail["loc"][-1] == "[key]":
        return problem(root, path, _bad_name(str(path[-1]), shape.at(model, path[:-1])), key=True)
    return problem(root, path, _sentence(kind, text, node, shape.at(model, path)))


def _here(path: Path) -> str:
    return f" of `{dotted(path)}`" if path else ""


def _keys(hint: Any) -> Iterable[str]:
    part = shape.part_of(hint)
    return shape.keys(part) if part else ()


def _bad_name(name: str, hint: Any) -> str:
    mapping = shape.mapping_of(hint)
    words = shape.words(mapping[0]) if mapping else ()
    if words:
        return f"`{name}` cannot stand here; {nearest(name, words)}"
    return f"`{name}` is no name: expected small letters, digits and _, beginning with a letter."


def _sentence(kind: str, text: str, node: Node | None, hint: Any) -> str:
    if node is not None and node.value is None:
        return "nothing is stated: write a value, or leave the key out."
    words = shape.words(hint)
    if kind == "literal_error" and words:
        return f"`{text}` is not possible here; {nearest(text, words)}"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        part = shape.part_of(hint)
        known = f" with keys such as {', '.join(list(shape.keys(part))[:4])}" if part else ""
        return f"`{text}`: expected a mapping{known or ' from names to values'}."
    if kind == "tuple_type":
        return f"`{text}`: expected a list, as in `[first, second]`."
    if kind == "string_type":
        return f"`{text}`: expected a text; put it in quotes."
    if kind.startswith("string_"):
        return _bad_name(text, hint)
    return f"`{text}`: expected {' or '.join(words) or 'something else'} ({kind})."
