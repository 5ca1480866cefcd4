"""The YAML text as a tree in which every value remembers its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any

from sim.scenario.problems import Mark, Path, Problem, dotted, shorten

Scalar = None | bool | int | float | str
_INTEGER = re.compile(r"[-+]?[0-9]{1,39}")
_BASED = re.compile(r"0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar, a list of nodes or a mapping of text to nodes; never changed in place."""

    value: Scalar | list[Node] | dict[str, Node]
    mark: Mark
    text: str = ""
    """A scalar as it is written."""
    keys: dict[str, Mark] = field(default_factory=dict)
    """Places of a mapping's keys."""
    folder: FilePath | None = None
    """Where files named by this scalar are looked for; ``None``: beside the scenario."""

    def children(self) -> Iterator[tuple[str | int, Node]]:
        """The parts of a mapping or list with their keys or positions."""
        if isinstance(self.value, dict):
            yield from self.value.items()
        elif isinstance(self.value, list):
            yield from enumerate(self.value)

    def get(self, key: str | int) -> Node | None:
        """The part of that key or position, if there is one."""
        if isinstance(self.value, dict):
            return self.value.get(str(key))
        if isinstance(self.value, list) and isinstance(key, int) and 0 <= key < len(self.value):
            return self.value[key]
        return None

    def at(self, path: Iterable[str | int]) -> Node | None:
        """The node at a path below this one, if there is one."""
        node: Node | None = self
        for key in path:
            node = node.get(key) if node else None
        return node

    def key_mark(self, key: str | int) -> Mark:
        """Where a part's key is written (its value, in a list)."""
        part = self.get(key)
        return self.keys.get(str(key)) or (part.mark if part else self.mark)

    def with_part(self, key: str, part: Node, mark: Mark | None = None) -> Node:
        """A mapping like this one with the part set, last if it is new."""
        assert isinstance(self.value, dict)
        keys = {**self.keys, key: mark or self.keys.get(key) or part.mark}
        return replace(self, value={**self.value, key: part}, keys=keys)

    def without(self, *names: str) -> Node:
        """A mapping like this one without some of its parts."""
        assert isinstance(self.value, dict)
        left = {key: part for key, part in self.value.items() if key not in names}
        return replace(self, value=left)


def places(node: Node) -> set[Mark]:
    """The marks of all keys and values of a tree."""
    found = {node.mark, *node.keys.values()}
    for _, part in node.children():
        found |= places(part)
    return found


def plain(node: Node) -> Any:
    """The tree as plain Python data."""
    if isinstance(node.value, dict):
        return {key: plain(part) for key, part in node.value.items()}
    if isinstance(node.value, list):
        return [plain(part) for part in node.value]
    if isinstance(node.value, str) and node.folder is not None:
        named = Named(node.value)
        named.folder = node.folder
        return named
    return node.value


def quoted(node: Node) -> str:
    """A value as it is shown in a message."""
    if isinstance(node.value, dict):
        return shorten("{" + ", ".join(node.value) + "}")
    if isinstance(node.value, list):
        return shorten("[" + ", ".join(quoted(part) for part in node.value) + "]")
    return shorten(node.text or "nothing")


def problem(root: Node, path: Path, message: str, key: bool = False) -> Problem:
    """A problem at a path, or at the nearest place above it that is written.

    ``key``: the place of the key itself instead of its value's.
    """
    node, known = root, 0
    for part in path:
        below = node.get(part)
        if below is None:
            break
        node, known = below, known + 1
    mark, text = node.mark, quoted(node)
    if key and known == len(path) and path:
        parent = root.at(path[:-1])
        mark = parent.key_mark(path[-1]) if parent else mark
        text = str(path[-1])
    return Problem(*mark, dotted(path), text, message)


class Named(str):
    """A file's name that remembers the folder it is relative to (a parent scenario's)."""

    folder: FilePath


def scalar(text: str) -> Scalar:
    """The meaning of a plain scalar in the core schema of YAML 1.2."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    return float(text) if len(text) < 40 and _FLOAT.fullmatch(text) else text
