"""Changes by dotted path: variants, ``--set`` and what-ifs.

A later change wins over an earlier one: what is extended < the file < the variant < set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.scenario.labels import LABEL, alike, label_at
from sim.scenario.model.teams import HeadCount
from sim.scenario.nodes import Node, problem, quoted
from sim.scenario.problems import LONG, Mark, Path, Problem, ScenarioError, dotted, nearest, shorten
from sim.scenario.reading import shape
from sim.scenario.reading.annotations import is_annotated
from sim.scenario.reading.files import laid_over, opened
from sim.scenario.reading.mistakes import EMPTY, bad_name
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.part import Part, is_name
from sim.scenario.yaml_text import read_text

SETTING_FILE = "--set"
"""What stands for the file in problems of settings."""
POSITION = re.compile(r"[0-9]{1,9}")
SETTING = re.compile(r"\s*([\w.]+)\s*=(.*)", re.DOTALL)
AS_IS = "as_is"
"""The name of the file's own values, without a variant."""
SAME = ("paid_hours", "cost")


def path_of(text: str) -> Path:
    """``teams.care.shifts.0.agents`` as a path; numbers are positions in lists."""
    return tuple(int(part) if POSITION.fullmatch(part) else part for part in text.split("."))


def by_path(changes: Mapping[str, Node]) -> list[tuple[Path, Node]]:
    """Values by dotted path as changes in that order."""
    return [(path_of(path), node) for path, node in changes.items()]


def read_setting(text: str, shown: str = SETTING_FILE) -> tuple[Path, Node]:
    """Read ``path=value``. Raises ``ScenarioError``."""
    found = SETTING.fullmatch(text)
    if found is None:
        expected = "expected path=value, as in `teams.care.wage=24 USD/h`"
        message = f"`{shorten(text)}` is not a setting; {expected}."
        raise ScenarioError([Problem(shown, 1, 1, "", text, message)])
    if not found[2].strip():
        message = "there is no value after `=`: write `null` to take the key out."
        raise ScenarioError([Problem(shown, 1, found.end(2) + 1, found[1], text, message)])
    indent = " " * found.start(2)
    value, problems = read_text(indent + found[2].strip(), shown)
    if problems:
        raise ScenarioError(problems)
    return path_of(found[1]), value


def apply(root: Node, hint: Any, path: Path, value: Node) -> tuple[Node, list[Problem]]:
    """The tree with the value at the path; the tree as it was if the path leads nowhere."""
    try:
        return _put(root, hint, (), path, value), []
    except _NoSuchPathError as error:
        known, message = error.args
        where = f"in `{shorten(dotted(known), LONG)}`: " if known else ""
        here = dotted(path)
        return root, [Problem(*value.mark, here, here, f"no such path: {where}{message}")]


class _NoSuchPathError(Exception):
    """Raised with the path walked so far and the message."""


def _put(node: Node, hint: Any, known: Path, path: Path, value: Node) -> Node:
    if not path:
        return laid_over(node, value, hint)
    if is_annotated(node) and path[0] not in (node.value or {}):  # type: ignore[operator]
        return _put(_inside(node), hint, known, path, value)
    key = path[0]
    if isinstance(key, int) and shape.list_of(hint) is not None:
        return _put_in_list(node, hint, known, path, value)
    if isinstance(node.value, list):
        shown = shorten(key)
        raise _NoSuchPathError(known, f"`{shown}` is not a position in a list; expected a number.")
    hint = shape.list_of(hint) or hint
    node = opened(node, hint)
    if not isinstance(node.value, dict):
        raise _NoSuchPathError(known, f"`{quoted(node)}` has no `{shorten(key)}`.")
    key, last = str(key), len(path) == 1
    inner = _inner(node, hint, known, key, last)
    if last and value.value is None:
        return _without(node, hint, known, key)
    part = node.get(key)
    if part is None:
        part = _blank(inner, hint, key, value.mark)
    if part is None and not last:
        shown = shorten(path[1])
        raise _NoSuchPathError((*known, key), f"`{shorten(key)}` has no `{shown}`.")
    laid = value if part is None else _put(part, inner, (*known, key), path[1:], value)
    return node.with_part(key, laid, node.keys.get(key) or value.mark)


def _without(node: Node, hint: Any, known: Path, key: str) -> Node:
    """The mapping without a key; a name that it does not hold is most likely mistyped."""
    assert isinstance(node.value, dict)
    mapping = shape.mapping_of(hint)
    if mapping is not None and key not in node.value and not shape.words(mapping[0]):
        raise _NoSuchPathError(known, f"there is no `{shorten(key)}`; {nearest(key, node.value)}")
    return node.without(key)


def _inside(node: Node) -> Node:
    """The value of an annotated value."""
    value = node.get("value")
    assert value is not None
    return value


