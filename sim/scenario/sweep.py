"""Sweep files: which values of a scenario to try, together or apart.

The factors are dotted paths into the scenario; every value remembers its place in the sweep
file, so that what is wrong with it is told there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, Protocol

from sim.scenario.model import Scenario
from sim.scenario.nodes import Node, quoted
from sim.scenario.problems import Mark, Path, Problem, ScenarioError, in_order, nearest
from sim.scenario.reading.changes import AS_IS, by_path, path_of
from sim.scenario.reading.files import text_of
from sim.scenario.scenario_files import load
from sim.scenario.sweep_factors import VARIANT, Factor, FactorReader
from sim.scenario.values.bounds import SEED, WHOLE
from sim.scenario.yaml_text import read_text

TAKEN_OUT = "taken out"
"""What stands in tables for a null, which takes a key out."""
FRONT = ("satisfaction.csat", "cost.total")
KEYS = (
    "sweep", "about", "scenario", "variant", "set", "factors", "design", "replications", "seed",
    "measures", "front",
)  # fmt: skip
DESIGNS = {
    "grid": (),
    "fractional": ("resolution",),
    "latin_hypercube": ("points", "seed"),
    "sobol": ("points", "seed"),
}
"""Kinds of designs with the numbers that they take."""
SPREAD = ("latin_hypercube", "sobol")


class Base(Protocol):
    """What a sweep asks of a scenario file."""

    @property
    def name(self) -> str: ...
    @property
    def baseline(self) -> str: ...
    @property
    def variants(self) -> Mapping[str, object]: ...
    def label_of(self, variant: str) -> str: ...
    def changed(self, variant: str, changes: Sequence[tuple[Path, Node]]) -> Scenario: ...


@dataclass(frozen=True)
class Sweep:
    """What a sweep file asks for.

    ``variant``: on which the factors work; ``settings``: fixed changes. ``design``: kind and its
    numbers. ``replications``, ``seed``: None where the file says nothing. ``measures``: patterns
    of the names to put into the tidy table, none for the main ones. ``front``: the two measures
    to weigh against each other; ``marks``: where the file names any of these. ``listed``: the
    points of a design that no file can ask for.
    """

    name: str
    about: str
    text: str
    file: Base
    variant: str
    settings: tuple[tuple[Path, Node], ...]
    factors: tuple[Factor, ...]
    design: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    replications: int | None = None
    seed: int | None = None
    measures: tuple[str, ...] = ()
    front: tuple[str, str] = FRONT
    listed: tuple[Mapping[str, Node], ...] = ()
    marks: Mapping[tuple[str, str], Mark] = field(default_factory=dict)

    def resolve(self, levels: Mapping[str, Node]) -> Scenario:
        """The scenario at a point: values by factor. Raises ScenarioError."""
        chosen = levels.get(VARIANT)
        variant = self.variant if chosen is None else chosen.text
        changes = by_path({path: node for path, node in levels.items() if path != VARIANT})
        return self.file.changed(variant, (*self.settings, *changes))


def shown(level: Node | None) -> Any:
    """A value as it stands in tables: numbers as numbers, the rest as text; none is empty."""
    if level is None:
        return ""
    if level.value is None:
        return TAKEN_OUT
    if isinstance(level.value, dict | list):
        return quoted(level)
    return level.value if isinstance(level.value, int | float) else level.text


Find = Callable[[str, FilePath], FilePath | Base]
"""From what stands under ``scenario``, and the sweep's folder, to a file; raises ValueError."""


def load_sweep(source: FilePath | Mapping[str, Any], find: Find) -> Sweep:
    """Read a sweep file, or a sweep put together in Python with the same keys.

    Raises ScenarioError with everything that is wrong with it.
    """
    if isinstance(source, Mapping):
        text = json.dumps(source, indent=2, default=str)
        return _read(node_of(source), FilePath("sweep"), text, [], find)
    text = text_of(source, str(source))
    root, known = read_text(text, str(source))
    return _read(root, source, text, known, find)


def _read(root: Node, path: FilePath, text: str, known: Iterable[Problem], find: Find) -> Sweep:
    reader = _Reader(root, list(known))
    sweep = reader.read(path, text, find)
    if sweep is None or reader.problems:
        raise ScenarioError(in_order(reader.problems, str(path)))
    wrong = list(_wrong_levels(sweep))
    if wrong:
        raise ScenarioError(in_order(wrong, str(path)))
    return sweep


