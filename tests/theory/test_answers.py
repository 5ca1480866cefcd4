"""Answered a share of all, at random, and nothing returns: waits are Erlang C's of that share."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from sim.codes import DONE, IGNORED
from sim.engine import run
from sim.erlang import Traffic, waiting
from sim.plan import make_plan
from sim.scenario import load
from sim.time_units import DAY, WEEK

PAGE = Path(__file__).with_name("answers.yaml")
REPLICATIONS = 12
T_999 = 4.437
"""Student's t with 11 degrees of freedom for two-sided 99.9 %."""
AGENTS, WORK_S, SHARE = 6, 600.0, 0.6


def test_waits_are_those_of_erlang_c_with_the_share_that_is_answered() -> None:
    traffic = Traffic(SHARE * 8000 / WEEK, WORK_S)
    delayed = waiting(traffic, AGENTS)
    wait_s = delayed * WORK_S / (AGENTS - traffic.load)
    scenario = load(PAGE).resolve()
    found = []
    for replication in range(REPLICATIONS):
        record = run(make_plan(scenario, 7, replication))
        rows = record.contacts
        rows = rows[(rows["opened_at"] > DAY) & (rows["opened_at"] < record.stop_s - DAY)]
        ignored = rows["state"] == IGNORED
        answered = rows[~ignored]
        assert (answered["state"] == DONE).all()
        wait = answered["answered_at"] - answered["opened_at"]
        found.append([1.0 - ignored.mean(), (wait > 0.0).mean(), wait.mean()])
    expected = np.array([SHARE, delayed, wait_s])
    values = np.array(found)
    half = T_999 * values.std(axis=0, ddof=1) / math.sqrt(REPLICATIONS)
    assert (half < 0.25 * expected).all()
    assert (abs(values.mean(axis=0) - expected) < half).all()
