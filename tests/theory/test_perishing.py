"""Value that lasts an exponential time, one agent, nobody leaves: a formula for what is lost.

The time in an M/M/1 queue that is first come, first served, is exponential with the rate μ − λ;
value that goes at the rate θ, whatever the queue does, is kept with the chance
E[exp(−θ T)] = (μ − λ) / (μ − λ + θ).
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from sim.codes import GAVE_UP, MET
from sim.engine import run
from sim.plan import make_plan
from sim.record.details import details_of
from sim.scenario import load
from sim.time_units import DAY, WEEK

PAGE = Path(__file__).with_name("perishing.yaml")
REPLICATIONS = 24
T_999 = 3.768
"""Student's t with 23 degrees of freedom for two-sided 99.9 %."""
ARRIVALS, WORK_S, LASTS_S = 700 / WEEK, 600.0, 3600.0


def test_value_kept_is_that_of_the_formula() -> None:
    leaves = 1.0 / WORK_S - ARRIVALS
    kept = leaves / (leaves + 1.0 / LASTS_S)
    scenario = load(PAGE).resolve()
    found = []
    for replication in range(REPLICATIONS):
        record = run(make_plan(scenario, 7, replication))
        issues = record.issues
        chosen = (issues["opened_at"] > DAY) & (issues["opened_at"] < record.stop_s - 2 * DAY)
        issues = issues[chosen]
        gone = details_of(record, "perished", issues["id"])["perished_at"]
        assert np.isin(issues["state"], (MET, GAVE_UP)).all()
        assert ((issues["state"] == GAVE_UP) == np.isfinite(gone)).all()
        found.append(float((issues["state"] == MET).mean()))
    half = T_999 * np.std(found, ddof=1) / math.sqrt(REPLICATIONS)
    assert half < 0.05
    assert abs(np.mean(found) - kept) < half
