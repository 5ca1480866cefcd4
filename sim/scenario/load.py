"""Scenario files: loaded, varied, resolved, validated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

from sim.scenario import check, overrides
from sim.scenario.annotations import Assumption
from sim.scenario.building import Built, build
from sim.scenario.model import Scenario
from sim.scenario.nodes import Node
from sim.scenario.planned import not_the_same
from sim.scenario.problems import Problem, ScenarioError, in_order, nearest
from sim.scenario.reading import read_tree
from sim.scenario.variants import AS_IS, Variant, read_variants


@dataclass(frozen=True)
class _Resolved:
    """A variant with settings, built and checked."""

    built: Built
    problems: list[Problem]
    warnings: list[Problem]


class ScenarioFile:
    """A scenario file that could be read; ``resolve`` makes the scenario of a variant.

    ``name``, ``about``: what the file says of itself. ``variants``: by name, in file order;
    the file's own values go by the name ``as_is``. ``baseline``: what the others are compared
    with, ``as_is`` unless the file says another.
    """

    def __init__(self, path: FilePath, root: Node, known: Sequence[Problem] = ()) -> None:
        self.path = path
        self._root = root
        self._known = tuple(known)
        self.variants, self.baseline, wrong = read_variants(root)
        self._known += tuple(wrong)
        self.name = _text(root, "scenario") or path.stem
        self.about = _text(root, "about")
        self._resolved: dict[tuple[str, tuple[str, ...]], _Resolved] = {}

    def resolve(self, variant: str | None = None, overrides: Sequence[str] = ()) -> Scenario:
        """The explicit scenario of a variant (default: the baseline) with settings on top.

        ``overrides``: texts ``path=value``, the last one wins. Raises ``ScenarioError`` with
        all problems found.
        """
        found = self._resolve(variant, overrides)
        if found.built.scenario is None or found.problems:
            raise ScenarioError(in_order(found.problems, str(self.path)))
        return found.built.scenario

    def assumptions(
        self, variant: str | None = None, overrides: Sequence[str] = ()
    ) -> list[Assumption]:
        """The values that state a range or an origin, in file order."""
        self.resolve(variant, overrides)
        return list(self._resolve(variant, overrides).built.assumptions)

    def warnings(self, variant: str | None = None, overrides: Sequence[str] = ()) -> list[Problem]:
        """What is legal but looks wrong in a variant, in the order of the file."""
        self.resolve(variant, overrides)
        return in_order(self._resolve(variant, overrides).warnings, str(self.path))

    def problems(self, variant: str | None = None, overrides: Sequence[str] = ()) -> list[Problem]:
        """Errors and warnings of a variant, in the order of the file."""
        found = self._resolve(variant, overrides)
        return in_order([*found.problems, *found.warnings], str(self.path))

    def _resolve(self, variant: str | None, settings: Sequence[str]) -> _Resolved:
        name = self.baseline if variant is None else variant
        key = (name, tuple(settings))
        if key not in self._resolved:
            self._resolved[key] = self._read(self._variant(name), settings)
        return self._resolved[key]

    def _variant(self, name: str) -> Variant | None:
        if name == AS_IS:
            return None
        if name in self.variants:
            return self.variants[name]
        message = f"there is no variant `{name}`; {nearest(name, [AS_IS, *self.variants])}"
        raise ScenarioError([Problem(str(self.path), 1, 1, "", name, message)])

    def _read(self, variant: Variant | None, settings: Sequence[str]) -> _Resolved:
        root, wrong = varied(self._root, variant, settings)
        built = build(root, self.path, [*self._known, *wrong])
        if built.scenario is None:
            return _Resolved(built, built.problems, [])
        errors, warnings = check.check(built)
        if not errors and variant is not None and variant.same and variant.name != self.baseline:
            kept = self._not_the_same(variant, built.scenario, settings)
            (warnings if settings else errors).extend(kept)
        return _Resolved(built, errors, warnings)

    def _not_the_same(
        self, variant: Variant, scenario: Scenario, settings: Sequence[str]
    ) -> list[Problem]:
        """The variant breaks its word; with settings from outside this is only a warning."""
        base = self._resolve(None, settings).built.scenario
        if base is None or variant.same is None:
            return []
        message = not_the_same(variant.same, base, scenario, self.baseline)
        if not message:
            return []
        path = f"variants.{variant.name}.same"
        severity = "warning" if settings else "error"
        one = Problem(*variant.mark, path, variant.same, message)
        return [replace(one, severity="warning") if severity == "warning" else one]


def load(path: str | FilePath) -> ScenarioFile:
    """Read a scenario file. Raises ``ScenarioError`` if its YAML or its variants are wrong."""
    path = FilePath(path)
    root, problems = read_tree(path)
    if root is None:
        raise ScenarioError(in_order(problems, str(path)))
    file = ScenarioFile(path, root, problems)
    if file._known:
        raise ScenarioError(in_order(file._known, str(path)))
    return file


def validate(path: str | FilePath) -> list[Problem]:
    """Everything that is wrong, or legal but odd, in a file and all its variants."""
    path = FilePath(path)
    root, known = read_tree(path)
    if root is None:
        return in_order(known, str(path))
    file = ScenarioFile(path, root, known)
    found = list(file.problems(AS_IS))
    for name in file.variants:
        seen = {(one.file, one.line, one.column, one.message) for one in found}
        for one in file.problems(name):
            if (one.file, one.line, one.column, one.message) not in seen:
                message = (
                    one.message
                    if one.path.startswith(f"variants.{name}.")
                    else (f"{one.message} (variant `{name}`)")
                )
                found.append(replace(one, message=message))
    return in_order(found, str(path))


def varied(
    root: Node, variant: Variant | None, settings: Sequence[str]
) -> tuple[Node, list[Problem]]:
    """The tree with the changes of a variant, then those set from outside."""
    problems: list[Problem] = []
    changes = list(variant.changes) if variant else []
    for text in settings:
        try:
            changes.append(overrides.read_setting(text))
        except ScenarioError as error:
            problems += error.problems
    for path, value in changes:
        root, found = overrides.apply(root, Scenario, path, value)
        problems += found
    return root, problems


def _text(root: Node, key: str) -> str:
    part = root.get(key)
    return part.text if part else ""
