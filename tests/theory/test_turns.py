"""Back and forth between agents and customers is an open network: Erlang C for all turns.

With the chance q of a question and a of an answer an issue makes 1 / (1 - q a) contacts, of
exponential work alike; answers come from a station with any number of places. So contacts find what
those of an M/M/c queue with that rate find (Jackson 1957), and of the cases
q (1 - a) / (1 - q a) are closed without an answer.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from sim.codes import DONE, GAVE_UP
from sim.engine import run
from sim.erlang import Traffic, waiting
from sim.plan import make_plan
from sim.scenario import load
from sim.time_units import DAY, WEEK

PAGE = Path(__file__).with_name("turns.yaml")
REPLICATIONS = 12
T_999 = 4.437
"""Student's t with 11 degrees of freedom for two-sided 99.9 %."""
AGENTS, WORK_S, Q, A = 6, 600.0, 0.4, 0.9


def test_turns_are_those_of_an_open_network() -> None:
    turns = 1.0 / (1.0 - Q * A)
    traffic = Traffic(turns * 3000 / WEEK, WORK_S)
    delayed = waiting(traffic, AGENTS)
    wait_s = delayed * WORK_S / (AGENTS - traffic.load)
    scenario = load(PAGE).resolve()
    found = []
    for replication in range(REPLICATIONS):
        record = run(make_plan(scenario, 7, replication))
        rows, issues = record.contacts, record.issues
        late = record.stop_s - 4 * DAY
        rows = rows[(rows["opened_at"] > DAY) & (rows["opened_at"] < late)]
        assert (rows["state"] == DONE).all()
        wait = rows["answered_at"] - rows["opened_at"]
        issues = issues[(issues["opened_at"] > DAY) & (issues["opened_at"] < late)]
        assert np.isfinite(issues["closed_at"]).all()
        closed = issues["state"] == GAVE_UP
        found.append([issues["contacts"].mean(), closed.mean(), (wait > 0.0).mean(), wait.mean()])
    expected = np.array([turns, Q * (1.0 - A) * turns, delayed, wait_s])
    values = np.array(found)
    half = T_999 * values.std(axis=0, ddof=1) / math.sqrt(REPLICATIONS)
    assert (half < 0.25 * expected).all()
    assert (abs(values.mean(axis=0) - expected) < half).all()
