"""Called back all who wait: lines hold talks alone."""

from __future__ import annotations

import numpy as np

from sim.codes import DONE
from sim.engine import run
from sim.plan import make_plan
from sim.record.details import details_of
from sim.scenario import load
from sim.time_units import DAY
from tests.theory.cases import CASES
from tests.theory.check import FILES
from tests.theory.replications import assert_means

CASE = CASES["CALLBACK_c5"]


def test_lines_hold_talks_alone() -> None:
    """As many as the load on average: those who wait for a call hold none."""
    scenario = load(FILES / f"{CASE.id}.yaml").resolve(None, ["clock.length=3 weeks"])
    found = []
    for replication in range(6):
        record = run(make_plan(scenario, 7, replication))
        rows = record.contacts
        rows = rows[(rows["opened_at"] > DAY) & (rows["opened_at"] < record.stop_s - DAY)]
        assert (rows["state"] == DONE).all()
        wait = rows["answered_at"] - rows["opened_at"]
        callbacks = details_of(record, "callbacks", rows["id"])
        rang_off, called = callbacks["rang_off_at"], callbacks["called_back_at"]
        assert (np.isfinite(rang_off) == (wait > 0.0)).all()
        on_line = rows["ended_at"] - np.fmax(rows["opened_at"], called)
        found.append([on_line.sum() / (record.stop_s - 2 * DAY)])
    load_ = CASE.params["arrival_rate"] * CASE.params["mean_service"]
    assert_means(found, [load_], sharp=0.1)
