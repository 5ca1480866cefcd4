"""Self-service that picks at random in front of agents: these are M/M/c with fewer arrivals.

Any number are served by the machine at once, so that what leaves it is a Poisson process again
(M/G/∞), and what is passed on a random part of that.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from sim.codes import CONTAINED, DROPPED_OUT
from sim.engine import run
from sim.erlang import Traffic, waiting
from sim.kpi import measure
from sim.plan import make_plan
from sim.scenario import load
from sim.scenario.expected.flows import flows_of
from sim.time_units import DAY, WEEK

PAGE = Path(__file__).with_name("self_service.yaml")
REPLICATIONS = 12
T_999 = 4.437
"""Student's t with 11 degrees of freedom for two-sided 99.9 %."""
AGENTS, WORK_S, TAKES_S = 5, 300.0, 120.0
CALLS, CONTAINS, DROPS = 15000.0, 0.4, 0.1
PASSED = (1.0 - DROPS) * (1.0 - CONTAINS)


def erlang_c(per_week: float) -> tuple[float, float]:
    """Chance to wait, and the mean wait in seconds."""
    traffic = Traffic(per_week / WEEK, WORK_S)
    delayed = waiting(traffic, AGENTS)
    return delayed, delayed * WORK_S / (AGENTS - traffic.load)


def test_waits_are_those_of_erlang_c_with_those_passed_on() -> None:
    scenario = load(PAGE).resolve()
    found = []
    for replication in range(REPLICATIONS):
        record = run(make_plan(scenario, 7, replication))
        rows = record.contacts
        rows = rows[(rows["opened_at"] > DAY) & (rows["opened_at"] < record.stop_s - DAY)]
        passed = rows[~np.isin(rows["state"], (CONTAINED, DROPPED_OUT))]
        wait = passed["answered_at"] - passed["opened_at"]
        weeks = (record.stop_s - 2 * DAY) / WEEK
        values = measure(record, scenario)
        shares = [values[f"phone.{name}"].value for name in ("containment", "drop_out_share")]
        inside = values["phone.mean_self_service_s"].value
        found.append([len(passed) / weeks, (wait > 0.0).mean(), wait.mean(), *shares, inside])
    through = CALLS * PASSED
    claimed = (1.0 - DROPS) * CONTAINS
    expected = np.array([through, *erlang_c(through), claimed, DROPS, TAKES_S])
    table = np.array(found)
    half = T_999 * table.std(axis=0, ddof=1) / math.sqrt(REPLICATIONS)
    assert (half < 0.25 * expected).all()
    assert (abs(table.mean(axis=0) - expected) < half).all()


def test_what_is_expected_without_a_run_is_what_is_passed_on() -> None:
    flows = flows_of(load(PAGE).resolve())
    assert np.allclose(flows.reached.sum(axis=(1, 2)), [CALLS * PASSED])
