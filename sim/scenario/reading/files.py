"""Scenario files as trees: read, short forms opened, laid over those that they extend."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from sim.regular import MIB, TooLargeError, lies_in, near_file, open_regular, read_bytes
from sim.scenario.model import Scenario
from sim.scenario.nodes import Node, plain
from sim.scenario.problems import LONG, Problem, ScenarioError, shorten
from sim.scenario.reading import shape
from sim.scenario.reading.annotations import is_annotated
from sim.scenario.values.calendars import Calendar
from sim.scenario.values.distribution_forms import FORMS
from sim.scenario.values.distribution_text import split
from sim.scenario.values.distributions import Distribution, is_form
from sim.scenario.values.part import ONE_NAME, Part
from sim.scenario.values.table_files import mentions_table
from sim.scenario.yaml_text import place_after, read_text

MOST_BYTES = MIB
YAML_FILES = (".yaml", ".yml")
_CALL = re.compile(r"([a-z]+)\s*\((.*)\)", re.DOTALL)
_NAMED = re.compile(r"([a-z]+)\s+(.+)", re.DOTALL)
MOST_PARENTS = 10


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


def read_tree(path: FilePath) -> tuple[Node | None, list[Problem]]:
    """The tree of a file with those it extends below it, and what is wrong in the YAML.

    No tree if one of the files cannot be read: whatever else were said of the rest would be
    about what the missing file may hold.
    """
    return _read(path, str(path), path.parent, ())


def _read(
    path: FilePath, shown: str, top: FilePath, children: tuple[FilePath, ...]
) -> tuple[Node | None, list[Problem]]:
    try:
        root, problems = read_file(path, shown)
    except ScenarioError as error:
        return None, list(error.problems)
    if not isinstance(root.value, dict):
        message = "expected keys such as `scenario`, `demand`, `channels`, `teams`."
        return None, [*problems, Problem(*root.mark, "", root.text, message)]
    if path.parent != top:
        root = _with_folder(root, path.parent)
    extends = root.get("extends")
    if extends is None:
        return root, problems
    parent = path.parent / extends.text
    message = _refusal(extends, path.parent, top, (*children, path.resolve()))
    if message:
        return None, [*problems, Problem(*extends.mark, "extends", extends.text, message)]
    under, more = _read(parent, str(parent), top, (*children, path.resolve()))
    if under is None:
        return None, problems + more
    return laid_over(under, root, Scenario), problems + more


def _refusal(extends: Node, folder: FilePath, top: FilePath, children: tuple[FilePath, ...]) -> str:
    if not isinstance(extends.value, str):
        return "expected the name of a scenario file, such as `base.yaml`."
    name, parent = shorten(extends.text), folder / extends.text
    try:
        if not lies_in(parent, top):
            return f"`{name}` lies outside the scenario's folder: put it there."
        if parent.resolve() in children:
            return f"`{name}` extends this file in turn: break the circle."
        if len(children) > MOST_PARENTS:
            return f"more than {MOST_PARENTS} files extend one another."
        open_regular(parent, MOST_BYTES).close()
    except FileNotFoundError:
        near = near_file(folder, extends.text, top, YAML_FILES)
        other = near is not None and (folder / near).resolve() not in children
        meant = f"; did you mean `{shorten(near, LONG)}`?" if other else "."
        return f"there is no file `{name}` beside this one{meant}"
    except TooLargeError:
        return ""  # told of that file
    except OSError as error:
        return f"`{name}` cannot be read: {error.strerror or 'it is no file'}."
    return ""


def _with_folder(node: Node, folder: FilePath) -> Node:
    """The tree with names of tables that are looked for in ``folder``."""
    if isinstance(node.value, dict):
        parts = {key: _with_folder(part, folder) for key, part in node.value.items()}
        if "file" in parts and isinstance(parts["file"].value, str):
            parts["file"] = replace(parts["file"], folder=folder)
        return replace(node, value=parts)
    if isinstance(node.value, list):
        return replace(node, value=[_with_folder(part, folder) for part in node.value])
    if isinstance(node.value, str) and mentions_table(node.value):
        return replace(node, folder=folder)
    return node


def read_file(path: FilePath, shown: str) -> tuple[Node, list[Problem]]:
    """The tree of a file and what is wrong in it. Raises ``ScenarioError`` if unreadable."""
    return read_text(text_of(path, shown), shown)


def text_of(path: FilePath, shown: str) -> str:
    """The text of a YAML file. Raises ``ScenarioError`` if there is none."""

    def stop(message: str, line: int = 1, column: int = 1) -> ScenarioError:
        return ScenarioError([Problem(shorten(shown, LONG), line, column, "", "", message)])

    try:
        data = read_bytes(path, MOST_BYTES)
    except TooLargeError:
        large = f"the file is larger than {MOST_BYTES // MIB} MiB: is this a scenario?"
        raise stop(large) from None
    except OSError as error:
        near = _meant(path) if isinstance(error, FileNotFoundError) else ""
        reason = error.strerror or "it cannot be read"
        raise stop(f"no scenario there: {reason}{near or '.'}") from None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise stop("the file is in UTF-16: save it as UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        message = f"byte 0x{data[error.start]:02x} is not UTF-8: save the file as UTF-8 text."
        raise stop(message, *place_after(before)) from None
    return text


def _meant(path: FilePath) -> str:
    """The end of a sentence that names the file beside that may be meant; empty if none may."""
    near = near_file(path.parent, path.name, path.parent, YAML_FILES)
    return f"; did you mean `{shorten(path.with_name(near), LONG)}`?" if near else ""
