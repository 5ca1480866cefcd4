"""Labels: what a variant or a factor is called wherever results are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.scenario.nodes import Node, problem, quoted
from sim.scenario.problems import Path, Problem

LABEL = "label"
LONGEST = 60
"""Letters; what is longer has no room beside a chart."""


def label_at(root: Node, here: Path) -> tuple[str, list[Problem]]:
    """The label that stands below a path, empty if there is none, and what is wrong with it."""
    path = (*here, LABEL)
    node = root.at(path)
    if node is None:
        return "", []
    message = _wrong(node)
    if message:
        return "", [problem(root, path, message)]
    return str(node.value).strip(), []


def _wrong(node: Node) -> str:
    text = node.value
    if text is None or (isinstance(text, str) and not text.strip()):
        return "nothing is stated here: write a name, or leave the key out."
    if not isinstance(text, str):
        return f"`{quoted(node)}` is not a text; expected a name, as in `label: Saturday shift`."
    if not text.strip().isprintable():
        return "expected a name on one line, of letters that can be seen."
    if len(text.strip()) > LONGEST:
        return f"a name of {len(text.strip())} letters: expected {LONGEST} at most."
    return ""


def alike(
    root: Node, labels: Mapping[Path, str], others: Iterable[tuple[str, str]] = ()
) -> list[Problem]:
    """Labels by the path of what they name, of which one is another's, or another's name.

    ``others``: names as they are shown, with what they are written as. Small and capital letters
    count as the same.
    """
    taken = {shown.casefold(): written for shown, written in others}
    problems = []
    for path, label in labels.items():
        before = taken.setdefault(label.casefold(), str(path[-1]))
        if before != path[-1]:
            message = f"`{label}` is the name of `{before}` already: take another."
            problems.append(problem(root, (*path, LABEL), message))
    return problems
