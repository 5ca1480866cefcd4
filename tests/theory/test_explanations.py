"""All is done in time without a word; who knows how it goes on does not ask: an open network.

Each need makes a call, and a second one with the chance that nothing was explained. As
both take work of the same exponential distribution, waits are those of Erlang C at the rate of
all calls, whatever the delay between them (Baskett, Chandy, Muntz & Palacios 1975).
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from sim.engine import run
from sim.erlang import Traffic, waiting
from sim.plan import make_plan
from sim.scenario import load
from sim.time_units import DAY, WEEK

PAGE = Path(__file__).with_name("explanations.yaml")
REPLICATIONS = 12
T_999 = 4.437
"""Student's t with 11 degrees of freedom for two-sided 99.9 %."""
AGENTS, WORK_S, EXPLAINS = 10, 600.0, 0.4


def test_calls_and_waits_are_those_of_an_open_network() -> None:
    rate = 5000 / WEEK * (2.0 - EXPLAINS)
    traffic = Traffic(rate, WORK_S)
    delayed = waiting(traffic, AGENTS)
    wait_s = delayed * WORK_S / (AGENTS - traffic.load)
    scenario = load(PAGE).resolve()
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
