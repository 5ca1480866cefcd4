"""Peers who always help after an exponential time take contacts from the line as patience does.

So the share that they help is the share that gives up in Erlang A (Palm 1957), with their mean
time as patience; the share that waits is the same too.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from sim.codes import ANSWERED_BY_PEERS
from sim.engine import run
from sim.erlang import Traffic, abandonment, waiting
from sim.plan import make_plan
from sim.scenario import load
from sim.time_units import DAY, WEEK

PAGE = Path(__file__).with_name("peers.yaml")
REPLICATIONS = 12
T_999 = 4.437
"""Student's t with 11 degrees of freedom for two-sided 99.9 %."""
AGENTS, WORK_S, AFTER_S = 3, 300.0, 900.0


def test_peers_take_the_share_that_erlang_a_says() -> None:
    traffic = Traffic(7000 / WEEK, WORK_S, patience_s=AFTER_S)
    expected = np.array([waiting(traffic, AGENTS), abandonment(traffic, AGENTS)])
    scenario = load(PAGE).resolve()
    found = []
    for replication in range(REPLICATIONS):
        record = run(make_plan(scenario, 7, replication))
        rows = record.contacts
        rows = rows[(rows["opened_at"] > DAY) & (rows["opened_at"] < record.stop_s - DAY)]
        helped = rows["state"] == ANSWERED_BY_PEERS
        waited = np.fmin(rows["answered_at"], rows["ended_at"]) > rows["opened_at"]
        found.append([waited.mean(), helped.mean()])
    values = np.array(found)
    half = T_999 * values.std(axis=0, ddof=1) / math.sqrt(REPLICATIONS)
    assert (half < 0.1 * expected).all()
    assert (abs(values.mean(axis=0) - expected) < half).all()
