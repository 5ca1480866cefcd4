"""Reads sweep files and says what is wrong in them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

from sim.scenario.bounds import SEED, WHOLE, Bounds
from sim.scenario.load import load
from sim.scenario.nodes import Node, problem, quoted
from sim.scenario.overrides import path_of
from sim.scenario.problems import Mark, Path, Problem, ScenarioError, in_order, nearest
from sim.scenario.sweep import FRONT, VARIANT, Base, Factor, Span, Sweep, quantity
from sim.scenario.variants import AS_IS
from sim.scenario.yaml_text import read_text, text_of

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
RANGE = ("from", "to", "step", "steps")
MOST_LEVELS = 1000
MOST_DIGITS = 25
"""Of a number: decimals are exact to 28."""
FIXED = ("scenario", "about", "extends", "calendars", "baseline", "variants", "seed")
"""Keys of a scenario file that are nothing to vary."""
QUANTITY = re.compile(r"\s*([-+]?\d+(?:\.\d+)?)\s*(.*?)\s*")
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


class _Reader:
    """Reads the keys one by one and gathers what is wrong."""

    def __init__(self, root: Node, problems: list[Problem]) -> None:
        self.root, self.problems = root, problems

    def wrong(self, path: Path, message: str, key: bool = False) -> None:
        self.problems.append(problem(self.root, path, message, key=key))

    def read(self, path: FilePath, text: str, find: Find) -> Sweep | None:
        if not isinstance(self.root.value, dict):
            self.wrong((), "expected keys such as `scenario`, `factors`, `design`.")
            return None
        for name in self.root.value:
            if name not in KEYS:
                self.wrong((name,), f"`{name}` is no key here; {nearest(name, KEYS)}", key=True)
        file = self._file(path, find)
        factors = tuple(self._factors())
        design, numbers = self._design(factors)
        if file is None:
            return None
        return Sweep(
            name=self._text("sweep") or path.stem,
            about=self._text("about"),
            text=text,
            file=file,
            variant=self._variant(file),
            settings=tuple(self._settings()),
            factors=factors,
            design=design,
            numbers=numbers,
            replications=self._whole(("replications",), 1),
            seed=self._whole(("seed",), 0, SEED),
            measures=self._names("measures"),
            front=self._front(),
            marks={
                (key, part.text): part.mark
                for key in ("measures", "front")
                if (node := self.root.get(key)) is not None and isinstance(node.value, list)
                for part in node.value
            },
        )

    def _text(self, key: str) -> str:
        part = self.root.get(key)
        return part.text if part else ""

    def _file(self, path: FilePath, find: Find) -> Base | None:
        named = self._text("scenario")
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
        name = self._text("variant") or file.baseline
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

    def _factors(self) -> Iterable[Factor]:
        section = self.root.get("factors")
        if section is None or not isinstance(section.value, dict) or not section.value:
            example = "`teams.care.shifts.0.agents: [4, 5, 6]`"
            self.wrong(("factors",), f"expected paths with values to try, as in {example}.")
            return
        for key, node in section.children():
            here: Path = ("factors", str(key))
            self._check_factor(here, str(key))
            if isinstance(node.value, list):
                self._check_levels(here, node.value)
                yield Factor(str(key), tuple(node.value), None, section.key_mark(key))
            elif isinstance(node.value, dict) and set(node.value) & set(RANGE):
                found = self._range(here, str(key), node)
                if found is not None:
                    yield found
            else:
                message = f"`{quoted(node)}`: expected a list of values or {{from, to, steps}}."
                self.wrong(here, message)

    def _check_factor(self, here: Path, name: str) -> None:
        first = name.partition(".")[0]
        if first in FIXED:
            example = "`variant: [as_is, other]`"
            self.wrong(here, f"`{first}` is nothing to vary; variants are, as {example}.", key=True)
        if name == VARIANT and self.root.get("variant") is not None:
            self.wrong(("variant",), "`variant` is a factor, too: leave one of the two out.")

    def _check_levels(self, here: Path, levels: Sequence[Node]) -> None:
        if not levels:
            self.wrong(here, "expected at least one value.")
        seen: set[str] = set()
        for at, level in enumerate(levels):
            text = quoted(level)
            if text in seen:
                self.wrong((*here, at), f"`{text}` stands here twice.")
            seen.add(text)

    def _range(self, here: Path, name: str, node: Node) -> Factor | None:
        assert isinstance(node.value, dict)
        for key in node.value:
            if key not in RANGE:
                self.wrong((*here, key), f"`{key}` is no key here; {nearest(key, RANGE)}", key=True)
        ends = {key: self._end(here, node, key) for key in ("from", "to", "step")}
        (low, unit), (high, other), (step, third) = ends.values()
        if low is None or high is None:
            return None
        if not _same(unit, other) or (step is not None and not _same(third, other)):
            self.wrong(here, f"the units differ: expected `{other or 'none'}` everywhere.")
            return None
        unit = other
        if high <= low or (step is not None and step <= 0):
            self.wrong(here, "expected `to` above `from`, and a `step` above zero.")
            return None
        span, mark = Span(low, high, unit), node.mark
        steps = self._whole((*here, "steps"), 2)
        if step is None and steps is None:
            return Factor(name, (), span, mark)
        count = steps if step is None else int((high - low) / step) + 1
        assert count is not None
        if count > MOST_LEVELS:
            self.wrong(here, f"{count} values: expected at most {MOST_LEVELS}.")
            return None
        each = (high - low) / (count - 1) if step is None else step
        levels = (low + at * each for at in range(count))
        return Factor(name, tuple(quantity(level, unit, mark) for level in levels), None, mark)

    def _end(self, here: Path, node: Node, key: str) -> tuple[Decimal | None, str]:
        end = node.get(key)
        if end is None:
            if key != "step":
                self.wrong(here, f"the key `{key}` is missing.")
            return None, ""
        found = QUANTITY.fullmatch(end.text)
        if found is None or len(found[1]) > MOST_DIGITS:
            self.wrong((*here, key), f"`{quoted(end)}` is no quantity: expected one like `10 %`.")
            return None, ""
        return Decimal(found[1]), found[2]

    def _design(self, factors: Sequence[Factor]) -> tuple[str, dict[str, int]]:
        node = self.root.get("design")
        nested = node is not None and isinstance(node.value, dict)
        kind = ((node.get("kind") if nested else node) if node else None) or Node(
            "grid", Mark("", 0, 0), "grid"
        )
        here: Path = ("design", "kind") if nested else ("design",)
        if kind.text not in DESIGNS:
            self.wrong(here, f"`{quoted(kind)}` is no design; {nearest(kind.text, DESIGNS)}")
            return "grid", {}
        takes = DESIGNS[kind.text]
        if node is not None and isinstance(node.value, dict):
            for key in node.value:
                if key not in ("kind", *takes):
                    message = f"`{key}` is no key of this design; {nearest(key, ('kind', *takes))}"
                    self.wrong(("design", key), message, key=True)
        bounds = {"seed": SEED}
        numbers = {
            key: self._whole(("design", key), 1, bounds.get(key, WHOLE)) for key in takes if nested
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

    def _whole(self, path: Path, least: int, within: Bounds = WHOLE) -> int | None:
        node = self.root.at(path)
        if node is None:
            return None
        if not isinstance(node.value, int) or isinstance(node.value, bool) or node.value < least:
            message = f"`{quoted(node)}`: expected a whole number of {least} or more."
            self.wrong(path, message)
            return None
        if node.value > within.most:
            message = f"`{quoted(node)}`: expected a whole number of at most {within.says_most}."
            self.wrong(path, message)
            return None
        return node.value

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


def _same(unit: str, other: str) -> bool:
    """Whether two units are equal but for the number: week, weeks."""
    return unit == other or (len(unit) > 1 and unit.rstrip("s") == other.rstrip("s"))


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
