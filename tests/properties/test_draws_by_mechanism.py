"""Switching one mechanism on changes no draw of another: each draws for purposes of its own.

Every draw is a function of whom it is about, its purpose and a number. So it stays what it was if
no two mechanisms share a purpose, unless they mean the same draw, and if the number says of which
occasion it is, whatever else happens: that of the contact, the round, the task.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from sim import codes
from sim.draws.quantiles import SUB
from sim.record import digest
from tests.properties.mechanisms import BASE, MECHANISMS, RARE, Purposes, shop
from tests.properties.recorded_draws import Draw, Drawn, Key, drawn
from tests.properties.strategies import scenarios
from tests.properties.test_independence import explicit, with_strangers

FIRST_OF = {"U_RETURN": len(codes.REASONS), "D_RETURN": len(codes.REASONS)}
"""Names of purposes that stand for so many."""
DRAWN_IN = {
    codes.U_CHANNEL: {"marks.choose", "channel_choice.chosen_channel"},
    codes.D_PATIENCE: {"demand.draw", "waiting.fresh_patience"},
    codes.D_ACKNOWLEDGE: {"demand.draw", "prepare.work_until"},
    codes.D_DIAGNOSE: {"demand.draw", "prepare.work_until"},
    codes.D_FIX: {"demand.draw", "prepare.work_until"},
    codes.U_DENY: {"outcome.judge", "self_service.is_contained"},
    codes.D_CHASE: {"prepare.prepare", "turns.is_held_up"},
    codes.D_RECUR: {"customer.arrive", "customer.recur"},
}
"""Purposes for which several functions draw, because they mean the same; all others: one."""
BY_PLACE = {codes.D_PATIENCE, codes.D_TRANSFER, codes.D_REDIRECT, codes.D_SELF_SERVICE}
"""Durations whose distribution is that of the channel or team to which the customer has come."""


def purposes() -> dict[int, str]:
    """All there are, by number."""
    found: dict[int, str] = {}
    for name, first in vars(codes).items():
        if name.startswith(("U_", "D_")):
            for code in range(first, first + FIRST_OF.get(name, 1)):
                assert code not in found, f"{name} and {found.get(code)} are both {code}"
                found[code] = name
    return found


@cache
def run_with(*on: str) -> Drawn:
    return drawn(shop(on))


def of_mechanisms(*on: str) -> Purposes:
    wanted = {name for one in on for name in (one, *MECHANISMS[one].beside)}
    return frozenset().union(*(MECHANISMS[name].draws for name in wanted))


def without(name: str) -> tuple[str, ...]:
    """All other mechanisms, but for those that need this one beside them."""
    return tuple(
        other for other in MECHANISMS if other != name and name not in MECHANISMS[other].beside
    )


CONTEXTS = [
    pytest.param(name, others, id=f"{name}, {what}")
    for name in MECHANISMS
    for what, others in (("alone", MECHANISMS[name].beside), ("beside all others", without(name)))
]


# -- purposes --------------------------------------------------------------------------------


def test_each_purpose_has_a_number_of_its_own() -> None:
    assert max(purposes()) < SUB  # the distance to further numbers for the same draw
    assert min(purposes()) > 0


def test_each_purpose_belongs_to_the_shop_or_to_one_mechanism() -> None:
    owners = [BASE, RARE, *(one.draws for one in MECHANISMS.values())]
    for k, one in enumerate(owners):
        assert not any(one & other for other in owners[:k])
    unknown = set(purposes()) - frozenset().union(*owners)
    never = {codes.U_RETURN, codes.D_RETURN}  # a need is no reason to try again
    for first in (codes.U_RETURN, codes.D_RETURN):
        never.add(first + codes.ANSWER)
    assert unknown == never


def test_the_shop_draws_for_its_own_purposes_alone() -> None:
    assert BASE <= run_with().purposes() <= BASE | RARE


@pytest.mark.parametrize(("name", "others"), CONTEXTS)
def test_a_mechanism_draws_for_its_own_purposes_alone(name: str, others: tuple[str, ...]) -> None:
    before, after = run_with(*others), run_with(*others, name)
    own = MECHANISMS[name].draws
    assert not own & before.purposes()
    assert own <= after.purposes()
    assert after.purposes() - before.purposes() <= own | BASE | RARE | of_mechanisms(*others)


@given(scenarios())
def test_each_purpose_is_drawn_for_in_one_place(parts: dict[str, Any]) -> None:
    places: dict[int, set[str]] = {}
    for key, draw in drawn(parts).draws.items():
        places.setdefault(key[2], set()).update(draw.places)
    for purpose, found in places.items():
        assert len(found) == 1 or found <= DRAWN_IN[purpose], purposes()[purpose]


@given(scenarios())
def test_a_draw_made_again_comes_out_again(parts: dict[str, Any]) -> None:
    """But for patience, which is that of the channel: drawn in the plan, and where chosen."""
    for key, draw in drawn(parts).draws.items():
        if key[2] != codes.D_PATIENCE:
            assert len(draw.values) == 1, purposes()[key[2]]


# -- with a mechanism and without --------------------------------------------------------------


@pytest.mark.parametrize(("name", "others"), CONTEXTS)
def test_it_does_something(name: str, others: tuple[str, ...]) -> None:
    before, after = run_with(*others).record, run_with(*others, name).record
    assert digest(before) != digest(after)


@pytest.mark.parametrize(("name", "others"), CONTEXTS)
def test_the_plan_stays(name: str, others: tuple[str, ...]) -> None:
    """Who has which needs, when, where, with what work and patience; who is there to serve."""
    before, after = run_with(*others).plan, run_with(*others, name).plan
    one, other = before.fresh_floor(), after.fresh_floor()
    for table in ("issues", "customers", "agents", "moments", "pauses"):
        if table == "customers" and name == "churn":  # those who move on are looked for, too
            continue
        expected, found = getattr(one, table), getattr(other, table)
        assert len(expected) == len(found)
        for column in expected.dtype.names:
            if (table, column, name) == ("issues", "who", "churn"):
                continue
            np.testing.assert_array_equal(expected[column], found[column], f"{table}.{column}")
    np.testing.assert_array_equal(before.duty, after.duty)


@pytest.mark.parametrize(("name", "others"), CONTEXTS)
def test_draws_for_the_same_occasion_come_out_alike(name: str, others: tuple[str, ...]) -> None:
    """Also where the occasion is another time, in other hands, or on another channel."""
    before, after = run_with(*others).draws, run_with(*others, name).draws
    both = [key for key in before if key in after]
    assert len(both) > 0.3 * len(before)
    for key in both:
        if key[2] not in BY_PLACE and not is_return(key):
            assert before[key].values == after[key].values, purposes()[key[2]]


def is_return(key: Key) -> bool:
    """The delay of a return: that of the alternative that the customer takes."""
    return codes.D_RETURN <= key[2] < codes.D_RETURN + len(codes.REASONS)


# -- with strangers and without ------------------------------------------------------------------


@given(scenarios())
def test_draws_know_nothing_of_strangers(parts: dict[str, Any]) -> None:
    """No number counts what happens to others: so as many, and the same, with more of them."""
    parts = explicit(parts)
    alone, together = drawn(parts), drawn(with_strangers(parts))
    own = alone.plan.fresh_floor().issues
    about = set(zip(own["key0"].tolist(), own["key1"].tolist(), strict=True))

    def of_own(draws: dict[Key, Draw]) -> dict[Key, Draw]:
        return {key: draw for key, draw in draws.items() if key[:2] in about}

    assert of_own(alone.draws) == of_own(together.draws)