class _Reader(FactorReader):
    """Reads the keys one by one and gathers what is wrong."""

    def read(self, path: FilePath, text: str, find: Find) -> Sweep | None:
        if not isinstance(self.root.value, dict):
            self.wrong((), "expected keys such as `scenario`, `factors`, `design`.")
            return None
        for name in self.root.value:
            if name not in KEYS:
                self.wrong((name,), f"`{name}` is not a key here; {nearest(name, KEYS)}", key=True)
        file = self._file(path, find)
        factors = tuple(self.factors())
        design, numbers = self._design(factors)
        if file is None:
            return None
        return Sweep(
            name=self.text("sweep") or path.stem,
            about=self.text("about"),
            text=text,
            file=file,
            variant=self._variant(file),
            settings=tuple(self._settings()),
            factors=factors,
            design=design,
            numbers=numbers,
            replications=self.whole(("replications",), 1),
            seed=self.whole(("seed",), 0, SEED),
            measures=self._names("measures"),
            front=self._front(),
            marks={
                (key, part.text): part.mark
                for key in ("measures", "front")
                if (node := self.root.get(key)) is not None and isinstance(node.value, list)
                for part in node.value
            },
        )

    def _file(self, path: FilePath, find: Find) -> Base | None:
        named = self.text("scenario")
        if not named:
            self.wrong(("scenario",), "the key `scenario` is missing: the file to vary.")
            return None
        try:
            found = find(named, path.parent)
            return load(found) if isinstance(found, FilePath) else found
        except ScenarioError as error:
            self.problems += error.problems
        except ValueError as error:
            self.wrong(("scenario",), f"{error}.")
        return None

    def _variant(self, file: Base) -> str:
        name = self.text("variant") or file.baseline
        known = [AS_IS, *file.variants]
        if name not in known:
            self.wrong(("variant",), f"there is no variant `{name}`; {nearest(name, known)}")
        return name

    def _settings(self) -> Iterable[tuple[Path, Node]]:
        section = self.root.get("set")
        if section is not None and not isinstance(section.value, dict):
            self.wrong(("set",), "expected paths with values, as in `{clock.length: 8 weeks}`.")
        elif section is not None:
            for key, value in section.children():
                yield path_of(str(key)), value

    def _design(self, factors: Sequence[Factor]) -> tuple[str, dict[str, int]]:
        node = self.root.get("design")
        nested = node is not None and isinstance(node.value, dict)
        kind = ((node.get("kind") if nested else node) if node else None) or Node(
            "grid", Mark("", 0, 0), "grid"
        )
        here: Path = ("design", "kind") if nested else ("design",)
        if kind.text not in DESIGNS:
            self.wrong(here, f"`{quoted(kind)}` is not a design; {nearest(kind.text, DESIGNS)}")
            return "grid", {}
        takes = DESIGNS[kind.text]
        if node is not None and isinstance(node.value, dict):
            for key in node.value:
                if key not in ("kind", *takes):
                    message = (
                        f"`{key}` is not a key of this design; {nearest(key, ('kind', *takes))}"
                    )
                    self.wrong(("design", key), message, key=True)
        bounds = {"seed": SEED}
        numbers = {
            key: self.whole(("design", key), 1, bounds.get(key, WHOLE)) for key in takes if nested
        }
        if kind.text in SPREAD and not (nested and node and node.get("points")):
            example = f"`design: {{kind: {kind.text}, points: 64}}`"
            self.wrong(("design",), f"the number of points is missing: {example}.")
        for factor in factors:
            here = ("factors", factor.path)
            if factor.span is not None and kind.text not in SPREAD:
                message = f"a {kind.text} design needs `step` or `steps`, or a list of values."
                self.wrong(here, message)
            elif kind.text == "fractional" and len(factor.levels) != 2:
                self.wrong(here, f"a fractional design takes two values, not {len(factor.levels)}.")
        return kind.text, {key: number for key, number in numbers.items() if number is not None}

    def _names(self, key: str) -> tuple[str, ...]:
        node = self.root.get(key)
        if node is None:
            return ()
        if not isinstance(node.value, list):
            self.wrong((key,), "expected a list of names, as in `[cost.total, phone.*]`.")
            return ()
        return tuple(part.text for part in node.value)

    def _front(self) -> tuple[str, str]:
        names = self._names("front")
        if names and len(names) != 2:
            self.wrong(("front",), f"expected two measures, as in `[{', '.join(FRONT)}]`.")
        return (names[0], names[1]) if len(names) == 2 else FRONT


def _wrong_levels(sweep: Sweep) -> Iterable[Problem]:
    """What is wrong with each value on its own."""
    tried: list[Mapping[str, Node]] = [{}]
    for factor in sweep.factors:
        levels: Sequence[Node] = factor.levels
        if factor.span is not None:
            levels = [factor.level(float(end)) for end in (factor.span.low, factor.span.high)]
        tried += [{factor.path: level} for level in levels]
    for point in tried:
        try:
            sweep.resolve(point)
        except ScenarioError as error:
            for one in error.problems:
                level = point.get(VARIANT)
                yield (
                    one if level is None else Problem(*level.mark, VARIANT, level.text, one.message)
                )
            if not point:
                return


def node_of(data: Any, shown_as: str = "sweep") -> Node:
    """Plain data as a tree, for sweeps that are put together in Python."""
    mark = Mark(shown_as, 1, 1)
    if isinstance(data, Mapping):
        parts = {str(key): node_of(part, shown_as) for key, part in data.items()}
        return Node(parts, mark, keys=dict.fromkeys(parts, mark))
    if isinstance(data, list | tuple | range):
        return Node([node_of(part, shown_as) for part in data], mark)
    return Node(data, mark, "" if data is None else str(data))
