"""Each key of a sweep file changes its points or what is found, or says why not."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pytest

import sim
from sim.scenario.sweep import DESIGNS, KEYS
from sim.scenario.sweep_factors import OF_A_FACTOR
from tests.keys.cases import BASE

Keys = dict[str, Any]
WAGE, AGENTS = "teams.care.wage", "teams.care.shifts.0.agents"
SHORT = {"clock.length": "8 h", "clock.run_out": "0 s"}
SWEEP: Keys = {
    "scenario": "base.yaml",
    "set": SHORT,
    "factors": {AGENTS: [1, 2]},
    "replications": 2,
    "measures": ["cost.*", "satisfaction.csat", "phone.mean_wait_s"],
}
FIVE = {
    AGENTS: [1, 2],
    WAGE: ["20 USD/h", "24 USD/h"],
    "channels.phone.lines": [2, 9],
    "tasks.desk.lost": ["0 %", "30 %"],
    "promise": ["none", "honest"],
}
ONCE: Keys = {"replications": 1, "measures": ["cost.total", "satisfaction.csat"]}


class Case(NamedTuple):
    """Keys laid over those of ``SWEEP``, and the same with a change of one."""

    key: str
    before: Keys
    after: Keys


def _range(**keys: Any) -> Keys:
    return {"factors": {WAGE: {"from": "20 USD/h", "to": "24 USD/h", **keys}}}


def _values(levels: list[int], **keys: Any) -> Keys:
    return {"factors": {AGENTS: {"values": levels, **keys}}}


def _spread(**keys: Any) -> Keys:
    return {**_range(), "design": {"kind": "sobol", "points": 4, **keys}}


def _fractional(**keys: Any) -> Keys:
    return {**ONCE, "factors": FIVE, "design": {"kind": "fractional", **keys}}


CASES = [
    Case("scenario", {}, {"scenario": "other.yaml"}),
    Case("variant", {}, {"variant": "dear"}),
    Case("set", {}, {"set": {**SHORT, "clock.length": "7 h"}}),
    Case("factors", {}, {"factors": {AGENTS: [1, 3]}}),
    Case("values", _values([1, 2]), _values([1, 3])),
    Case("from", _range(steps=2), _range(steps=2, **{"from": "21 USD/h"})),
    Case("to", _range(steps=2), _range(steps=2, to="25 USD/h")),
    Case("steps", _range(steps=2), _range(steps=3)),
    Case("step", _range(step="4 USD/h"), _range(step="1 USD/h")),
    Case("design", _spread(), {**_range(), "design": {"kind": "latin_hypercube", "points": 4}}),
    Case("points", _spread(), _spread(points=8)),
    Case("design seed", _spread(), _spread(seed=2)),
    Case("resolution", _fractional(resolution=3), _fractional(resolution=5)),
    Case("replications", {}, {"replications": 3}),
    Case("seed", {}, {"seed": 9}),
    Case("measures", {}, {"measures": ["cost.*", "satisfaction.csat"]}),
    Case("front", {}, {"front": ["phone.mean_wait_s", "cost.total"]}),
]
NOT_OF_A_RUN = {
    "sweep": ({"sweep": "Another."}, "its name, and that of its folder"),
    "about": ({"about": "Another."}, "a sentence"),
    "label": (_values([1, 2], label="Another."), "what it is called"),
}
"""Keys of names and sentences: with another value, and why nothing depends on it."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What is found of a sweep with these keys: its points, estimates and front, as saved."""
    folder = tmp_path_factory.mktemp("sweeps")
    dear = "variants: {dear: {teams.care.wage: 30 USD/h}}\n"
    (folder / "base.yaml").write_text(BASE + dear, encoding="utf-8")
    (folder / "other.yaml").write_text(BASE.replace("14 per", "9 per"), encoding="utf-8")
    done: dict[str, list[bytes]] = {}

    def sweep(keys: Keys) -> list[bytes]:
        text = json.dumps({**SWEEP, **keys})
        if text not in done:
            path = folder / "sweep.yaml"
            path.write_text(text, encoding="utf-8")
            saved = sim.sweep(path, engine="simpy", executor="serial", out=folder / str(len(done)))
            names = ("points.csv", "estimates.csv", "front.csv")
            done[text] = [(saved.path / name).read_bytes() for name in names]
        return done[text]

    return sweep


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_the_key_does_something(case: Case, found: Any) -> None:
    assert found(case.before) != found(case.after)


@pytest.mark.parametrize("key", NOT_OF_A_RUN)
def test_names_and_sentences_change_nothing(key: str, found: Any) -> None:
    assert found({}) == found(NOT_OF_A_RUN[key][0])


def test_every_key_has_a_case_or_a_reason() -> None:
    numbers = {f"design {key}" if key in KEYS else key for of in DESIGNS.values() for key in of}
    assert {case.key for case in CASES} | set(NOT_OF_A_RUN) == {*KEYS, *OF_A_FACTOR, *numbers}
