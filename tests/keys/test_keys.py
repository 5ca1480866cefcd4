"""Each key of the language does something, or is told to do nothing."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sim.engine import run
from sim.kpi import measure
from sim.plan import make_plan
from sim.record import digest
from sim.scenario import Scenario, ScenarioFile, load
from sim.scenario.reading import shape
from tests.keys.cases import BASE, CASES, NO_EFFECT, NOT_OF_A_RUN, Case, Settings
from tests.keys.enumerated import keys

Outcome = tuple[str, dict[str, float]]


def path_of(change: str) -> str:
    return change.partition("=")[0]


def covered(change: str) -> set[str]:
    """The keys that a change sets, also those within a list of entries."""
    path, _, value = change.partition("=")
    steps: list[str] = []
    hint: Any = Scenario
    for step in path.split("."):
        named = shape.mapping_of(hint) is not None and shape.part_of(hint) is None
        if shape.list_of(hint) is not None and not step.isdigit():
            steps.append("*")
            hint = shape.list_of(hint)
        steps.append("*" if named or step.isdigit() else step)
        hint = shape.below(hint, int(step) if step.isdigit() else step)
    key = ".".join(steps)
    key = next((one for one in keys() if key.startswith(f"{one}.")), key)  # within weights
    inner = {one for one in keys(hint, key) if f"{one.rpartition('.')[2]}:" in value}
    return {key, *inner}


@cache
def base() -> ScenarioFile:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.yaml"
        path.write_text(BASE, encoding="utf-8")
        return load(path)


@cache
def outcome(settings: Settings) -> Outcome:
    """The record and the measures."""
    scenario = base().resolve("as_is", settings)
    record = run(make_plan(scenario, scenario.seed), "simpy")
    found = {name: repr(one.value) for name, one in measure(record, scenario).items()}
    return digest(record), found


def told(settings: Settings) -> set[str]:
    """The paths of keys of which it is told that nothing reads them."""
    return {one.path for one in base().resolved("as_is", settings).checked.unread}


def told_of(change: str, settings: Settings) -> bool:
    """Whether it is told that nothing reads what a change sets, or what holds it."""
    path = path_of(change)
    return any(
        path == one or path.startswith(f"{one}.") or one.startswith(f"{path}.")
        for one in told(settings)
    )


def test_every_key_has_a_case_or_a_reason() -> None:
    cased = set().union(*(covered(case.change) for case in CASES))
    known = cased | set(NO_EFFECT) | set(NOT_OF_A_RUN)
    assert [key for key in keys() if key not in known] == []
    assert not (set(NO_EFFECT) | set(NOT_OF_A_RUN)) - set(keys())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.change)
def test_the_key_does_something(case: Case) -> None:
    after = (*case.given, case.change)
    assert outcome(after) != outcome(case.given)
    assert not told_of(case.change, after)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.idle is not None], ids=lambda case: case.change
)
def test_where_it_does_nothing_it_is_told(case: Case) -> None:
    assert case.idle is not None
    change = case.idle_change or case.change
    after = (*case.idle, change)
    assert outcome(after) == outcome(case.idle)
    assert told_of(change, after)


@pytest.mark.parametrize("change", NO_EFFECT.values())
def test_keys_of_which_nothing_is_made_are_told(change: str) -> None:
    assert outcome((change,)) == outcome(())
    assert told_of(change, (change,))
