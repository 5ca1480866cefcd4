"""Names that point to other places of the scenario."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario import shape
from sim.scenario.model import Scenario
from sim.scenario.nodes import Node, problem
from sim.scenario.problems import Path, Problem, nearest
from sim.scenario.words import Ref

SECTIONS: dict[str, Path] = {
    "channels": ("channels",),
    "tasks": ("tasks",),
    "teams": ("teams",),
    "issue_types": ("issue_types",),
    "segments": ("customers", "segments"),
}
SINGULAR = {
    "channels": "channel",
    "tasks": "desk",
    "teams": "team",
    "issue_types": "issue type",
    "segments": "segment",
}
EMPTY = "nothing is stated here: write a value, or leave the key out."
DEFAULTS = {"issue_types": ("question",), "segments": ("everyone",)}


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
    found = (shape.reference(choice) for choice in shape.choices(spot.hint))
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
