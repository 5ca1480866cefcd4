"""Scenario files: loaded, varied, resolved, and everything that is wrong or odd in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import NamedTuple

from sim.scenario.checks.checked import Checked
from sim.scenario.expected.staffing import not_the_same
from sim.scenario.model import Scenario
from sim.scenario.nodes import Node, places, problem
from sim.scenario.problems import Mark, Path, Problem, ScenarioError, in_order, nearest
from sim.scenario.reading.annotations import Assumption
from sim.scenario.reading.building import Built, build
from sim.scenario.reading.changes import (
    AS_IS,
    SETTING_FILE,
    Variant,
    apply,
    read_setting,
    read_variants,
)
from sim.scenario.reading.files import read_tree
from sim.scenario.reading.overrides import Overrides, as_overrides
from sim.scenario.values.part import Columns
from sim.visible import listed

MOST_SHOWN = 12
"""Variants that Python tells of a file."""


@dataclass(frozen=True)
class Resolved:
    """A variant with settings: its scenario (``None`` if there are errors) and its problems."""

    built: Built
    checked: Checked = field(default_factory=Checked)

    @property
    def errors(self) -> list[Problem]:
        """Everything that stops a run."""
        return [*self.built.problems, *self.checked.errors]


class ScenarioFile:
    """A scenario file that could be read; ``resolve`` makes the scenario of a variant.

    ``name``, ``about``: what the file says of itself. ``variants``: by name, in file order;
    the file's own values go by the name ``as_is``. ``baseline``: what the others are compared
    with, ``as_is`` unless the file says another. ``known``: what is wrong before resolving.
    """

    def __init__(self, path: FilePath, root: Node, known: Sequence[Problem] = ()) -> None:
        self.path = path
        self._root = root
        self.variants, self.baseline, wrong = read_variants(root)
        self.known = (*known, *wrong)
        self.name = _text(root, "scenario") or path.stem
        self.about = _text(root, "about")
        self._columns: Columns = {}
        self._resolved: dict[tuple[str, tuple[str, ...]], Resolved] = {}

    def label_of(self, variant: str) -> str:
        """What a variant is called where results are shown, empty for its name."""
        known = self.variants.get(variant)
        return known.label if known else ""

    def __repr__(self) -> str:
        names = listed([AS_IS, *self.variants], MOST_SHOWN)
        return (
            f"ScenarioFile: {self.name} ({self.path}), variants {names}; baseline {self.baseline}"
        )

    def resolve(self, variant: str | None = None, overrides: Overrides = ()) -> Scenario:
        """The explicit scenario of a variant (default: the baseline) with settings on top.

        ``overrides``: texts ``path=value``, the last one wins, or values by path. Raises
        ``ScenarioError`` with all problems found.
        """
        found = self.resolved(variant, overrides)
        if found.built.scenario is None or found.errors:
            raise ScenarioError(in_order(found.errors, str(self.path)))
        return found.built.scenario

    def changed(self, variant: str, changes: Sequence[tuple[Path, Node]]) -> Scenario:
        """The scenario of a variant with changes by path, whose values remember their places.

        Raises ``ScenarioError``. What a variant says it is the same as is not looked at.
        """
        built = self._changed(variant, changes)
        assert built.scenario is not None
        return built.scenario

    def changed_assumptions(
        self, variant: str, changes: Sequence[tuple[Path, Node]]
    ) -> list[Assumption]:
        """The values of what ``changed`` returns that state a range or an origin, in file order.

        Raises ``ScenarioError``.
        """
        return list(self._changed(variant, changes).assumptions)

    def _changed(self, variant: str, changes: Sequence[tuple[Path, Node]]) -> Built:
        """What is built after changes; raises ``ScenarioError`` where that is no scenario."""
        root, problems = varied(self._root, self._variant(variant), ())
        for path, value in changes:
            root, found = apply(root, Scenario, path, value)
            problems += found
        built = build(root, self.path, [*self.known, *problems], self._columns)
        errors = built.problems
        if built.scenario is not None:
            errors = [*errors, *Checked(built.scenario, built.root).errors]
        if built.scenario is None or errors:
            raise ScenarioError(in_order(errors, str(self.path)))
        return built

    def assumptions(
        self, variant: str | None = None, overrides: Overrides = ()
    ) -> list[Assumption]:
        """The values that state a range or an origin, in file order."""
        self.resolve(variant, overrides)
        return list(self.resolved(variant, overrides).built.assumptions)

    def warnings(self, variant: str | None = None, overrides: Overrides = ()) -> list[Problem]:
        """What is legal but odd in a variant, in the order of the file.

        Of keys that nothing reads only those count that the variant or the settings write;
        the others may be there for another variant (``validate`` looks at all of them).
        """
        self.resolve(variant, overrides)
        checked = self.resolved(variant, overrides).checked
        own = self._own_places(variant)
        unread = [
            one for one in checked.unread if one.file == SETTING_FILE or (one.file, one.line) in own
        ]
        return in_order([*checked.warnings, *unread], str(self.path))

    def _own_places(self, variant: str | None) -> set[tuple[str, int]]:
        """Lines that a variant writes."""
        found = self._variant(self.baseline if variant is None else variant)
        changes = found.changes if found else ()
        return {(value.mark.file, value.mark.line) for _, value in changes}

    def place(self, path: Path, variant: str | None = None, overrides: Overrides = ()) -> Mark:
        """Where the value at a path of a variant is written, or what holds it, or the file's
        beginning.
        """
        root = self.resolved(variant, overrides).built.root
        parts = (root.at(path[:length]) for length in range(len(path), 0, -1))
        return next((part.mark for part in parts if part), Mark(str(self.path), 1, 1))

    def resolved(self, variant: str | None = None, overrides: Overrides = ()) -> Resolved:
        """A variant with all that was found, errors included."""
        name = self.baseline if variant is None else variant
        key = (name, as_overrides(overrides))
        if key not in self._resolved:
            self._resolved[key] = self._read(self._variant(name), key[1])
        return self._resolved[key]

    def _variant(self, name: str) -> Variant | None:
        if name == AS_IS:
            return None
        if name in self.variants:
            return self.variants[name]
        message = f"there is no variant `{name}`; {nearest(name, [AS_IS, *self.variants])}"
        raise ScenarioError([Problem(str(self.path), 1, 1, "", name, message)])

    def _read(self, variant: Variant | None, settings: Sequence[str]) -> Resolved:
        root, wrong = varied(self._root, variant, settings)
        built = build(root, self.path, [*self.known, *wrong], self._columns)
        if built.scenario is None:
            return Resolved(built)
        checked = Checked(built.scenario, built.root)
        checked.said.extend(built.noted)
        if variant is not None and variant.same and variant.name != self.baseline:
            broken = self._broken_word(variant, built.scenario, settings)
            if settings:  # what is set from outside may depart from what the file claims
                checked.said.extend(replace(one, severity="warning") for one in broken)
            else:
                checked.errors.extend(broken)
        return Resolved(built, checked)

    def _broken_word(
        self, variant: Variant, scenario: Scenario, settings: Sequence[str]
    ) -> list[Problem]:
        """Whether the variant is not the same as the baseline in what it says it is."""
        base = self.resolved(None, settings).built.scenario
        if base is None or variant.same is None:
            return []
        message = not_the_same(variant.same, base, scenario, self.baseline)
        path = f"variants.{variant.name}.same"
        return [Problem(*variant.mark, path, variant.same, message)] if message else []


def load(path: str | FilePath) -> ScenarioFile:
    """Read a scenario file. Raises ``ScenarioError`` if its YAML or its variants are wrong."""
    path = FilePath(path)
    root, problems = read_tree(path)
    if root is None:
        raise ScenarioError(in_order(problems, str(path)))
    file = ScenarioFile(path, root, problems)
    if file.known:
        raise ScenarioError(in_order(file.known, str(path)))
    return file


def varied(
    root: Node, variant: Variant | None, settings: Sequence[str]
) -> tuple[Node, list[Problem]]:
    """The tree with the changes of a variant, then those set from outside."""
    problems: list[Problem] = []
    changes = list(variant.changes) if variant else []
    for text in settings:
        try:
            changes.append(read_setting(text))
        except ScenarioError as error:
            problems += error.problems
    for path, value in changes:
        root, found = apply(root, Scenario, path, value)
        problems += found
    return root, problems


def _text(root: Node, key: str) -> str:
    part = root.get(key)
    return part.text if part else ""


Results = dict[str, Resolved]


class Inspected(NamedTuple):
    """What is wrong or odd in a file, and the file (``None`` if it could not be read)."""

    problems: list[Problem]
    file: ScenarioFile | None


def validate(path: str | FilePath) -> list[Problem]:
    """Errors and warnings of a file and all its variants, in the order of the file.

    What holds for the file's own values is said once; what holds in some variants only names
    them. A key counts as unread if no variant reads it.
    """
    return inspect(path).problems


def inspect(path: str | FilePath) -> Inspected:
    """As ``validate``, with the file itself, so that it need not be read again."""
    path = FilePath(path)
    root, known = read_tree(path)
    if root is None:
        return Inspected(in_order(known, str(path)), None)
    file = ScenarioFile(path, root, known)
    results = {name: file.resolved(name) for name in (AS_IS, *file.variants)}
    found = _gathered(results, lambda result: [*result.errors, *result.checked.warnings])
    if not any(result.errors for result in results.values()):
        found += [*_unread(results), *_unused_calendars(results)]
    return Inspected(in_order(found, str(path)), file)


def _gathered(results: Results, of: Callable[[Resolved], list[Problem]]) -> list[Problem]:
    """Each problem once, with the variants that have it unless the file itself does."""
    where: dict[Problem, list[str]] = {}
    for name, result in results.items():
        for one in of(result):
            where.setdefault(one, []).append(name)
    return [_with_variants(one, names) for one, names in where.items()]


def _with_variants(one: Problem, names: list[str]) -> Problem:
    if AS_IS in names or one.path.startswith("variants."):
        return one
    listed = ", ".join(f"`{name}`" for name in dict.fromkeys(names))
    return replace(one, message=f"{one.message} (variant {listed})")


def _unread(results: Results) -> list[Problem]:
    """Keys that nothing reads in any of the variants in which they stand."""
    written = {name: places(result.built.root) for name, result in results.items()}
    where: dict[tuple[str, int, int], list[str]] = {}
    first: dict[tuple[str, int, int], Problem] = {}
    for name, result in results.items():
        for one in result.checked.unread:
            place = Mark(one.file, one.line, one.column)
            where.setdefault(place, []).append(name)
            first.setdefault(place, one)
    return [
        one
        for place, one in first.items()
        if all(name in where[place] for name in results if place in written[name])
    ]


def _unused_calendars(results: Results) -> list[Problem]:
    """Calendars that no variant uses."""
    unused = set.intersection(*(set(result.built.unused_calendars) for result in results.values()))
    root = results[AS_IS].built.root
    return [
        replace(
            problem(root, ("calendars", name), "nothing uses this calendar.", key=True),
            severity="warning",
        )
        for name in sorted(unused)
    ]
