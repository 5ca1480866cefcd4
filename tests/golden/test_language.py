"""The scenarios of the golden records use the whole language, and each key that they write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from sim.scenario import ScenarioFile
from sim.scenario.values.part import Part
from tests.golden.described import NAMES, scenario_file
from tests.keys.cases import NO_EFFECT, NOT_OF_A_RUN
from tests.keys.test_keys import keys

GIVEN_BY_THE_TEST = {"seed"}
FORMS = ("_by_hour.*.", ".head_count.*.by_", ".profile.*.")
"""Ways to write numbers by hour, of which a scenario knows nothing: tests/keys/test_forms.py."""


def changed(part: Part, path: str = "") -> Iterator[str]:
    """Keys of a part, and of those within, that are not at their defaults."""
    for name, field in type(part).model_fields.items():
        value, key = getattr(part, name), f"{path}{field.alias or name}"
        if field.is_required() or value != field.get_default(call_default_factory=True):
            yield key
        yield from changed_within(value, key)


def changed_within(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, Part):
        yield from changed(value, f"{key}.")
    elif isinstance(value, Mapping | tuple):
        for entry in value.values() if isinstance(value, Mapping) else value:
            if isinstance(entry, Part):
                yield from changed(entry, f"{key}.*.")


def rates_by_hour(file: ScenarioFile) -> Iterator[str]:
    """What is written of rates by hour; the scenario itself has rates and profiles only."""
    demand = file.resolved().built.root.get("demand")
    assert demand is not None
    for _, stream in demand.children():
        rates = stream.get("rate_by_hour")
        for _, entry in rates.children() if rates else ():
            yield from (f"demand.*.rate_by_hour.*.{key}" for key, _ in entry.children())


def used(name: str) -> set[str]:
    file = scenario_file(name)
    return {*changed(file.resolve()), *rates_by_hour(file)}


def test_every_key_that_changes_a_run_is_used() -> None:
    known = [key for key in keys() if not any(form in key for form in FORMS)]
    of_a_run = set(known) - set(NO_EFFECT) - set(NOT_OF_A_RUN) - GIVEN_BY_THE_TEST
    assert sorted(of_a_run - set().union(*map(used, NAMES))) == []


@pytest.mark.parametrize("name", NAMES)
def test_each_key_is_read(name: str) -> None:
    assert [one.path for one in scenario_file(name).resolved().checked.unread] == []
