"""The explicit form says everything, and reads back to an equal scenario."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter, ValidationError

from sim.scenario import Scenario, load
from sim.scenario.explicit import explicit, from_dict, to_dict
from sim.scenario.model import Calendar
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.part import Context
from tests.scenario import strategies

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


def again(scenario: Scenario, tmp_path: Path) -> Scenario:
    path = tmp_path / "explicit.yaml"
    path.write_text(explicit(scenario), encoding="utf-8")
    return load(path).resolve()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenarios_survive(path: Path, tmp_path: Path) -> None:
    file = load(path)
    for variant in ("as_is", *file.variants):
        scenario = file.resolve(variant)
        assert again(scenario, tmp_path) == scenario
        assert from_dict(json.loads(json.dumps(to_dict(scenario)))) == scenario


@settings(max_examples=60)
@given(scenario=strategies.scenarios())
def test_any_scenario_survives(
    scenario: Scenario, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert again(scenario, tmp_path_factory.mktemp("explicit")) == scenario
    assert from_dict(json.loads(json.dumps(to_dict(scenario)))) == scenario


@given(dist=strategies.distributions)
def test_any_distribution_survives(dist: Distribution) -> None:
    text: Any = dist.model_dump(mode="json")
    context = Context(Path(), strategies.date(2026, 1, 5))
    assert TypeAdapter(Distribution).validate_python(text, context=context) == dist


@given(calendar=strategies.calendars())
def test_any_calendar_survives(calendar: Calendar) -> None:
    assert Calendar.model_validate(str(calendar)) == calendar


def test_everything_is_spelled_out(phone: Scenario) -> None:
    text = explicit(phone)
    assert "when_closed: turn_away" in text
    assert "patience: exponential(mean 4 min)" in text
    assert "fix: lognormal(median 212.13203435596424 s, sigma 0.8325546111576977)" in text
    assert "# mean 5 min" in text
    assert "calendars" not in text
    assert "extends" not in text


def test_amounts_are_in_the_currency_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "euro.yaml"
    path.write_text(
        "demand: {a: {rate: 1 per hour}}\nchannels: {phone: {}}\ncost: {currency: EUR}\n"
        "teams: {care: {head_count: 1, skills: {channels: phone}, wage: 24 €/h}}\n"
    )
    assert to_dict(load(path).resolve())["teams"]["care"]["wage"] == "24 EUR/h"


def test_from_dict_refuses_what_is_no_scenario() -> None:
    with pytest.raises(ValidationError):
        from_dict({"clock": {"start": "2026-01-05"}, "cost": {"currency": "USD"}})
