"""Names that point nowhere, keys without values, pydantic's errors in our own sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ValidationError

from sim.scenario.model import Scenario
from sim.scenario.nodes import Node, problem, quoted
from sim.scenario.problems import Path, Problem, nearest, shorten
from sim.scenario.reading import shape
from sim.scenario.reading.annotations import NOTES
from sim.scenario.values.part import LONGEST_NAME, Ref, is_name

A_NAME = f"expected small letters, digits and _, beginning with a letter, at most {LONGEST_NAME}"
SECTIONS: dict[str, Path] = {
    "channels": ("channels",),
    "tasks": ("tasks",),
    "teams": ("teams",),
    "issue_types": ("issue_types",),
    "segments": ("customers", "segments"),
    "shared_lines": ("shared_lines",),
}
SINGULAR = {
    "channels": "channel",
    "tasks": "desk",
    "teams": "team",
    "issue_types": "issue type",
    "segments": "segment",
    "shared_lines": "set of shared lines",
}
EMPTY = "nothing is stated here: write a value, or leave the key out."
DEFAULTS = {"issue_types": ("question",), "segments": ("everyone",)}


def problems_of(
    error: ValidationError, root: Node, model: type[BaseModel], at: Path = ()
) -> list[Problem]:
    """One problem per mistake, in no particular order; ``at``: where the value stood."""
    found: dict[tuple[Path, str, str, int], Problem] = {}
    for detail in _flat(error.errors(include_url=False), at):
        path = _path(detail["loc"], root, detail["type"])
        one = _problem(detail, path, root, model)
        found.setdefault((path, one.message, one.file, one.line), one)
    return list(found.values())


def _flat(details: Any, at: Path) -> Iterator[dict[str, Any]]:
    """Details with those of values that were validated apart in their place."""
    for detail in details:
        loc = (*at, *detail["loc"])
        if detail["type"] == "nested":
            yield from _flat(detail["ctx"]["inner"], loc)
        else:
            yield {**detail, "loc": loc}


def _path(loc: tuple[str | int, ...], root: Node, error_type: str) -> Path:
    """The written path: pydantic's, without the names of alternatives it tried."""
    path: list[str | int] = []
    node = root
    for part in loc:
        below = node.get(part)
        if below is not None:
            node = below
            path.append(part)
    return (*path, loc[-1]) if error_type == "missing" else tuple(path)


def _problem(detail: Any, path: Path, root: Node, model: type[BaseModel]) -> Problem:
    context, error_type = detail.get("ctx", {}), detail["type"]
    node = root.at(path)
    hint = shape.at(model, path)
    if error_type == "wrong" and node is not None and _odd_note(node):
        message = f"`{_odd_note(node)}` is not a note beside a `value`; known: {', '.join(NOTES)}."
        return problem(root, (*path, _odd_note(node)), message, key=True)
    if error_type == "wrong":
        one = problem(root, (*path, *context["below"]), context["plain"])
        if not context["file"]:
            return one
        return replace(one, file=context["file"], line=context["line"], column=1)
    if error_type == "extra_forbidden":
        names = _keys(shape.at(model, path[:-1]), root.at(path[:-1]))
        message = f"`{shorten(path[-1])}` is not a key here; {nearest(str(path[-1]), names)}"
        return problem(root, path, message, key=True)
    if error_type == "missing":
        return problem(root, path, f"the key `{path[-1]}` is missing.")
    if detail["loc"][-1] == "[key]":
        message = bad_name(str(path[-1]), shape.at(model, path[:-1]))
        return problem(root, path, message, key=True)
    text = quoted(node) if node is not None else ""
    return problem(root, path, _sentence(error_type, text, hint))


def _keys(hint: Any, node: Node | None) -> Iterable[str]:
    """The keys of a place: of an entry of its list, or, where a file is named, of a table."""
    part, entry = shape.part_of(hint), shape.part_of(shape.list_of(hint))
    of_table = node is not None and node.get("file") is not None
    known = (part if of_table else entry) or part or entry
    return shape.keys(known) if known else ()


def _odd_note(node: Node) -> str:
    """A key beside ``value`` that is no note about it."""
    written = node.value if isinstance(node.value, dict) else {}
    return next((key for key in written if "value" in written and key not in ("value", *NOTES)), "")


def bad_name(name: str, hint: Any = None) -> str:
    """What is wrong with a key of a mapping by name."""
    mapping = shape.mapping_of(hint)
    words = shape.words(mapping[0]) if mapping else ()
    if words:
        return f"`{shorten(name)}` is not a key here; {nearest(name, words)}"
    return f"`{shorten(name)}` is not a name; {A_NAME}."


def _sentence(error_type: str, text: str, hint: Any) -> str:
    words = shape.words(hint)
    if error_type == "literal_error" and words:
        return f"`{text}` is not possible here; {nearest(text, words)}"
    if error_type in ("model_type", "dict_type", "model_attributes_type"):
        part = shape.part_of(hint)
        keys = ", ".join(f"`{key}`" for key in list(shape.keys(part))[:4]) if part else ""
        return f"`{text}`: expected {f'keys such as {keys}' if keys else 'names with values'}."
    if error_type == "tuple_type":
        return f"`{text}`: expected a list, as in `[first, second]`."
    if error_type == "string_type":
        return f"`{text}`: expected a text; put it in quotes."
    if error_type.startswith("string_"):
        return f"`{text}` is not a name; {A_NAME}."
    return f"`{text}`: {error_type}."


def unknown_names(root: Node) -> list[Problem]:
    """Names that nothing in the file bears, wherever they stand."""
    names = {section: _names(root, section) for section in SECTIONS}
    problems = []
    for spot in shape.walk(root, Scenario):
        ref = None if spot.key else _scalar_reference(spot)
        if spot.key:
            ref = shape.reference(spot.hint)
        name = str(spot.path[-1]) if spot.key else spot.node.text
        if ref is None or name in ref.also or name in shape.words(spot.hint):
            continue
        known = [name for section in ref.of for name in names[section]]
        if name not in known:
            what = " or ".join(SINGULAR[section] for section in ref.of)
            near = nearest(name, [*known, *ref.also])
            if not known and not ref.also:
                near = f"none is defined under `{ref.of[-1]}`."
            message = f"there is no {what} `{name}`; {near}"
            problems.append(problem(root, spot.path, message, key=spot.key))
    return problems


def _scalar_reference(spot: shape.Spot) -> Ref | None:
    """What a plain value refers to; a name alone may stand for weights."""
    if not isinstance(spot.node.value, str):
        return None
    mapping = shape.mapping_of(spot.hint)
    if mapping is not None:
        return shape.reference(mapping[0])
    choices = shape.choices(spot.hint)
    if len(choices) > 1 and not is_name(spot.node.value):
        return None  # meant as something else than a name
    found = (shape.reference(choice) for choice in choices)
    return next((ref for ref in found if ref is not None), None)


def _names(root: Node, section: str) -> tuple[str, ...]:
    node = root.at(SECTIONS[section])
    if node is None or not isinstance(node.value, dict):
        return DEFAULTS.get(section, ())
    return tuple(node.value)


def empty_values(root: Node) -> Iterator[Problem]:
    """Keys after which nothing is written."""

    def search(node: Node, path: Path) -> Iterator[Problem]:
        for key, part in node.children():
            if part.value is None:
                yield problem(root, (*path, key), EMPTY)
            else:
                yield from search(part, (*path, key))

    return search(root, ())
