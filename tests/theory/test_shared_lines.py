"""Two streams on the same lines: Erlang B of their sum, and M/M/c/K before one team."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from sim.codes import BLOCKED
from sim.engine import run
from sim.erlang import Traffic, blocking
from sim.plan import make_plan
from sim.scenario import load
from sim.time_units import HOUR, WEEK

PAGE = Path(__file__).with_name("shared_lines.yaml")
REPLICATIONS = 12
T_999 = 4.437
"""Student's t with 11 degrees of freedom for two-sided 99.9 %."""


def blocked(settings: tuple[str, ...]) -> npt.NDArray[np.float64]:
    """Shares blocked by replication (row) of phone and sales, after an hour to fill."""
    scenario = load(PAGE).resolve("as_is", settings)
    shares = []
    for replication in range(REPLICATIONS):
        contacts = run(make_plan(scenario, 7, replication)).contacts
        contacts = contacts[contacts["opened_at"] > HOUR]
        lost = contacts["state"] == BLOCKED
        shares.append([lost[contacts["queue"] == queue].mean() for queue in (0, 1)])
    return np.array(shares)


@pytest.mark.parametrize(("agents", "lines"), [(12, 12), (8, 12)])
def test_both_are_blocked_as_often_as_the_sum_of_them_would_be(agents: int, lines: int) -> None:
    """Poisson arrivals see time averages, those of either stream the same."""
    settings = (f"shared_lines.main={lines}", f"teams.care.head_count={agents}")
    rate = (700.0 + 300.0) * 10 / WEEK
    expected = blocking(Traffic(rate, 600.0, lines=lines), agents)
    shares = blocked(settings)
    half = T_999 * shares.std(axis=0, ddof=1) / math.sqrt(REPLICATIONS)
    assert (half < 0.15 * expected).all()
    assert (abs(shares.mean(axis=0) - expected) < half).all()
