"""Exponential times, agents always free: the chance that an error is fixed before it is seen.

The firm sees it at the rate a, the customer at the rate b; the fix takes w. The firm is first with
the chance a / (a + b), and done before the customer sees it with that times exp(-b w).
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from sim.engine import run
from sim.kpi import measure
from sim.plan import make_plan
from sim.scenario import load
from sim.scenario.expected.noticed import noticed_first, sooner
from sim.scenario.values.distributions import Distribution, constant
from sim.time_units import HOUR

PAGE = Path(__file__).with_name("noticed.yaml")
REPLICATIONS = 8
T_999 = 5.408
"""Student's t with 7 degrees of freedom for two-sided 99.9 %."""
FIRM, CUSTOMER, WORK_H, CHANCE = 1 / 2, 1 / 3, 0.25, 0.6


def test_the_share_that_nobody_asks_about() -> None:
    first = CHANCE * FIRM / (FIRM + CUSTOMER)
    done = first * math.exp(-CUSTOMER * WORK_H)
    scenario = load(PAGE).resolve()
    found = []
    for replication in range(REPLICATIONS):
        values = measure(run(make_plan(scenario, 7, replication)), scenario)
        names = ("met_unasked_share", "met_share")
        share, met = (values[f"resolution.{name}"].value for name in names)
        found.append([share, 1.0 - values["demand.contacts_per_issue"].value])
        assert met == 1.0
    half = T_999 * np.std(found, axis=0, ddof=1) / math.sqrt(REPLICATIONS)
    assert (half < 0.1 * done).all()
    assert (abs(np.mean(found, axis=0) - done) < half).all()
    assert noticed_first(scenario.issue_types["error"]) == pytest.approx(first, rel=0.01)


def test_which_of_two_times_is_shorter() -> None:
    often = Distribution(kind="exponential", a=HOUR)
    assert sooner(often, constant(HOUR)) == pytest.approx(1.0 - math.exp(-1.0))
    assert sooner(often, Distribution(kind="exponential", a=HOUR)) == pytest.approx(0.5, rel=0.01)
