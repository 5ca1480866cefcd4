"""Values that say where they come from: ``{value: 30 %, range: [10 %, 50 %], source: …}``."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sim.scenario.nodes import Node
from sim.scenario.nodes import problem as problem_at
from sim.scenario.problems import Path, Problem, dotted, nearest

NOTES = ("range", "source", "grade", "unit", "note")
GRADES = {"S": "strong", "M": "moderate", "W": "weak", "assumed": "assumed"}


@dataclass(frozen=True)
class Assumption:
    """A value of the scenario with its range and origin, all as they are written."""

    path: str
    value: str
    low: str
    high: str
    unit: str
    source: str
    grade: str
    note: str = ""


def is_annotated(node: Node) -> bool:
    """Whether the node is a value with notes beside it."""
    return (
        isinstance(node.value, dict)
        and "value" in node.value
        and any(note in node.value for note in NOTES)
        and set(node.value) <= {"value", *NOTES}
    )


def unwrap(root: Node, problems: list[Problem]) -> tuple[Node, list[Assumption]]:
    """The tree with bare values, and the notes that stood beside them."""
    found: list[Assumption] = []

    def strip(node: Node, path: Path) -> Node:
        if is_annotated(node):
            assert isinstance(node.value, dict)
            found.append(_assumption(node, path, problems))
            return node.value["value"]
        if isinstance(node.value, dict):
            parts = {key: strip(part, (*path, key)) for key, part in node.value.items()}
            return replace(node, value=parts)
        if isinstance(node.value, list):
            return replace(node, value=[strip(p, (*path, i)) for i, p in enumerate(node.value)])
        return node

    return strip(root, ()), found


def _assumption(node: Node, path: Path, problems: list[Problem]) -> Assumption:
    def complain(part: str, message: str) -> None:
        wrong = problem_at(node, (part,), message)
        problems.append(replace(wrong, path=dotted((*path, part))))

    def text(part: str) -> str:
        below = node.get(part)
        return below.text if below else ""

    low, high = "", ""
    bounds = node.get("range")
    if bounds is not None:
        ends = [end.text for _, end in bounds.children()]
        if isinstance(bounds.value, list) and len(ends) == 2:
            low, high = ends
        else:
            complain("range", "expected the low and the high end, as in `[10 %, 50 %]`.")
    grade = text("grade") or "assumed"
    if grade not in GRADES:
        complain("grade", f"`{grade}` is no grade; {nearest(grade, GRADES)}")
    value = node.get("value")
    shown = value.text if value else ""
    return Assumption(
        dotted(path), shown, low, high, text("unit"), text("source"), grade, text("note")
    )
