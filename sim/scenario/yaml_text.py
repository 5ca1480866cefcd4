"""Reads YAML text with the YAML 1.2 meaning of plain scalars, within bounds.

Events of PyYAML's parser become nodes without recursion, so hostile text (deep nesting, alias
bombs, tags) ends in a problem, not in a crash.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from sim.scenario.nodes import Node, Scalar, scalar
from sim.scenario.problems import LONG, Mark, Problem, ScenarioError, shorten

MOST_DEPTH = 30
MOST_NODES = 50_000
"""Aliases count with everything they stand for."""
_HALF = re.compile("[\ud800-\udfff]")
"""A surrogate, which YAML's escapes can name."""


def place_after(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def read_text(text: str, shown: str) -> tuple[Node, list[Problem]]:
    """The tree of a YAML text; ``shown`` is the file's name in messages."""
    odd = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if odd is not None:
        message = f"character U+{ord(odd[0]):04X} cannot stand in YAML: is this a text file?"
        place = place_after(text[: odd.start()])
        raise ScenarioError([Problem(shown, *place, "", "", message)])
    fast = getattr(yaml, "CSafeLoader", None)
    builder = None if fast is None else _built(text, shown, fast)
    try:
        builder = builder or _built(text, shown, yaml.SafeLoader, patient=False)
    except yaml.MarkedYAMLError as error:
        raise ScenarioError([_syntax(error, shown, text)]) from None
    assert builder is not None
    if builder.root is None:
        raise ScenarioError([Problem(shown, 1, 1, "", "", "the file is empty.")])
    return builder.root, builder.problems


def _built(text: str, shown: str, loader: Any, patient: bool = True) -> _Builder | None:
    """The tree by PyYAML's parser in C or in Python.

    What the C parser refuses (``patient``: ``None``) is read again by the one in Python, so
    that messages do not depend on which is installed.
    """
    builder = _Builder(text, shown)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.YAMLError:
        if not patient:
            raise
        return None
    return builder


class _Builder:
    """Puts events together; ``stack`` holds the open collections."""

    def __init__(self, text: str, shown: str) -> None:
        self.text = text
        self.lines = text.splitlines()
        self.shown = shown
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Node, int] | None] = {}
        self.count = 0

    def take(self, event: Any) -> None:
        match event:
            case yaml.DocumentStartEvent() if self.root is not None:
                self._stop(event, "a second document begins here: one file is one scenario.")
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close(event)
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.AliasEvent():
                self._alias(event)

    def _mark(self, mark: Any) -> Mark:
        return Mark(self.shown, mark.line + 1, mark.column + 1)

    def _problem(self, event: Any, text: str, message: str) -> None:
        self.problems.append(Problem(*self._mark(event.start_mark), "", text, message))

    def _stop(self, event: Any, message: str) -> None:
        self._problem(event, "", message)
        raise ScenarioError(self.problems)

    def _grow(self, event: Any, nodes: int) -> None:
        self.count += nodes
        if self.count > MOST_NODES:
            self._stop(event, f"more than {MOST_NODES} values, aliases counted in full.")

    def _open(self, event: Any) -> None:
        self._check_tag(event)
        self._grow(event, 1)
        if len(self.stack) >= MOST_DEPTH:
            self._stop(event, f"nested deeper than {MOST_DEPTH} levels.")
        if event.anchor:
            self.anchors[event.anchor] = None
        self.stack.append(_Open(event, self.count))

    def _close(self, event: Any) -> None:
        top = self.stack.pop()
        mark = self._mark(top.event.start_mark)
        if isinstance(top.event, yaml.MappingStartEvent):
            node = Node(top.entries, mark, keys=top.keys)
        else:
            node = Node(top.items, mark)
        if top.event.anchor:
            self.anchors[top.event.anchor] = (node, self.count - top.before)
        self._place(node, event)

    def _scalar(self, event: Any) -> None:
        self._check_tag(event)
        self._grow(event, 1)
        half = _HALF.search(event.value)
        if half is not None:
            message = f"`\\u{ord(half[0]):04x}` is half a character: no file can hold it."
            self._problem(event, event.value, message)
        plain = not event.style and event.tag is None
        node = Node(
            scalar(event.value) if plain and event.implicit[0] else event.value,
            self._mark(event.start_mark),
            text=event.value,
        )
        if event.anchor:
            self.anchors[event.anchor] = (node, 1)
        self._place(node, event)

    def _alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            self._stop(event, f"`*{event.anchor}` stands for nothing: no `&{event.anchor}` before.")
        found = self.anchors[event.anchor]
        if found is None:
            self._stop(event, f"`*{event.anchor}` stands inside what it stands for.")
        assert found is not None
        node, size = found
        self._grow(event, size)
        self._place(node, event)

    def _check_tag(self, event: Any) -> None:
        if event.tag is not None and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._problem(event, tag, f"the tag `{shorten(tag)}` is not allowed: leave it out.")

    def _place(self, node: Node, event: Any) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if isinstance(top.event, yaml.MappingStartEvent) and top.key is None:
            self._key(node, event, top)
            return
        rest = isinstance(event, yaml.ScalarEvent) and self._cut(node, event, top)
        if isinstance(top.event, yaml.SequenceStartEvent):
            top.items += [] if rest else [node]
            return
        assert top.key is not None
        if not rest and top.key in top.keys:
            top.entries.setdefault(top.key, node)
        top.key = None

    def _key(self, node: Node, event: Any, top: _Open) -> None:
        if not isinstance(node.value, Scalar):
            self._stop(event, "a list or mapping cannot be a key: put it in quotes.")
        key = node.text
        if key == "<<" and not event.style:
            message = "`<<` merges nothing in YAML 1.2: repeat the keys, or use `extends`."
            self._problem(event, key, message)
        elif key in top.keys:
            first = top.keys[key].line
            self._problem(event, key, f"the key `{shorten(key)}` stands in line {first} already.")
        else:
            top.keys[key] = node.mark
        top.key = key

    def _cut(self, node: Node, event: Any, top: _Open) -> bool:
        """Notice a text with a comma that YAML has cut in two inside { } or [ ].

        True for the rest that was cut off: it is left out, the problem is reported once.
        """
        if not top.event.flow_style or event.style:
            return False
        if node.text.count("(") > node.text.count(")"):
            whole = self._until_closed(event)
            message = f'YAML cuts `{whole}` at the comma inside {{ }} or [ ]: quote it: "{whole}".'
            self._problem(event, node.text, message)
            top.cut = True
            return False
        key = node.text if top.key is None else top.key
        if top.cut:
            return key.count(")") > key.count("(") or " " in key
        if top.key is not None and node.text == "" and " " in key:
            mark = top.keys.get(key, node.mark)
            message = (
                f"YAML cuts the text at the comma before `{key}` inside {{ }}: "
                "quote the whole text, comma included."
            )
            self.problems.append(Problem(*mark, "", key, message))
            return True
        return False

    def _until_closed(self, event: Any) -> str:
        start = event.start_mark.column
        line: str = self.lines[event.start_mark.line][start : start + LONG]
        depth = 0
        for at, char in enumerate(line):
            depth += (char == "(") - (char == ")")
            if char == ")" and depth == 0:
                return line[: at + 1]
        return shorten(line)


