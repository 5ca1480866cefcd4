"""One agent, exponential work of mean w, and with the chance p an exponential offer of mean m.

The service time S has E S = w + p m and E S² = 2 w² + 2 p w m + 2 p m². By Pollaczek and
Khinchine the mean wait is λ E S² / (2 (1 − λ E S)).
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from sim.engine import run
from sim.kpi import measure
from sim.plan import make_plan
from sim.scenario import load
from sim.time_units import WEEK

PAGE = Path(__file__).with_name("offers.yaml")
REPLICATIONS = 12
T_999 = 4.437
"""Student's t with 11 degrees of freedom for two-sided 99.9 %."""
ARRIVALS, WORK_S, OFFER_S, SHARE, ACCEPTED = 2016 / WEEK, 120.0, 60.0, 0.5, 0.1


def test_waits_are_those_of_pollaczek_and_khinchine() -> None:
    mean = WORK_S + SHARE * OFFER_S
    square = 2.0 * WORK_S**2 + 2.0 * SHARE * WORK_S * OFFER_S + 2.0 * SHARE * OFFER_S**2
    load_ = ARRIVALS * mean
    wait = ARRIVALS * square / (2.0 * (1.0 - load_))
    expected = np.array([wait, mean, load_, SHARE, ACCEPTED])
    scenario = load(PAGE).resolve()
    names = ("phone.mean_wait_s", "phone.mean_handle_s", "teams.care.occupancy",
             "teams.care.offered_share", "teams.care.offers_accepted_share")  # fmt: skip
    found = []
    for replication in range(REPLICATIONS):
        values = measure(run(make_plan(scenario, 3, replication)), scenario)
        found.append([values[name].value for name in names])
    half = T_999 * np.std(found, axis=0, ddof=1) / math.sqrt(REPLICATIONS)
    assert (half < 0.1 * expected).all()
    assert (abs(np.mean(found, axis=0) - expected) < half).all()
