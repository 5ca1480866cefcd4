"""Answers that one agent writes and one lawyer approves: an open tandem of two M/M/1 queues.

What leaves the first is a Poisson process (Burke 1956), so the mean time until the reply is the
sum of 1 / (μ − λ) of both (Jackson 1957).
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from sim.codes import DONE
from sim.engine import run
from sim.plan import make_plan
from sim.record.details import details_of
from sim.scenario import load
from sim.time_units import DAY, WEEK

PAGE = Path(__file__).with_name("approval.yaml")
REPLICATIONS = 24
T_999 = 3.768
"""Student's t with 23 degrees of freedom for two-sided 99.9 %."""
ARRIVALS, WORK_S, APPROVAL_S = 1200 / WEEK, 300.0, 240.0


def test_the_reply_takes_the_sum_of_both_queues() -> None:
    stations = [1.0 / (1.0 / work_s - ARRIVALS) for work_s in (WORK_S, APPROVAL_S)]
    expected = np.array([stations[0], stations[1], sum(stations)])
    scenario = load(PAGE).resolve()
    found = []
    for replication in range(REPLICATIONS):
        record = run(make_plan(scenario, 7, replication))
        rows = record.contacts
        rows = rows[(rows["opened_at"] > DAY) & (rows["opened_at"] < record.stop_s - DAY)]
        assert (rows["state"] == DONE).all()
        asked = details_of(record, "approvals", rows["id"])["asked_at"]
        opened, sent = rows["opened_at"], rows["ended_at"]
        times = [asked - opened, sent - asked, sent - opened]
        found.append([float(one.mean()) for one in times])
    values = np.array(found)
    half = T_999 * values.std(axis=0, ddof=1) / math.sqrt(REPLICATIONS)
    assert (half < 0.1 * expected).all()
    assert (abs(values.mean(axis=0) - expected) < half).all()
