"""Runs scenarios for the property tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from sim.engine import numba_available, run
from sim.plan import Plan, make_plan
from sim.record import Record, check, digest
from sim.record.columns import TABLES
from sim.scenario import Scenario

needs_numba = pytest.mark.skipif(not numba_available(), reason="numba is not installed")


def scenario_of(parts: Mapping[str, Any]) -> Scenario:
    """The scenario that a mapping in the language means."""
    return Scenario.model_validate(parts)


def simulated(parts: Mapping[str, Any], seed: int = 1) -> Record:
    """The record of a scenario, by the reference engine."""
    return run(make_plan(scenario_of(parts), seed), "simpy")


def assert_sound(scenario: Scenario, record: Record) -> None:
    """The record breaks no conservation law."""
    concurrency = [team.concurrency.contacts for team in scenario.teams.values()]
    assert check(record, concurrency) == []


def assert_equal_engines(plan: Plan) -> Record:
    """Both engines give the same record, to the last bit; returns it."""
    reference, compiled = run(plan, "simpy"), run(plan, "compiled")
    if digest(reference) != digest(compiled):
        for name in TABLES:
            np.testing.assert_array_equal(getattr(reference, name), getattr(compiled, name), name)
    assert digest(reference) == digest(compiled)
    return reference


def assert_equal_and_sound(parts: Mapping[str, Any]) -> Record:
    """Both engines give the same record of a scenario, and it is a sound one; returns it."""
    scenario = scenario_of(parts)
    record = assert_equal_engines(make_plan(scenario, scenario.seed))
    assert_sound(scenario, record)
    return record
