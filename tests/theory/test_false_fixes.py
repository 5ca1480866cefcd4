"""Fixes that do not hold, found out after an exponential time: an open network.

Contacts come at the rate of needs ÷ the chance that a fix holds, waits are those of Erlang C at
that rate, and by Little's law as many customers believe in a false fix as come to do so in the
mean time until it is found out (Jackson 1957).
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from sim.engine import run
from sim.erlang import Traffic, waiting
from sim.plan import make_plan
from sim.record.details import details_of
from sim.scenario import load
from sim.time_units import DAY, HOUR, WEEK

PAGE = Path(__file__).with_name("false_fixes.yaml")
REPLICATIONS = 12
T_999 = 4.437
"""Student's t with 11 degrees of freedom for two-sided 99.9 %."""
AGENTS, WORK_S, HOLDS, FOUND_OUT_S = 10, 600.0, 0.7, 6 * HOUR


def test_load_and_waits_are_those_of_an_open_network() -> None:
    rate = 5600 / WEEK / HOLDS
    traffic = Traffic(rate, WORK_S)
    delayed = waiting(traffic, AGENTS)
    wait_s = delayed * WORK_S / (AGENTS - traffic.load)
    scenario = load(PAGE).resolve()
    found = []
    for replication in range(REPLICATIONS):
        record = run(make_plan(scenario, 7, replication))
        first, last = 2 * DAY, record.stop_s - DAY
        rows = record.contacts
        details = details_of(record, "false_fixes", rows["id"])
        said, found_out = details["said_at"], np.fmin(details["found_out_at"], record.stop_s)
        found_out = np.where(np.isfinite(said), found_out, np.nan)
        believed_s = np.nansum(np.clip(found_out, first, last) - np.clip(said, first, last))
        rows = rows[(rows["opened_at"] > first) & (rows["opened_at"] < last)]
        wait = rows["answered_at"] - rows["opened_at"]
        length = last - first
        at_work = len(rows) / length
        found.append([at_work, (wait > 0.0).mean(), wait.mean(), believed_s / length])
    expected = np.array([rate, delayed, wait_s, rate * (1.0 - HOLDS) * FOUND_OUT_S])
    values = np.array(found)
    half = T_999 * values.std(axis=0, ddof=1) / math.sqrt(REPLICATIONS)
    assert (half < 0.25 * expected).all()
    assert (abs(values.mean(axis=0) - expected) < half).all()
