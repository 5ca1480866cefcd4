"""The share that goes public after n failures: w Lⁿ / (w Lⁿ + 1 - w), for each n.

And habit: of two channels, one that always fails and one that is always as good as can be, the
share that chooses one after so many lessons on each.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from sim import load
from sim.engine import run
from sim.plan import make_plan
from sim.scenario.rules.doors import ways_of

PAGE = Path(__file__).with_name("louder.yaml")
WEIGHT, FACTOR, FORUM = 0.2, 1.6, 1


def public_after(failures: int, factor: float = FACTOR) -> float:
    """The chance to choose the public channel."""
    weight = WEIGHT * factor**failures
    return weight / (weight + 1.0 - WEIGHT)


@pytest.mark.parametrize("factor", [1.0, 1.6, 5.0, 0.5])
def test_the_share_that_goes_public_is_the_closed_form(factor: float) -> None:
    scenario = load(PAGE).resolve(overrides=(f"customers.louder.per_failure={factor}",))
    rows = run(make_plan(scenario, 7)).contacts
    assert rows["number"].max() == 5
    for failures in range(1, 6):
        made = rows["queue"][rows["number"] == failures]
        expected = public_after(failures, factor)
        off = 3.5 * math.sqrt(expected * (1.0 - expected) / len(made))
        assert len(made) > 10_000
        assert abs((made == FORUM).mean() - expected) < off < 0.02


def test_what_is_expected_without_a_run_is_that_of_a_first_failure() -> None:
    scenario = load(PAGE).resolve()
    found = ways_of(scenario, "phone", scenario.returns["unresolved"])
    assert found["forum"] == pytest.approx(public_after(1))
    assert sum(found.values()) == pytest.approx(1.0)


HABIT = (
    "customers.louder=null",
    "customers.population=3000",
    "customers.habit={learning: 30 %, strength: 0.7}",
    "demand.needs.channels={phone: 1, forum: 1}",
    "channels.forum={kind: deferred, public: true, answers: 0 %, expected_reply: 1 min}",
    "returns.unresolved.chance=0 %",
)


def test_habit_moves_the_choice_as_the_closed_form_says() -> None:
    """After j contacts on the phone, each the best (1), and k on the forum, each lost (-1), the
    phone is chosen with the chance 1 / (1 + exp(-0.7 (2 - 0.7^j - 0.7^k)))."""
    rows = run(make_plan(load(PAGE).resolve(overrides=HABIT), 7))
    customer = rows.issues["customer"][rows.contacts["issue"]]
    order = np.lexsort((rows.contacts["opened_at"], customer))
    expected, found, spread = 0.0, 0.0, 0.0
    j = k = 0
    last_seen, last_time = -1.0, -math.inf
    for at in order.tolist():
        opened = float(rows.contacts["opened_at"][at])
        if customer[at] != last_seen:
            last_seen, j, k = float(customer[at]), 0, 0
            last_time = -math.inf
        chance = 1.0 / (1.0 + math.exp(-0.7 * (2.0 - 0.7**j - 0.7**k)))
        on_phone = rows.contacts["queue"][at] == 0
        if opened - last_time > 60.0:  # else the last lesson is not learned yet
            expected, found = expected + chance, found + on_phone
            spread += chance * (1.0 - chance)
        last_time = opened
        j, k = j + on_phone, k + (not on_phone)
    assert abs(found - expected) < 3.5 * math.sqrt(spread)
    assert spread > 1000.0
