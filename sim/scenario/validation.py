"""Everything that is wrong or odd in a scenario file, all variants together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path as FilePath
from typing import NamedTuple

from sim.scenario.load import Resolved, ScenarioFile
from sim.scenario.nodes import places, problem
from sim.scenario.problems import Mark, Problem, in_order
from sim.scenario.reading import read_tree
from sim.scenario.variants import AS_IS

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
