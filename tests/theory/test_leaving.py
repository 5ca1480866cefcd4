"""Who is left after judgements; trust under a constant score."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim import load
from sim.engine import run
from sim.kpi import measure
from sim.plan import make_plan
from sim.record import Record
from sim.scenario import Scenario
from tests.theory.cases import CASES
from tests.theory.check import FILES
from tests.theory.replications import means

CASE = CASES["LEAVE_judged"]
REPLICATIONS = 12


def scenario(*settings: str) -> Scenario:
    return load(FILES / f"{CASE.id}.yaml").resolve(overrides=settings)


def records(one: Scenario, replications: int = REPLICATIONS) -> list[Record]:
    return [run(make_plan(one, 7, replication)) for replication in range(replications)]


def left(*settings: str) -> tuple[float, float]:
    """Mean and half-width of the share of customers who left."""
    one = scenario(*settings)
    return means([measure(record, one)["customers.left_share"].value for record in records(one)])


def test_each_judgement_leaves_the_same_share() -> None:
    """Of those with at least k judgements, the chance of a further one is that of not leaving,
    times that of a further need; nobody has more judgements than needs."""
    kept = left = 0
    for record in records(scenario(), replications=4):
        table = record.details["memories"]
        kept += int(table["judgements"].sum()) - int((table["why_left"] == 2).sum())
        left += int((table["why_left"] == 2).sum())
    share, chance = left / (kept + left), CASE.params["chance"]
    assert abs(share - chance) < 3.3 * math.sqrt(chance * (1.0 - chance) / (kept + left))


def test_trust_under_a_constant_score_is_the_closed_form() -> None:
    (record,) = records(scenario(), replications=1)
    table = record.details["memories"]
    score, first, rate = (CASE.params[name] for name in ("score", "trust", "rate"))
    expected = score + (first - score) * (1.0 - rate) ** table["judgements"]
    assert np.abs(table["trust"] - expected).max() < 5e-6  # rounded to the grid each time


@pytest.mark.slow
def test_half_the_chance_moves_the_leavers() -> None:
    """Full, half and no strength: each step moves who left by more than both intervals."""
    full, half = (
        left(f"customers.leaving={{at_worst: {chance}, at_middle: {chance}}}")
        for chance in (0.3, 0.15)
    )
    assert full[0] - half[0] > full[1] + half[1]
    assert half[0] > half[1]


OFFICE = (
    "issue_types.question={work: {diagnose: 1 min, fix: 1 min}, leaves: {fix: office}}",
    "teams.care={head_count: 9, skills: {channels: email, does: diagnose}}",
    "customers.gives_up_hope_after=2 weeks",
    "channels.email.expected_reply=1 day",
)


@pytest.mark.slow
def test_an_office_that_loses_all_loses_more_customers_than_a_slow_one() -> None:
    """The slow one takes 17 hours for each task: in the end the need is met."""
    slow, lossy = (
        left(*OFFICE, f"tasks.office={{lost: {lost}}}", back)[0]
        for lost, back in (
            ("0 %", "teams.back={head_count: 900, skills: {tasks: office, speed: 0.001}}"),
            ("100 %", "teams.back={head_count: 900, skills: {tasks: office}}"),
        )
    )
    assert lossy > slow + 0.05
