"""What is expected without a run, where a case has an exact value of it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.scenario import Scenario, load
from sim.scenario.expected.flows import flows_of
from sim.scenario.expected.noticed import noticed_first, sooner
from sim.scenario.values.distributions import Distribution, constant
from sim.time_units import HOUR, MINUTE, WEEK
from tests.theory.cases import CASES
from tests.theory.check import FILES

A_MINUTE = MINUTE / WEEK
"""Flows are by week."""


def scenario_of(name: str) -> Scenario:
    return load(FILES / f"{name}.yaml").resolve()


@pytest.mark.parametrize("name", ["REDIRECT_60", "REDIRECT_20"])
def test_who_is_sent_elsewhere_is_told_here_and_reaches_there(name: str) -> None:
    case = CASES[name]
    posts, share = case.params["arrival_rates"][0], case.params["share"]
    flows = flows_of(scenario_of(name))
    reached, told = flows.reached.sum(axis=(1, 2)), flows.told.sum(axis=(1, 2))
    assert np.allclose(reached * A_MINUTE, [posts * (1.0 - share), case.results["second_rate"]])
    assert np.allclose(told * A_MINUTE, [posts * share, 0.0])


@pytest.mark.parametrize("name", ["SELF_SERVICE_40", "SELF_SERVICE_70"])
def test_agents_get_what_self_service_passes_on(name: str) -> None:
    reached = flows_of(scenario_of(name)).reached.sum(axis=(1, 2))
    assert np.allclose(reached * A_MINUTE, [CASES[name].results["passed_rate"]])


@pytest.mark.parametrize("name", ["NOTICED_60", "NOTICED_30"])
def test_how_often_the_firm_sees_an_error_first(name: str) -> None:
    chance, firm_after, customer_after, _ = CASES[name].params.values()
    first = chance * customer_after / (firm_after + customer_after)
    assert noticed_first(scenario_of(name).issue_types["error"]) == pytest.approx(first, rel=0.01)


def test_which_of_two_times_is_shorter() -> None:
    often = Distribution(kind="exponential", a=HOUR)
    assert sooner(often, constant(HOUR)) == pytest.approx(1.0 - math.exp(-1.0))
    assert sooner(often, Distribution(kind="exponential", a=HOUR)) == pytest.approx(0.5, rel=0.01)
