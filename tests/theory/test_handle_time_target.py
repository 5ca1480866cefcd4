"""The load of a met need where talk is cut: exact, with work drawn anew and with work that is kept.

Work is exponential of mean 1, the target a, the overhead A; needs come back at once, surely.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from sim.codes import MET
from sim.engine import run
from sim.plan import make_plan
from sim.scenario import load

PAGE = Path(__file__).with_name("handle_time_target.yaml")
REPLICATIONS = 8
T_999 = 5.408
"""Student's t with 7 degrees of freedom for two-sided 99.9 %."""
WORK_S = 100.0
EULER = 0.57721566490153286


def e1(x: float) -> float:
    """The exponential integral E1 by its series, for x up to a few."""
    total, term = -EULER - math.log(x), 1.0
    for k in range(1, 60):
        term *= -x / k
        total -= term / k
    return total


def drawn_anew(a: float, overhead: float) -> float:
    """A fix holds with the chance E[min(1, a / W)], each time anew."""
    holds = 1.0 - math.exp(-a) + a * e1(a)
    return (overhead + 1.0 - math.exp(-a)) / holds


def kept(a: float, overhead: float) -> float:
    """A need of the work w takes w / a contacts of a each, or one: its work in all, once."""
    contacts = 1.0 - math.exp(-a) + (a + 1.0) * math.exp(-a) / a
    return 1.0 + overhead * contacts


def test_the_best_target_by_the_formula() -> None:
    """Near 0.1, and near 0.33, from which to 0.5 the load hardly rises.

    With no overhead no talk at all is best, if work is drawn anew.
    """
    targets = [k / 100.0 for k in range(2, 200)]
    for overhead, best, near in ((0.05, 0.11, 0.1), (0.2, 0.33, 0.5)):
        costs = {a: drawn_anew(a, overhead) for a in targets}
        assert min(costs, key=costs.__getitem__) == best
        assert drawn_anew(near, overhead) < 1.025 * costs[best]
    assert min(targets, key=lambda a: drawn_anew(a, 0.0)) == targets[0]
    assert min(targets, key=lambda a: kept(a, 0.05)) == targets[-1]
    assert e1(1.0) == pytest.approx(0.219383934395520, rel=1e-12)


@pytest.mark.parametrize(
    ("rule", "a", "overhead"),
    [
        *(("new", 0.1, 0.05), ("new", 0.5, 0.2), ("new", 1.5, 0.2)),
        *(("kept", 0.5, 0.05), ("kept", 1.0, 0.2)),
    ],
)
def test_the_load_of_a_met_need(rule: str, a: float, overhead: float) -> None:
    target = f"{{talk: {a * WORK_S} s, overhead: {overhead * WORK_S} s, returned_work: {rule}}}"
    scenario = load(PAGE).resolve(overrides=[f"teams.care.handle_time_target={target}"])
    found = []
    for replication in range(REPLICATIONS):
        record = run(make_plan(scenario, 11, replication))
        first = record.issues["opened_at"] < record.end_s
        assert (record.issues["state"][first] == MET).all()
        rows = record.contacts[first[record.contacts["issue"]]]
        talk = (rows["freed_at"] - rows["taken_at"]).sum()
        found.append(talk / WORK_S / np.count_nonzero(first))
    expected = (drawn_anew if rule == "new" else kept)(a, overhead)
    half = T_999 * np.std(found, ddof=1) / math.sqrt(REPLICATIONS)
    assert half < 0.25 * expected
    assert abs(np.mean(found) - expected) < half