def _inner(node: Node, hint: Any, known: Path, key: str, last: bool) -> Any:
    """The type below a key that is there or may be made."""
    part, mapping = shape.part_of(hint), shape.mapping_of(hint)
    written = node.value if isinstance(node.value, dict) else {}
    if mapping is not None:
        words = shape.words(mapping[0])
        if key in written or key in words or (last and not words):
            return mapping[1]
        near = nearest(key, words or written)
        raise _NoSuchPathError(known, f"there is no `{shorten(key)}`; {near}")
    if part is None:
        return None
    if part is Distribution and key not in written:
        kind = next(iter(written), "exponential")
        message = (
            f"`{shorten(key)}` is not a key of a distribution: name its kind, as in `{kind}.mean`."
        )
        raise _NoSuchPathError(known, message)
    if key not in shape.keys(part) and key not in written:
        near = nearest(key, shape.keys(part))
        raise _NoSuchPathError(known, f"`{shorten(key)}` is not a key; {near}")
    return shape.keys(part).get(key)


def _put_in_list(node: Node, hint: Any, known: Path, path: Path, value: Node) -> Node:
    key, inner = path[0], shape.list_of(hint)
    items = list(node.value) if isinstance(node.value, list) else [_entry(node, inner)]
    assert isinstance(key, int)
    only_there = len(path) > 1 or value.value is None
    if key > len(items) or (key == len(items) and only_there):
        last = f"the last is {len(items) - 1}" if items else "it is empty"
        raise _NoSuchPathError(known, f"`{key}` is not a position in the list: {last}.")
    if len(path) == 1 and value.value is None:
        del items[key]
    elif key == len(items):
        items.append(value)
    else:
        items[key] = _put(items[key], inner, (*known, key), path[1:], value)
    return Node(items, node.mark)


def _entry(node: Node, hint: Any) -> Node:
    """A single entry that stands for a list; a number of agents is one."""
    if isinstance(node.value, int) and shape.part_of(hint) is HeadCount:
        return Node({"agents": node}, node.mark, keys={"agents": node.mark})
    return node


def _blank(inner: Any, hint: Any, key: str, mark: Mark) -> Node | None:
    """What stands at a place that nobody wrote: its default; ``None``: just a value."""
    if shape.list_of(inner) is not None:
        return Node([], mark)
    part = shape.part_of(hint)
    given = shape.default(part, key) if part is not None else None
    if isinstance(given, Part):
        return _written(_stated(given), mark)
    if isinstance(given, dict):
        return _written({name: _stated(value) for name, value in given.items()}, mark)
    makes_parts = shape.part_of(inner) is not None or shape.mapping_of(inner) is not None
    return Node({}, mark) if makes_parts else None


def _stated(value: Any) -> Any:
    """What a default says beyond the defaults of its own keys."""
    if isinstance(value, Part):
        return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return value


def _written(value: Any, mark: Mark) -> Node:
    """Plain data as a tree at one place."""
    if isinstance(value, dict):
        parts = {str(key): _written(part, mark) for key, part in value.items()}
        return Node(parts, mark, keys=dict.fromkeys(parts, mark))
    return Node(value, mark, text=str(value))


@dataclass(frozen=True)
class Variant:
    """A named set of changes to the file's values.

    ``label``: what it is called where results are shown, empty for its name. ``same``: what must
    equal the baseline's, ``paid_hours`` or ``cost``, planned for an average week; ``mark``: where
    that is said.
    """

    name: str
    about: str
    same: str | None
    changes: tuple[tuple[Path, Node], ...]
    mark: Mark
    label: str = ""


OF_A_VARIANT = ("about", "same", LABEL)
"""Keys of a variant that change no value."""


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
        problems += _alike(root, found)
    baseline = root.get("baseline")
    name = baseline.text if baseline else AS_IS
    if name != AS_IS and name not in found:
        known = dict.fromkeys([AS_IS, *found])
        message = f"there is no variant `{shorten(name)}`; {nearest(name, known)}"
        problems.append(problem(root, ("baseline",), message))
        name = AS_IS
    return found, name, problems


def _alike(root: Node, found: Mapping[str, Variant]) -> list[Problem]:
    """Labels that would make two variants look the same."""
    labels: dict[Path, str] = {
        ("variants", name): one.label for name, one in found.items() if one.label
    }
    others = [(name.replace("_", " "), name) for name in (AS_IS, *found)]
    return alike(root, labels, others)


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
        (path_of(key), value) for key, value in node.value.items() if key not in OF_A_VARIANT
    )
    mark = same.mark if same else node.mark
    label, wrong = label_at(root, here)
    problems += wrong
    told = about.text if about else ""
    return Variant(name, told, same.text if same else None, changes, mark, label)
