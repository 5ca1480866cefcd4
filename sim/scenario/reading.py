"""From files to one tree: reading, and laying a file over the one that it extends."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as FilePath

from sim.regular import TooLargeError, lies_in, near_file, open_regular
from sim.scenario.files import mentions_table
from sim.scenario.model import Scenario
from sim.scenario.nodes import Node
from sim.scenario.problems import LONG, Problem, ScenarioError, shorten
from sim.scenario.sugar import laid_over
from sim.scenario.yaml_text import MOST_BYTES, YAML_FILES, read_file

MOST_PARENTS = 10


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
