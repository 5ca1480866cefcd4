"""The share that goes public after n failures: w Lⁿ / (w Lⁿ + 1 - w), for each n."""

from __future__ import annotations

import math

import pytest

from sim.engine import run
from sim.plan import make_plan
from sim.scenario import load
from sim.scenario.rules.doors import ways_of
from tests.theory.cases import CASES
from tests.theory.check import FILES
from tests.theory.exact.customers import louder_after

FORUM = 1


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("LOUDER_")])
def test_the_share_that_goes_public_is_that_of_each_failure(name: str) -> None:
    weight, factor, returns = CASES[name].params.values()
    scenario = load(FILES / f"{name}.yaml").resolve()
    assert ways_of(scenario, "phone", scenario.returns["unresolved"])["forum"] == pytest.approx(
        louder_after(1, weight, factor)
    )  # what is expected without a run is that of a first failure
    rows = run(make_plan(scenario, 7)).contacts
    assert rows["number"].max() == returns
    for failures in range(1, returns + 1):
        made = rows["queue"][rows["number"] == failures]
        expected = louder_after(failures, weight, factor)
        off = 3.5 * math.sqrt(expected * (1.0 - expected) / len(made))
        assert abs((made == FORUM).mean() - expected) < off < 0.03
