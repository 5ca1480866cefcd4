"""Contacts that need an answer alone never come back: Erlang C; ranks by complaints so far: Cobham.

Five customers make a third or more of all complaints and are known for it before the warm-up ends;
of the many others nobody ever has complained so often.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.engine import run
from sim.kpi import measure
from sim.plan import make_plan
from sim.scenario import load
from sim.time_units import MINUTE, WEEK
from tests.theory.exact.erlang import erlang_c
from tests.theory.exact.single import cobham_general, moments
from tests.theory.replications import means

PAGE = Path(__file__).with_name("without_need.yaml")
REPLICATIONS = 12


def found(variant: str, *names: str) -> tuple[np.ndarray, np.ndarray]:
    """Mean over replications of some measures, and half its interval."""
    scenario = load(PAGE).resolve(variant)
    rows = []
    for replication in range(REPLICATIONS):
        values = measure(run(make_plan(scenario, 23, replication)), scenario)
        rows.append([values[name].value for name in names])
        assert values["types.moan.contacts_per_issue"].value == 1.0
        assert values["types.moan.resolution.met_share"].value == 1.0
        assert values["demand.without_need_share"].value == 1.0
    return means(rows)


def test_waits_by_credibility_are_those_of_cobham() -> None:
    service = moments("M", 6 * MINUTE)
    classes = [(750.0 / WEEK, service), (500.0 / WEEK, service)]
    expected = np.array(cobham_general(classes)["mean_wait_by_class"])
    names = ("phone.credible_wait_s", "phone.habitual_wait_s")
    mean, half = found("as_is", *names, "demand.habitual_share", "demand.habitual_need_share")
    assert (half[:2] < 0.25 * expected).all()
    assert (abs(mean[:2] - expected) < half[:2]).all()
    assert mean[2] == pytest.approx(0.4, abs=half[2])
    assert mean[3] == 0.0


def test_waits_are_those_of_erlang_c() -> None:
    expected = erlang_c(3, 4000.0 / WEEK, 6 * MINUTE)
    names = ("phone.mean_wait_s", "phone.delayed_share", "teams.agents.occupancy")
    mean, half = found("several", *names)
    known = np.array([expected[name] for name in ("mean_wait", "p_wait", "utilization")])
    assert (half < 0.25 * known).all()
    assert (abs(mean - known) < half).all()
