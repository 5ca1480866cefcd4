"""Keys within values do something, too; and no key is in no list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from sim.scenario.json_schema import json_schema
from sim.scenario.values.distribution_forms import FORMS as PARAMETERS
from sim.scenario.values.written import WRITTEN
from tests.keys.enumerated import keys, parts
from tests.keys.forms import FORMS, NOTES, SAID, Form
from tests.keys.test_keys import base, outcome

WITHIN = {form.definition for form in FORMS} | {definition for definition, _ in SAID}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.key}: {form.after}")
def test_the_key_does_something(form: Form) -> None:
    before, after = ((*form.given, f"{form.path}={value}") for value in (form.before, form.after))
    assert outcome(before) != outcome(after)


@pytest.mark.parametrize("key", NOTES)
def test_notes_change_what_is_told_and_no_run(key: str) -> None:
    stated = {
        "range": ("[1 min, 9 min]", "[2 min, 9 min]"),
        "grade": ("S", "M"),
    }.get(key, ("this", "that"))
    first, second = (f"issue_types.ask.work={{value: 4 min, {key}: {one}}}" for one in stated)
    assert outcome((first,)) == outcome((second,))
    told = [base().assumptions("as_is", (one,)) for one in (first, second)]
    assert told[0] != told[1]


def test_every_parameter_of_a_distribution_has_a_case() -> None:
    known = {
        (kind, name) for kind, forms in PARAMETERS.items() for names in forms for name in names
    }
    cased = {tuple(form.key.split(".")) for form in FORMS if form.definition == "Distribution"}
    assert known - cased == set()


# -- nothing escapes: what editors are told is another listing of the language -----------------


@cache
def schema() -> dict[str, Any]:
    return json_schema()


def reached(part: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of the schema, names and positions left out."""
    name = part.get("$ref", "").rpartition("/")[2]
    if name in WITHIN or name == "TableFile" or path == ("calendars",):
        return
    if name:
        part = schema()["$defs"][name]
    for key, below in part.get("properties", {}).items():
        yield (*path, key)
        yield from reached(below, (*path, key))
    for below in (*part.get("anyOf", ()), part.get("items"), part.get("additionalProperties")):
        if isinstance(below, dict):
            yield from reached(below, path)


def test_every_key_of_which_editors_are_told_is_enumerated() -> None:
    known = [tuple(step for step in key.split(".") if step != "*") for key in keys()]
    prefixes = {key[:length] for key in known for length in range(1, len(key) + 1)}
    assert set(reached(schema())) - prefixes == set()
    assert prefixes - set(reached(schema())) == set()


def test_every_key_within_values_is_listed() -> None:
    classes = {part.__name__ for part in parts()}
    of_the_schema = {"ByDays", "ByHours", "DurationsByHours", "HeadCounts", "NotedPart"}
    assert set(schema()["$defs"]) - classes - set(WRITTEN) == (WITHIN | of_the_schema) - set(
        WRITTEN
    )
    written = {
        (name, key)
        for name in WITHIN
        for form in (schema()["$defs"][name], *schema()["$defs"][name].get("anyOf", ()))
        for key in form.get("properties", {})
    }
    listed = {(form.definition, form.key.partition(".")[0]) for form in FORMS} | set(SAID)
    assert written - listed == set()
