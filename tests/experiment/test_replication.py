"""One replication alone is the one that a run has."""

from __future__ import annotations

import sim
from sim.experiment.replication import one_replication
from sim.record import digest

SHORT = ("clock.length=1 week",)


def test_it_is_the_replication_of_a_run() -> None:
    file = sim.load("phone-queue")
    run = sim.run(file, set=SHORT, seed=7, replications=2, engine="simpy", keep_records=True)
    found = one_replication(file, None, SHORT, seed=7, replication=1, engine="simpy")
    assert digest(found.record) == digest(run.records[1]) != digest(run.records[0])
    assert found.scenario.clock.length_s == 7 * 86400.0
