"""Calls that all take work of one exponential distribution, whyever made: Erlang C at their rate.

Whatever the delay between the calls about a need (Baskett, Chandy, Muntz & Palacios 1975).
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from sim.engine import run
from sim.erlang import Traffic, waiting
from sim.plan import make_plan
from sim.scenario import load
from sim.time_units import DAY

REPLICATIONS = 12
T_999 = 4.437
"""Student's t with 11 degrees of freedom for two-sided 99.9 %."""


def assert_waits_of_erlang_c(page: Path, rate: float, agents: int, work_s: float) -> None:
    """The scenario of ``page`` has calls at ``rate`` per second, and Erlang C's waits for them."""
    traffic = Traffic(rate, work_s)
    delayed = waiting(traffic, agents)
    wait_s = delayed * work_s / (agents - traffic.load)
    scenario = load(page).resolve()
    found = []
    for replication in range(REPLICATIONS):
        record = run(make_plan(scenario, 7, replication))
        first, last = 3 * DAY, record.stop_s - DAY
        rows = record.contacts
        rows = rows[(rows["opened_at"] > first) & (rows["opened_at"] < last)]
        wait = rows["answered_at"] - rows["opened_at"]
        found.append([len(rows) / (last - first), (wait > 0.0).mean(), wait.mean()])
    expected = np.array([rate, delayed, wait_s])
    values = np.array(found)
    half = T_999 * values.std(axis=0, ddof=1) / math.sqrt(REPLICATIONS)
    assert (half < 0.25 * expected).all()
    assert (abs(values.mean(axis=0) - expected) < half).all()
