"""From files to scenarios: reading, extending, varying, validating."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sim.scenario import overrides, translate
from sim.scenario.annotations import Assumption, unwrap
from sim.scenario.calendars import Calendar
from sim.scenario.context import Context
from sim.scenario.model import Scenario
from sim.scenario.nodes import Node, plain
from sim.scenario.problems import Path, Problem, ScenarioError, nearest
from sim.scenario.yaml_text import read_file

AS_IS = "as_is"
"""The name of the file's own values, without a variant."""


@dataclass(frozen=True)
class Variant:
    """A named set of changes to the file's values."""

    name: str
    about: str
    same: str | None
    changes: tuple[tuple[Path, Node], ...]


class ScenarioFile:
    """A scenario file that could be read; ``resolve`` makes the scenario of a variant."""

    def __init__(self, path: FilePath, root: Node, variants: dict[str, Variant]) -> None:
        self.path = path
        self.variants = variants
        self._root = root
        self.name = _text(root, "scenario") or path.stem
        self.about = _text(root, "about")
        self.baseline = _text(root, "baseline") or AS_IS

    def resolve(self, variant: str | None = None, overrides: Sequence[str] = ()) -> Scenario:
        """The explicit scenario of a variant (default: the baseline) with settings on top.

        Raises ``ScenarioError`` with all problems found.
        """
        return self._read(variant, overrides)[0]

    def assumptions(
        self, variant: str | None = None, overrides: Sequence[str] = ()
    ) -> list[Assumption]:
        """The values that state a range or an origin, in file order."""
        return self._read(variant, overrides)[1]

    def warnings(self, variant: str | None = None, overrides: Sequence[str] = ()) -> list[Problem]:
        """What is legal but looks wrong in a variant."""
        return self._read(variant, overrides)[2]

    def _read(
        self, variant: str | None, settings: Sequence[str]
    ) -> tuple[Scenario, list[Assumption], list[Problem]]:
        root = varied(self._root, self._variant(variant), settings)
        problems: list[Problem] = []
        bare, assumptions = unwrap(root, problems)
        scenario, found = built(bare, self.path)
        problems += found
        if scenario is None or any(one.severity == "error" for one in problems):
            raise ScenarioError(in_order(problems))
        return scenario, assumptions, in_order(problems)

    def _variant(self, name: str | None) -> Variant | None:
        name = self.baseline if name is None else name
        if name in self.variants:
            return self.variants[name]
        if name == AS_IS:
            return None
        message = f"`{name}` is no variant; {nearest(name, [AS_IS, *self.variants])}"
        raise ScenarioError([Problem(str(self.path), 1, 1, "variants", name, message)])


def load(path: str | FilePath) -> ScenarioFile:
    """Read a scenario file. Raises ``ScenarioError`` if it is no YAML."""
    path = FilePath(path)
    root, problems = read_file(path, str(path))
    if not isinstance(root.value, dict):
        message = "expected a mapping that begins like `scenario: my_name`."
        problems.append(Problem(*root.mark, "", root.text, message))
    if problems:
        raise ScenarioError(in_order(problems))
    return ScenarioFile(path, root.without("variants"), _variants(root.get("variants")))


def _variants(node: Node | None) -> dict[str, Variant]:
    found = {}
    for name, part in node.children() if node else ():
        about, same = _text(part, "about"), _text(part, "same") or None
        changes = tuple(
            (overrides.path_of(str(key)), value)
            for key, value in part.children()
            if key not in ("about", "same")
        )
        found[str(name)] = Variant(str(name), about, same, changes)
    return found


def _text(node: Node, key: str) -> str:
    part = node.get(key)
    return part.text if part else ""


def varied(root: Node, variant: Variant | None, settings: Sequence[str]) -> Node:
    """The tree with the changes of a variant, then those set from outside."""
    changes = list(variant.changes if variant else ())
    changes += [overrides.read_setting(text) for text in settings]
    problems: list[Problem] = []
    for path, value in changes:
        root, found = overrides.apply(root, Scenario, path, value)
        problems += found
    if problems:
        raise ScenarioError(in_order(problems))
    return root


def built(root: Node, path: FilePath) -> tuple[Scenario | None, list[Problem]]:
    """The scenario of a tree without notes, and what is wrong with it."""
    context = _context(root, path)
    problems = _calendars(root, context)
    body = root.without("calendars", "variants", "baseline", "extends")
    try:
        scenario = Scenario.model_validate(plain(body), context=context)
    except ValidationError as error:
        return None, problems + translate.problems_of(error, body, Scenario)
    if not root.get("scenario"):
        scenario = scenario.model_copy(update={"name": path.stem})
    return scenario, problems


def _context(root: Node, path: FilePath) -> Context:
    start, currency = root.at(("clock", "start")), root.at(("cost", "currency"))
    try:
        first = date.fromisoformat(start.text) if start else date(2026, 1, 5)
    except ValueError:
        first = date(2026, 1, 5)
    return Context(path.parent, first, currency.text if currency else "USD")


def _calendars(root: Node, context: Context) -> list[Problem]:
    """Read the named calendars, each of which may name those before it."""
    problems: list[Problem] = []
    section = root.get("calendars")
    adapter: TypeAdapter[Any] = TypeAdapter(Calendar)
    for name, part in section.children() if section else ():
        try:
            context.calendars[str(name)] = adapter.validate_python(plain(part), context=context)
        except ValidationError as error:
            context.calendars[str(name)] = None
            for one in translate.problems_of(error, part, Calendar):
                problems.append(replace(one, path=f"calendars.{name}"))
    context.used.clear()
    return problems


def in_order(problems: Sequence[Problem]) -> list[Problem]:
    """Sorted by place, one problem per place."""
    first: dict[tuple[str, int, int], Problem] = {}
    for one in problems:
        first.setdefault((one.file, one.line, one.column), one)
    return sorted(first.values(), key=lambda one: (one.file, one.line, one.column))
