"""Changes by dotted path: variants, ``--set`` and what-ifs.

A later change wins over an earlier one: what is extended < the file < the variant < set.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sim.scenario import shape
from sim.scenario.annotations import is_annotated
from sim.scenario.nodes import Node
from sim.scenario.problems import Mark, Path, Problem, ScenarioError, dotted, nearest
from sim.scenario.sugar import opened
from sim.scenario.yaml_text import read_text

SETTING = re.compile(r"\s*([\w.]+)\s*=(.*)", re.DOTALL)


def merged(under: Node, over: Node) -> Node:
    """``over`` laid on ``under``: mappings key by key, anything else replaced; null removes."""
    if not isinstance(under.value, dict) or not isinstance(over.value, dict):
        return over
    result = under
    for key, part in over.value.items():
        if part.value is None:
            result = result.without(key)
        else:
            before = under.value.get(key)
            laid = part if before is None else merged(before, part)
            result = result.with_part(key, laid, over.keys[key])
    return replace(result, mark=over.mark)


def path_of(text: str) -> Path:
    """``teams.care.shifts.0.agents`` as a path; numbers are positions in lists."""
    return tuple(int(part) if part.isdigit() else part for part in text.split("."))


def read_setting(text: str, shown: str = "--set") -> tuple[Path, Node]:
    """Read ``path=value``. Raises ``ScenarioError``."""
    found = SETTING.fullmatch(text)
    if found is None:
        message = f"`{text}` is no setting: expected path=value, as in `teams.care.wage=24 USD/h`."
        raise ScenarioError([Problem(shown, 1, 1, "", text, message)])
    if not found[2].strip():
        message = "there is no value after `=`: write `null` to take the key out."
        raise ScenarioError([Problem(shown, 1, found.end(2) + 1, found[1], text, message)])
    indent = " " * found.start(2)
    value, problems = read_text(indent + found[2].strip(), shown)
    if problems:
        raise ScenarioError(problems)
    return path_of(found[1]), value


def read_what_if(text: str) -> tuple[str, tuple[str, ...]]:
    """Split ``name: path=value; path=value`` into the name and the settings."""
    name, colon, rest = text.partition(":")
    settings = tuple(part.strip() for part in split_settings(rest) if part.strip())
    if not colon or not re.fullmatch(r"[a-z][a-z0-9_]*", name.strip()) or not settings:
        message = f"`{text}` is no what-if: expected `name: path=value; path=value`."
        raise ScenarioError([Problem("--what-if", 1, 1, "", text, message)])
    return name.strip(), settings


def split_settings(text: str) -> list[str]:
    """Split at the semicolons outside quotes."""
    return re.findall(r"""(?:[^;"']|"[^"]*"|'[^']*'|["'])+""", text)


def apply(root: Node, hint: Any, path: Path, value: Node) -> tuple[Node, list[Problem]]:
    """The tree with the value at the path; the tree as it was if the path leads nowhere."""
    try:
        return _put(root, hint, (), path, value), []
    except _NoSuchPathError as error:
        known, message = error.args
        here = dotted(path)
        return root, [Problem(*value.mark, here, here, f"{message}{_in(known)}")]


class _NoSuchPathError(Exception):
    """Raised with the path walked so far and the message."""


def _in(known: Path) -> str:
    return f" (in `{dotted(known)}`)" if known else ""


def _put(node: Node, hint: Any, known: Path, path: Path, value: Node) -> Node:
    if not path:
        return value
    if is_annotated(node) and isinstance(node.value, dict) and path[0] not in node.value:
        return _put(node.value["value"], hint, known, path, value)
    key, last = path[0], len(path) == 1
    node = opened(node, hint)
    if isinstance(node.value, list):
        return _put_in_list(node, hint, known, path, value)
    if not isinstance(node.value, dict):
        raise _NoSuchPathError(known, f"`{key}` is not there: `{node.text}` has no parts")
    inner = _inner(node, hint, known, str(key), last)
    part = node.get(str(key))
    if last and value.value is None:
        return node.without(str(key))
    if part is None and not last:
        part = _blank(inner, value.mark, path[1])
    changed = _put(part or value, inner, (*known, key), path[1:], value)
    return node.with_part(str(key), changed, node.keys.get(str(key)))


def _inner(node: Node, hint: Any, known: Path, key: str, last: bool) -> Any:
    """The type below a key that is there or may be made."""
    part, mapping = shape.part_of(hint), shape.mapping_of(hint)
    if mapping is not None:
        words = shape.words(mapping[0])
        if key in (node.value or {}) or key in words or (last and not words):  # type: ignore[operator]
            return mapping[1]
        names = words or tuple(node.value or ())  # type: ignore[arg-type]
        raise _NoSuchPathError(known, f"there is no `{key}`; {nearest(key, names)}")
    if part is not None and key in shape.keys(part):
        return shape.keys(part)[key]
    if part is not None and key not in (node.value or {}):  # type: ignore[operator]
        names = tuple(shape.keys(part))
        raise _NoSuchPathError(known, f"`{key}` is no key; {nearest(key, names)}")
    return None


def _put_in_list(node: Node, hint: Any, known: Path, path: Path, value: Node) -> Node:
    assert isinstance(node.value, list)
    key, size = path[0], len(node.value)
    if not isinstance(key, int) or key > size or (key == size and len(path) > 1):
        positions = f"0 to {size - 1}" if size else "none yet"
        raise _NoSuchPathError(known, f"`{key}` is no position in the list; known: {positions}.")
    items = list(node.value)
    if len(path) == 1 and value.value is None:
        del items[key : key + 1]
    elif key == size:
        items.append(value)
    else:
        items[key] = _put(items[key], shape.list_of(hint), (*known, key), path[1:], value)
    return replace(node, value=items)


def _blank(hint: Any, mark: Mark, next_key: str | int) -> Node:
    """What stands at a place that nobody wrote: its default, as far as names matter."""
    if isinstance(next_key, int) and shape.list_of(hint) is not None:
        return Node([], mark)
    return Node({}, mark)