class _Open:
    """A collection whose end has not come yet."""

    def __init__(self, event: Any, count: int) -> None:
        self.event = event
        self.before = count - 1
        self.entries: dict[str, Node] = {}
        self.keys: dict[str, Mark] = {}
        self.items: list[Node] = []
        self.key: str | None = None
        self.cut = False


_SYNTAX = (
    ("'\\t' that cannot start", "a tab stands here: indent with spaces."),
    ("mapping values are not allowed", "a `:` too much: put the text in quotes, or mind indents."),
    ("could not find expected ':'", "a `:` is missing after the key before."),
    ("expected <block end>", "does not fit the lines above: mind the indentation."),
    ("expected ',' or '}'", "a `,` or `}` is missing before this."),
    ("expected ',' or ']'", "a `,` or `]` is missing before this."),
    ("while scanning a quoted scalar", "a quote is opened here and never closed."),
    ("found undefined tag handle", "tags are not allowed: leave out what begins with `!`."),
    ("found character '%'", "`%` cannot begin a value: write the number first, or quote it."),
    ("found character '@'", "`@` cannot begin a value: put it in quotes."),
    ("found character '`'", "a back-tick cannot begin a value: put it in quotes."),
    ("expected the node content", "a value is missing before this."),
)


def _syntax(error: yaml.MarkedYAMLError, shown: str, text: str) -> Problem:
    """PyYAML's complaint in our words."""
    said = f"{error.context or ''}; {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    message = f"this is not YAML: {said.strip('; ')}."
    for phrase, ours in _SYNTAX:
        if phrase in said:
            message = ours
            if "never closed" in ours and error.context_mark:
                mark = error.context_mark
            break
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    quoted = lines[line - 1].strip() if line <= len(lines) else ""
    return Problem(shown, line, column, "", quoted, message)
