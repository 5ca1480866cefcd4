"""Who is left after judgements, or a time of Poisson needs; trust under a constant score."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from sim import load
from sim.engine import run
from sim.kpi import measure
from sim.plan import make_plan
from sim.record import Record
from sim.scenario import Scenario
from sim.time_units import WEEK, YEAR

PAGE = Path(__file__).with_name("leaving.yaml")
REPLICATIONS = 12
T_999 = 4.437
"""Student's t with 11 degrees of freedom for two-sided 99.9 %."""
WEEKS, CUSTOMERS, RATE, SCORE, CHANCE = 26, 2000, 400, 4.0, 0.15
"""At 4 points, half way from 3 to 5, half of 30 % leave."""


def scenario(*settings: str) -> Scenario:
    return load(PAGE).resolve(overrides=settings)


def records(one: Scenario) -> list[Record]:
    return [run(make_plan(one, 7, replication)) for replication in range(REPLICATIONS)]


def means(one: Scenario, *names: str) -> tuple[np.ndarray, np.ndarray]:
    """Mean and half-width of the 99.9 % interval of some measures."""
    found = [[measure(record, one)[name].value for name in names] for record in records(one)]
    values = np.array(found)
    half = T_999 * values.std(axis=0, ddof=1) / math.sqrt(REPLICATIONS)
    return values.mean(axis=0), half


def test_poisson_judgements_leave_an_exponential_share() -> None:
    one = scenario()
    (left, missing), half = means(one, "customers.left_share", "customers.needs_not_arisen")
    stays = math.exp(-RATE * WEEKS / CUSTOMERS * CHANCE)
    assert abs(left - (1.0 - stays)) < half[0] < 0.05
    arisen = CUSTOMERS * (1.0 - stays) / CHANCE
    assert abs(missing - (RATE * WEEKS - arisen)) < half[1] < 300


def test_each_judgement_leaves_the_same_share() -> None:
    """Of those with at least k judgements, the chance of a further one is that of not leaving,
    times that of a further need; nobody has more judgements than needs."""
    kept = left = 0
    for record in records(scenario("customers.trust.rate=25 %")):
        table = record.details["memories"]
        kept += int(table["judgements"].sum()) - int((table["why_left"] == 2).sum())
        left += int((table["why_left"] == 2).sum())
    share = left / (kept + left)
    assert abs(share - CHANCE) < 3.3 * math.sqrt(CHANCE * (1.0 - CHANCE) / (kept + left))


def test_trust_under_a_constant_score_is_the_closed_form() -> None:
    record = records(scenario())[0]
    table = record.details["memories"]
    expected = SCORE + (2.0 - SCORE) * 0.75 ** table["judgements"]
    assert np.abs(table["trust"] - expected).max() < 5e-6  # rounded to the grid each time


@pytest.mark.parametrize("churn", [0.3, 0.9])
def test_those_who_move_on_are_the_stated_share_of_a_year(churn: float) -> None:
    one = scenario(f"customers.leaving={{churn: {churn}, at_worst: 0, at_middle: 0}}")
    (left,), half = means(one, "customers.left_share")
    assert abs(left - (1.0 - (1.0 - churn) ** (WEEKS * WEEK / YEAR))) < half[0] < 0.03


@pytest.mark.slow
def test_half_the_chance_moves_the_leavers() -> None:
    """Full, half and no strength: each step moves who left by more than both intervals."""
    found = [
        means(scenario(f"customers.leaving={{at_worst: {chance}, at_middle: {chance}}}"), LEFT)
        for chance in (0.3, 0.15)
    ]
    (full, full_half), (half, half_half) = found
    assert full[0] - half[0] > full_half[0] + half_half[0]
    assert half[0] > half_half[0]


LEFT = "customers.left_share"
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
        means(scenario(*OFFICE, f"tasks.office={{lost: {lost}}}", back), LEFT)[0][0]
        for lost, back in (
            ("0 %", "teams.back={head_count: 900, skills: {tasks: office, speed: 0.001}}"),
            ("100 %", "teams.back={head_count: 900, skills: {tasks: office}}"),
        )
    )
    assert lossy > slow + 0.05
