"""Values that are set by path: as texts, or as a mapping."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.scenario import as_overrides
from tests.experiment.tiny import FILE

AGENTS = "teams.care.shifts.0.agents"
OPTIONS: dict[str, Any] = {"replications": 2, "engine": "simpy", "workers": 1}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7, "7"),
        (1e-05, "1e-05"),
        (True, "true"),
        (None, "null"),
        ("25 USD/h", "25 USD/h"),
        ("7", "7"),
        (["phone", "chat"], '["phone", "chat"]'),
        (("phone",), '["phone"]'),
        ({"phone": "95 %", "chat": 0.05}, '{"phone": "95 %", "chat": 0.05}'),
        (np.int64(7), "7"),
        (np.float64(0.5), "0.5"),
        (np.array([1, 2]), "[1, 2]"),
        ([date(2026, 1, 5), time(9)], '["2026-01-05", "09:00:00"]'),
        ("größer", "größer"),
    ],
)
def test_a_value_becomes_what_a_file_would_say(value: object, text: str) -> None:
    assert as_overrides({"a.b": value}) == (f"a.b={text}",)


def test_texts_stay_as_they_are_in_their_order() -> None:
    assert as_overrides(["a=1", "b=2", "a=3"]) == ("a=1", "b=2", "a=3")
    assert as_overrides("a=1") == ("a=1",)
    assert as_overrides({"b": 2, "a": 1}) == ("b=2", "a=1")
    assert as_overrides(()) == as_overrides({}) == ()


@pytest.mark.parametrize(("value", "kind"), [(FILE, "ScenarioFile"), ([{1}], "list")])
def test_what_no_scenario_can_hold_is_refused(value: object, kind: str) -> None:
    with pytest.raises(sim.ScenarioError) as caught:
        sim.run(FILE, set={AGENTS: value}, **OPTIONS)
    assert str(caught.value) == (
        f"--set:1:1: {AGENTS}: {kind} is nothing that a scenario can hold: expected a number, a "
        "text, a list or a mapping of these, or None."
    )


def test_a_wrong_path_names_the_nearest() -> None:
    with pytest.raises(sim.ScenarioError, match="did you mean `wage`"):
        sim.run(FILE, set={"teams.care.wagge": "25 USD/h"}, **OPTIONS)


CHANGES = {
    AGENTS: 2,
    "teams.care.wage": "25 USD/h",
    "teams.care.skills.channels": ["phone", "chat"],
}
TEXTS = [f"{AGENTS}=2", "teams.care.wage=25 USD/h", 'teams.care.skills.channels=["phone", "chat"]']


@pytest.mark.parametrize(
    "call",
    [
        lambda given: sim.run(FILE, set=given, **OPTIONS).to_json(),
        lambda given: sim.compare(FILE, ["more"], set=given, **OPTIONS).to_json(),
        lambda given: sim.warmup(FILE, set=given, weeks=4, **OPTIONS).found.by_week.mean.tolist(),
        lambda given: sim.story(FILE, pick="worst", set=given, engine="simpy"),
        lambda given: sim.size(FILE, set=given),
        lambda given: sim.explicit(FILE.resolve("more", given)),
        lambda given: FILE.assumptions(None, given),
        lambda given: FILE.warnings(None, given),
    ],
)
def test_every_function_takes_both(call: Callable[[object], object]) -> None:
    assert call(CHANGES) == call(TEXTS)


def test_what_is_set_is_what_runs() -> None:
    result = sim.run(FILE, set=CHANGES, **OPTIONS)
    assert result.resolved.teams["care"].shifts[0].agents == 2
    assert result.overrides == tuple(TEXTS)


def test_what_ifs_by_name() -> None:
    given = {"many": {AGENTS: 4, "teams.care.wage": "19 USD/h"}, "few": [f"{AGENTS}=1"]}
    texts = [f"many: {AGENTS}=4; teams.care.wage=19 USD/h", f"few: {AGENTS}=1"]
    by_name, by_text = (sim.compare(FILE, [], what, **OPTIONS) for what in (given, texts))
    assert list(by_name.runs) == ["as_is", "many", "few"]
    assert by_name.to_json() == by_text.to_json()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"More": {AGENTS: 4}}, "what-if 'More': the name 'More' may hold small letters"),
        ({"many": {}}, "what-if 'many' changes nothing"),
        ({"more": {AGENTS: 4}}, "what-if 'more': there is a variant 'more' already"),
    ],
)
def test_what_ifs_by_name_are_checked(given: dict[str, dict[str, int]], message: str) -> None:
    with pytest.raises(sim.RequestError, match=message):
        sim.compare(FILE, what_if=given, **OPTIONS)


def test_one_text_is_one_what_if() -> None:
    found = sim.compare(FILE, [], f"many: {AGENTS}=4", **OPTIONS)
    assert list(found.runs) == ["as_is", "many"]


def test_errors_are_to_be_had_from_the_package(tmp_path: Path) -> None:
    with pytest.raises(sim.ResultsError):
        sim.open_results(tmp_path)
    with pytest.raises(sim.RequestError):
        sim.run(FILE, replications=0)
    with pytest.raises(sim.ScenarioError):
        sim.load(tmp_path / "none.yaml")
    assert {"ResultsError", "RequestError", "ScenarioError"} <= set(dir(sim))
