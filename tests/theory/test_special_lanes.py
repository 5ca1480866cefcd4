"""Lanes by value and by expected work before one agent: Cobham's waits of two classes."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from sim.engine import run
from sim.plan import make_plan
from sim.scenario import load
from sim.time_units import DAY, MINUTE, WEEK
from tests.theory.exact.single import Moments, cobham_general, moments

PAGE = Path(__file__).with_name("special_lanes.yaml")
REPLICATIONS = 12
T_999 = 4.437
"""Student's t with 11 degrees of freedom for two-sided 99.9 %."""
LONG, SHORT = moments("M", 6 * MINUTE), moments("M", 1.5 * MINUTE)


@pytest.mark.parametrize(
    ("variant", "column", "first", "classes"),
    [
        ("as_is", "segment", 1, ((312.5, LONG), (937.5, LONG))),
        ("shortest", "type", 1, ((1000.0, SHORT), (1000.0, LONG))),
    ],
)
def test_waits_of_two_classes_are_those_of_cobham(
    variant: str, column: str, first: int, classes: tuple[tuple[float, Moments], ...]
) -> None:
    """``first``: the class that is served first, in that column of the issues."""
    rates = [(per_week / WEEK, service) for per_week, service in classes]
    expected = np.array(cobham_general(rates)["mean_wait_by_class"])
    scenario = load(PAGE).resolve(variant)
    found = []
    for replication in range(REPLICATIONS):
        record = run(make_plan(scenario, 11, replication))
        rows = record.contacts
        rows = rows[(rows["opened_at"] > DAY) & (rows["opened_at"] < record.end_s)]
        wait = np.fmin(rows["answered_at"], record.stop_s) - rows["opened_at"]
        of = record.issues[column][rows["issue"]]
        found.append([wait[of == first].mean(), wait[of != first].mean()])
    values = np.array(found)
    half = T_999 * values.std(axis=0, ddof=1) / math.sqrt(REPLICATIONS)
    assert (half < 0.25 * expected).all()
    assert (abs(values.mean(axis=0) - expected) < half).all()
