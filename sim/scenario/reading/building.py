"""From a tree to a scenario: notes taken off, calendars named, everything validated."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sim.scenario.model import Scenario
from sim.scenario.nodes import Node, plain, problem
from sim.scenario.problems import Problem
from sim.scenario.reading.annotations import Assumption, unwrap
from sim.scenario.reading.mistakes import (
    DEFAULTS,
    bad_name,
    empty_values,
    problems_of,
    unknown_names,
)
from sim.scenario.rules.volumes import in_open_hours
from sim.scenario.values import table_files
from sim.scenario.values.bounds import check_date
from sim.scenario.values.calendars import Calendar
from sim.scenario.values.part import Columns, Context, Hours, is_name

OF_THE_FILE = ("extends", "calendars", "baseline", "variants")
"""Keys of a file that are no part of a scenario."""


@dataclass(frozen=True)
class Built:
    """A scenario (``None`` if there are errors) and what came up on the way."""

    scenario: Scenario | None
    problems: list[Problem]
    root: Node
    assumptions: list[Assumption]
    unused_calendars: tuple[str, ...]
    noted: list[Problem]
    """What is odd about the tables that were read."""


class _Kept:
    """Problems in stages: a later stage adds none where an earlier one found something."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)

    def add(self, new: Iterable[Problem]) -> None:
        taken = {_place(one) for one in self.problems}
        self.problems.extend(one for one in new if _place(one) not in taken)


def _place(one: Problem) -> tuple[str, int, int]:
    return one.file, one.line, one.column


def build(
    root: Node, path: FilePath, known: Iterable[Problem] = (), columns: Columns | None = None
) -> Built:
    """Make the scenario of a tree. ``known``: problems of the YAML, whose places are left alone.

    ``columns``: what was read of tables for other variants; what is read now is added.
    """
    kept = _Kept(list(known))
    notes: list[Problem] = []
    bare, assumptions = unwrap(root, notes)
    kept.add(notes)
    kept.add(empty_values(bare.without("variants")))  # there, a null takes a key out
    context = _context(bare, path, {} if columns is None else columns)
    kept.add(_calendars(bare, context))
    body = bare.without(*OF_THE_FILE)
    scenario, errors = _validated(body, context)
    kept.add([*unknown_names(body), *errors])
    if scenario is not None and bare.get("scenario") is None:
        scenario = scenario.model_copy(update={"name": path.stem})
    section = bare.get("calendars")
    names = tuple(str(name) for name, _ in section.children()) if section else ()
    unused = tuple(name for name in names if name not in context.used)
    built = None if kept.problems or scenario is None else in_open_hours(scenario)
    noted = table_files.oddities(context.tables)
    return Built(built, kept.problems, bare, assumptions, unused, noted)


def _validated(body: Node, context: Context) -> tuple[Scenario | None, list[Problem]]:
    try:
        return Scenario.model_validate(plain(body), context=context), []
    except ValidationError as error:
        return None, problems_of(error, body, Scenario)


def _context(root: Node, path: FilePath, columns: Columns) -> Context:
    start, currency = root.at(("clock", "start")), root.at(("cost", "currency"))
    first = Scenario.model_fields["clock"].get_default().start
    if start is not None:
        with contextlib.suppress(ValueError):  # reported when the clock is validated
            found = date.fromisoformat(start.text)
            check_date(found, start.text)
            first = found
    used = currency.text if currency else "USD"
    types = root.get("issue_types")
    names = [str(name) for name, _ in types.children()] if types else DEFAULTS["issue_types"]
    return Context(
        path.parent,
        first,
        used,
        columns=columns,
        issue_types=tuple(names),
        forecasts=tuple(_forecasts(root)),
    )


def _forecasts(root: Node) -> Iterator[tuple[str, str]]:
    """Streams with the files of their forecasts."""
    demand = root.get("demand")
    for name, stream in demand.children() if demand is not None else ():
        file = stream.at(("forecast", "file")) or stream.get("forecast")
        if file is not None and isinstance(file.value, str):
            yield str(name), file.text


def _calendars(root: Node, context: Context) -> Iterator[Problem]:
    """Read the named calendars, each of which may name those above it."""
    section = root.get("calendars")
    adapter: TypeAdapter[Any] = TypeAdapter(Calendar)
    if section is not None and not isinstance(section.value, dict):
        message = "expected names with hours, as in `office: Mon-Fri 09:00-17:00`."
        yield problem(root, ("calendars",), message)
        return
    for key, part in section.children() if section else ():
        name = str(key)
        if not is_name(name):
            yield problem(root, ("calendars", name), bad_name(name), key=True)
        context.calendars[name] = None
        try:
            found = adapter.validate_python(plain(part), context=context)
            context.calendars[name] = Hours(found.spans, found.on_holidays)
        except ValidationError as error:
            yield from problems_of(error, root, Scenario, ("calendars", name))
    context.used.clear()
