"""A comparison and a run that are computed once."""

from __future__ import annotations

import pytest

import sim
from sim.experiment.results import CompareResult, RunResult
from tests.experiment.tiny import FILE


@pytest.fixture(scope="session")
def compared() -> CompareResult:
    return sim.compare(FILE, ["more", "most", "quiet"], replications=6, engine="simpy", workers=1)


@pytest.fixture(scope="session")
def done() -> RunResult:
    return sim.run(FILE, "more", replications=6, engine="simpy", workers=1)
