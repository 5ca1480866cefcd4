"""A share of A's contacts is sent to B and some follow: both are M/M/c, B with more arrivals.

Departures from A are a Poisson process, as telling takes as long as answering (Burke 1956); those
who follow are a random part of them, with a random delay.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from sim.codes import AFTER_REDIRECTED, REDIRECTED
from sim.engine import run
from sim.erlang import Traffic, waiting
from sim.plan import make_plan
from sim.scenario import load
from sim.scenario.expected.flows import flows_of
from sim.time_units import DAY, WEEK

PAGE = Path(__file__).with_name("redirect.yaml")
REPLICATIONS = 12
T_999 = 4.437
"""Student's t with 11 degrees of freedom for two-sided 99.9 %."""
AGENTS, WORK_S, SHARE, FOLLOWS = 5, 300.0, 0.6, 0.7
POSTS, CALLS = 8000.0, 4000.0


def erlang_c(per_week: float) -> tuple[float, float]:
    """Chance to wait, and the mean wait in seconds."""
    traffic = Traffic(per_week / WEEK, WORK_S)
    delayed = waiting(traffic, AGENTS)
    return delayed, delayed * WORK_S / (AGENTS - traffic.load)


def test_waits_are_those_of_erlang_c_with_those_who_follow() -> None:
    scenario = load(PAGE).resolve()
    found = []
    for replication in range(REPLICATIONS):
        record = run(make_plan(scenario, 7, replication))
        rows = record.contacts
        rows = rows[(rows["opened_at"] > DAY) & (rows["opened_at"] < record.stop_s - DAY)]
        wait = rows["answered_at"] - rows["opened_at"]
        on_a, on_b = rows["queue"] == 0, rows["queue"] == 1
        weeks = (record.stop_s - 2 * DAY) / WEEK
        sent = rows["state"][on_a] == REDIRECTED
        followed = np.count_nonzero(rows["reason"] == AFTER_REDIRECTED) / weeks
        means = [((wait[on] > 0.0).mean(), wait[on].mean()) for on in (on_a, on_b)]
        found.append([sent.mean(), followed, *means[0], *means[1]])
    there = POSTS * SHARE * FOLLOWS
    expected = np.array([SHARE, there, *erlang_c(POSTS), *erlang_c(CALLS + there)])
    values = np.array(found)
    half = T_999 * values.std(axis=0, ddof=1) / math.sqrt(REPLICATIONS)
    assert (half < 0.25 * expected).all()
    assert (abs(values.mean(axis=0) - expected) < half).all()


def test_what_is_expected_without_a_run_knows_who_goes_where() -> None:
    flows = flows_of(load(PAGE).resolve())
    there = POSTS * SHARE * FOLLOWS
    assert np.allclose(flows.reached.sum(axis=(1, 2)), [POSTS * (1.0 - SHARE), CALLS + there])
    assert np.allclose(flows.told.sum(axis=(1, 2)), [POSTS * SHARE, 0.0])
