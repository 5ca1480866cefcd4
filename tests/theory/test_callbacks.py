"""Called back all who wait: nobody gives up, waits are Erlang C's, and lines hold talks alone."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from sim.codes import ABANDONED, DONE
from sim.engine import run
from sim.erlang import Traffic, waiting
from sim.plan import make_plan
from sim.record.details import details_of
from sim.scenario import load
from sim.time_units import DAY, WEEK

PAGE = Path(__file__).with_name("callbacks.yaml")
REPLICATIONS = 12
T_999 = 4.437
"""Student's t with 11 degrees of freedom for two-sided 99.9 %."""
AGENTS, WORK_S = 10, 600.0


def test_waits_are_those_of_erlang_c_and_lines_hold_talks_alone() -> None:
    """The load of 7.9 erlangs is what the lines hold: those who wait for a call hold none."""
    traffic = Traffic(8000 / WEEK, WORK_S)
    delayed = waiting(traffic, AGENTS)
    wait_s = delayed * WORK_S / (AGENTS - traffic.load)
    scenario = load(PAGE).resolve()
    found = []
    for replication in range(REPLICATIONS):
        record = run(make_plan(scenario, 7, replication))
        rows = record.contacts
        assert not (rows["state"] == ABANDONED).any()
        rows = rows[(rows["opened_at"] > DAY) & (rows["opened_at"] < record.stop_s - DAY)]
        assert (rows["state"] == DONE).all()
        wait = rows["answered_at"] - rows["opened_at"]
        callbacks = details_of(record, "callbacks", rows["id"])
        rang_off, called = callbacks["rang_off_at"], callbacks["called_back_at"]
        assert (np.isfinite(rang_off) == (wait > 0.0)).all()
        on_line = rows["ended_at"] - np.fmax(rows["opened_at"], called)
        waited = np.nanmean(called - rang_off)
        lines = on_line.sum() / (record.stop_s - 2 * DAY)
        found.append([(wait > 0.0).mean(), wait.mean(), waited, lines])
    expected = np.array([delayed, wait_s, wait_s / delayed, traffic.load])
    values = np.array(found)
    half = T_999 * values.std(axis=0, ddof=1) / math.sqrt(REPLICATIONS)
    assert (half < 0.25 * expected).all()
    assert (abs(values.mean(axis=0) - expected) < half).all()
