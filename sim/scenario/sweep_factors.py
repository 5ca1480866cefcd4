"""The factors of a sweep file: which values of a scenario to try."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from sim.scenario.labels import LABEL, alike, label_at
from sim.scenario.nodes import Node, problem, quoted
from sim.scenario.problems import Mark, Path, Problem, nearest
from sim.scenario.values.bounds import WHOLE, Bounds
from sim.scenario.values.units import QUANTITY, singular

VARIANT = "variant"
"""The factor whose values are variants of the scenario."""
RANGE = ("from", "to", "step", "steps")
OF_A_FACTOR = (*RANGE, "values", LABEL)
MOST_LEVELS = 1000
MOST_DIGITS = 25
"""Of a number: decimals are exact to 28."""
FIXED = ("scenario", "about", "extends", "calendars", "baseline", "variants", "seed")
"""Keys of a scenario file that are nothing to vary."""


class Span(NamedTuple):
    """Any value from ``low`` to ``high``, in ``unit``; whole numbers if the ends are."""

    low: Decimal
    high: Decimal
    unit: str

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are meant: the ends have no unit and no decimal point."""
        return not self.unit and all("." not in str(end) for end in (self.low, self.high))


@dataclass(frozen=True)
class Factor:
    """What is varied: a dotted path, with the values to try or a span of them.

    ``label``: what it is called where results are shown, empty for a name made of the path.
    """

    path: str
    levels: tuple[Node, ...]
    span: Span | None
    mark: Mark
    label: str = ""

    def level(self, number: float) -> Node:
        """A value within the span, of six digits."""
        assert self.span is not None
        return quantity(Decimal(f"{number:.6g}"), self.span.unit, self.mark)


def quantity(number: Decimal, unit: str, mark: Mark) -> Node:
    """A number with its unit, as it would be written."""
    text = f"{number.normalize():f}"
    if unit:
        return Node(f"{text} {unit}", mark, f"{text} {unit}")
    return Node(float(text) if "." in text else int(text), mark, text)


class SectionReader:
    """Reads keys of a sweep file and gathers what is wrong."""

    def __init__(self, root: Node, problems: list[Problem]) -> None:
        self.root, self.problems = root, problems

    def wrong(self, path: Path, message: str, key: bool = False) -> None:
        self.problems.append(problem(self.root, path, message, key=key))

    def text(self, key: str) -> str:
        part = self.root.get(key)
        return part.text if part else ""

    def whole(self, path: Path, least: int, within: Bounds = WHOLE) -> int | None:
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


class FactorReader(SectionReader):
    """Reads the factors: paths with values to try, or ranges of them."""

    def factors(self) -> Iterable[Factor]:
        section = self.root.get("factors")
        if section is None or not isinstance(section.value, dict) or not section.value:
            example = "`teams.care.shifts.0.agents: [4, 5, 6]`"
            self.wrong(("factors",), f"expected paths with values to try, as in {example}.")
            return
        labels: dict[Path, str] = {}
        for key, node in section.children():
            here: Path = ("factors", str(key))
            self._check_factor(here, str(key))
            label, wrong = label_at(self.root, here)
            self.problems += wrong
            if label:
                labels[here] = label
            found = self._factor(here, str(key), node, section.key_mark(key))
            if found is not None:
                yield replace(found, label=label)
        self.problems += alike(self.root, labels)

    def _factor(self, here: Path, name: str, node: Node, mark: Mark) -> Factor | None:
        """A list of values, these below ``values``, or a range."""
        known = set(node.value) & set(RANGE) if isinstance(node.value, dict) else set()
        levels = node.get("values")
        if levels is not None:
            self._check_keys(here, node, ("values", LABEL))
            here = (*here, "values")
        elif not known:
            levels = node
        if levels is None:
            return self._range(here, name, node)
        if not isinstance(levels.value, list):
            message = f"`{quoted(levels)}`: expected a list of values or {{from, to, steps}}."
            self.wrong(here, message)
            return None
        self._check_levels(here, levels.value)
        return Factor(name, tuple(levels.value), None, mark)

    def _check_keys(self, here: Path, node: Node, keys: Sequence[str]) -> None:
        assert isinstance(node.value, dict)
        for key in node.value:
            if key not in keys:
                message = f"`{key}` is not a key here; {nearest(key, keys)}"
                self.wrong((*here, key), message, key=True)

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
        self._check_keys(here, node, OF_A_FACTOR)
        ends = {key: self._end(here, node, key) for key in ("from", "to", "step")}
        (low, unit), (high, other), (step, third) = ends.values()
        if low is None or high is None:
            return None
        stated = [unit, other] if step is None else [unit, other, third]
        if len({singular(each) for each in stated}) > 1:
            self.wrong(here, f"the units differ; expected `{other or 'none'}` everywhere.")
            return None
        unit = other
        if high <= low or (step is not None and step <= 0):
            self.wrong(here, "expected `to` above `from`, and a `step` above zero.")
            return None
        span, mark = Span(low, high, unit), node.mark
        steps = self.whole((*here, "steps"), 2)
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
            self.wrong(
                (*here, key), f"`{quoted(end)}` is not a quantity; expected one like `10 %`."
            )
            return None, ""
        return Decimal(found[1]), found[2]
