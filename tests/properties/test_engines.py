"""Both engines give equal, sound records whatever the scenario."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings

from sim.plan import make_plan
from tests.properties.running import assert_equal_engines, assert_sound, needs_numba, scenario_of
from tests.properties.strategies import scenarios

SLOW_DATA = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@needs_numba
@given(scenarios(whole_minutes=True))
@SLOW_DATA
def test_equal_and_sound_with_whole_minutes(parts: dict[str, Any]) -> None:
    scenario = scenario_of(parts)
    assert_sound(scenario, assert_equal_engines(make_plan(scenario, seed=1)))


@needs_numba
@given(scenarios(whole_minutes=False))
@SLOW_DATA
def test_equal_and_sound_with_continuous_times(parts: dict[str, Any]) -> None:
    scenario = scenario_of(parts)
    assert_sound(scenario, assert_equal_engines(make_plan(scenario, seed=1)))
