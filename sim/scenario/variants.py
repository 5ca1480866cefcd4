"""Named sets of changes inside a scenario file."""

from __future__ import annotations

from dataclasses import dataclass

from sim.scenario.nodes import Node, problem, quoted
from sim.scenario.overrides import path_of
from sim.scenario.problems import Mark, Path, Problem, nearest, shorten
from sim.scenario.references import EMPTY
from sim.scenario.translate import bad_name, is_name

AS_IS = "as_is"
"""The name of the file's own values, without a variant."""
SAME = ("paid_hours", "cost")


@dataclass(frozen=True)
class Variant:
    """A named set of changes to the file's values.

    ``same``: what must equal the baseline's, ``paid_hours`` or ``cost``, planned for an
    average week; ``mark``: where that is said.
    """

    name: str
    about: str
    same: str | None
    changes: tuple[tuple[Path, Node], ...]
    mark: Mark


def read_variants(root: Node) -> tuple[dict[str, Variant], str, list[Problem]]:
    """The variants of a file, its baseline, and what is wrong with them."""
    section = root.get("variants")
    problems: list[Problem] = []
    found: dict[str, Variant] = {}
    if section is not None and not isinstance(section.value, dict):
        message = "expected names with changes, as in `more: {teams.care.head_count: 12}`."
        problems.append(problem(root, ("variants",), message))
    elif section is not None:
        for key, part in section.children():
            found[str(key)] = _variant(root, str(key), part, problems)
    baseline = root.get("baseline")
    name = baseline.text if baseline else AS_IS
    if name != AS_IS and name not in found:
        known = dict.fromkeys([AS_IS, *found])
        message = f"there is no variant `{shorten(name)}`; {nearest(name, known)}"
        problems.append(problem(root, ("baseline",), message))
        name = AS_IS
    return found, name, problems


def _variant(root: Node, name: str, node: Node, problems: list[Problem]) -> Variant:
    here: Path = ("variants", name)
    if name == AS_IS:
        message = f"`{AS_IS}` is the name of the file's own values: take another."
        problems.append(problem(root, here, message, key=True))
    elif not is_name(name):
        problems.append(problem(root, here, bad_name(name), key=True))
    if not isinstance(node.value, dict):
        message = f"`{quoted(node)}`: expected changes, as in `{{teams.care.head_count: 12}}`."
        problems.append(problem(root, here, message))
        return Variant(name, "", None, (), node.mark)
    about, same = node.get("about"), node.get("same")
    if about is not None and about.value is None:
        problems.append(problem(root, (*here, "about"), EMPTY))
    if same is not None and same.text not in SAME:
        message = f"`{quoted(same)}` is not possible here; {nearest(same.text, SAME)}"
        problems.append(problem(root, (*here, "same"), message))
        same = None
    changes = tuple(
        (path_of(key), value) for key, value in node.value.items() if key not in ("about", "same")
    )
    mark = same.mark if same else node.mark
    return Variant(name, about.text if about else "", same.text if same else None, changes, mark)
