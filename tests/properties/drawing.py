"""Draws scenarios, as mappings in the scenario language, from a table of keys.

A number gives the same scenario again.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")
Parts = dict[str, Any]
ALWAYS = 10.0
NOTHING = object()
"""What a chooser gives where its key can not stand."""


class Dice(random.Random):
    """Seeded with a number."""

    def happens(self, chance: float) -> bool:
        return self.random() < chance

    def some(self, values: Sequence[T]) -> list[T]:
        """One or more, each once, in any order."""
        return self.sample(values, self.randint(1, len(values)))


@dataclass
class World:
    """What a chooser may look at.

    ``minutes``: whether everything that can happens at whole minutes; ``days``: how long the
    clock runs; ``names``: those that there are, by kind; ``fill``: how often a key is drawn that
    need not be; ``above``: the parts drawn so far, from the whole scenario to where the key
    stands; ``place``: the name of the entry that is drawn, or its position in a list.
    """

    dice: Dice
    minutes: bool
    days: int
    names: Mapping[str, list[str]]
    fill: float
    above: list[Parts] = field(default_factory=list)
    place: Any = None

    @property
    def here(self) -> Parts:
        """The part to which the key belongs."""
        return self.above[-1]


Chooser = Callable[[World], Any]
Condition = Callable[[World], bool]


class Rule(NamedTuple):
    """How a key is drawn: its value, how often of the times that it need not be, and where.

    Of a part the chooser is left out; of ``names.*`` it gives the names, of ``entries.*`` how many.
    """

    choose: Chooser | None
    often: float
    when: Condition


def _anywhere(_: World) -> bool:
    return True


def always(choose: Chooser | None = None, when: Condition = _anywhere) -> Rule:
    return Rule(choose, ALWAYS, when)


def mostly(choose: Chooser | None = None, when: Condition = _anywhere) -> Rule:
    return Rule(choose, 1.6, when)


def sometimes(choose: Chooser | None = None, when: Condition = _anywhere) -> Rule:
    return Rule(choose, 1.0, when)


def rarely(choose: Chooser | None = None, when: Condition = _anywhere) -> Rule:
    return Rule(choose, 0.4, when)


Tree = dict[str, Any]
"""By step of a path: its rule and the tree below."""


@cache
def _tree(table: tuple[tuple[str, Rule], ...]) -> Tree:
    tree: Tree = {}
    for path, rule in table:
        *above, last = path.split(".")
        below = tree
        for step in above:
            below = below.setdefault(step, (sometimes(), {}))[1]
        below[last] = (rule, below.get(last, (None, {}))[1])
    return tree


def draw(table: Mapping[str, Rule], world: World) -> Parts:
    """A scenario; the rules are asked in the order of the table."""
    return _part(_tree(tuple(table.items())), world)


def _part(tree: Tree, world: World) -> Parts:
    found: Parts = {}
    world.above.append(found)
    for key, (rule, below) in tree.items():
        if not rule.when(world) or not world.dice.happens(rule.often * world.fill):
            continue
        value = _value(rule, below, world)
        if value is not NOTHING:
            found[key] = value
    world.above.pop()
    return found


def _value(rule: Rule, below: Tree, world: World) -> Any:
    if not below:
        assert rule.choose is not None
        return rule.choose(world)
    if "*" not in below:
        return _part(below, world) or NOTHING
    entries, inner = below["*"]
    return _several(entries.choose(world), inner, world) or NOTHING


def _several(which: Sequence[str] | int, inner: Tree, world: World) -> Any:
    """Parts by name, or so many in a list."""
    places: Sequence[Any] = range(which) if isinstance(which, int) else which
    outer, found = world.place, []
    for world.place in places:
        found.append(_part(inner, world))
    world.place = outer
    return found if isinstance(which, int) else dict(zip(which, found, strict=True))


NAMES: dict[str, list[str]] = {
    "channels": ["phone", "email", "chat"],
    "tasks": ["back", "lab"],
    "issue_types": ["ask", "fault", "claim"],
    "segments": ["plain", "big"],
    "teams": ["care", "clerks", "outside"],
    "streams": ["first", "second"],
}
MAY_BE_NONE = ("tasks",)


def world_of(seed: int) -> World:
    """Where a scenario is drawn: a day or two, one name or more of every kind."""
    dice = Dice(seed)
    few = {kind: 0 if kind in MAY_BE_NONE else 1 for kind in NAMES}
    names = {kind: known[: dice.randint(few[kind], len(known))] for kind, known in NAMES.items()}
    return World(
        dice=dice,
        minutes=dice.happens(0.5),
        days=dice.randint(1, 2),
        names=names,
        fill=dice.choice([0.3, 0.5, 0.8]),
    )
