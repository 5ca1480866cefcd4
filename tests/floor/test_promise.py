"""Planned agent seconds by hand: how many there are up to a moment, and when there are so many.

Rows 1 to 5 are the team's: two agents for 10 s, nobody for 10 s, three agents for 10 s, and
nobody for the last 10 s. The first and the last row belong to others.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from sim.floor.promise import supplied, when_supplied

ROWS = (
    (40.0, 400.0),
    (0.0, 0.0),
    (10.0, 20.0),
    (20.0, 20.0),
    (30.0, 50.0),
    (40.0, 50.0),
    (0.0, 0.0),
)
FLOOR: Any = SimpleNamespace(
    supply=[SimpleNamespace(at=at, cumulative_s=seconds) for at, seconds in ROWS]
)
FIRST, LAST = 1, 5


@pytest.mark.parametrize(
    ("at", "seconds"),
    [
        *((0.0, 0.0), (5.0, 10.0), (10.0, 20.0), (15.0, 20.0), (20.0, 20.0)),
        *((21.0, 23.0), (29.0, 47.0), (30.0, 50.0), (35.0, 50.0), (40.0, 50.0)),
    ],
)
def test_what_is_supplied_up_to_a_moment(at: float, seconds: float) -> None:
    assert supplied(FLOOR, FIRST, LAST, at) == seconds


@pytest.mark.parametrize(
    ("seconds", "at"),
    [
        *((1.0, 0.5), (10.0, 5.0), (20.0, 10.0), (23.0, 21.0), (47.0, 29.0), (50.0, 30.0)),
        (51.0, 40.0),  # never: the end of the plan
    ],
)
def test_the_first_moment_at_which_so_much_is_supplied(seconds: float, at: float) -> None:
    assert when_supplied(FLOOR, FIRST, LAST, seconds) == at


def test_of_two_rows() -> None:
    assert supplied(FLOOR, 3, 4, 25.0) == 35.0
    assert when_supplied(FLOOR, 3, 4, 35.0) == 25.0
