"""What a customer expects after n judgements, where each wait is known.

All waits w: e_n = w + (e_0 - w)(1 - a)^n. One agent, constant service s, arrivals every t < s
(D/D/1): the n-th is answered after s + n (s - t), and e follows the recursion.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sim import load, run

PAGE = Path(__file__).with_name("expectations.yaml")
FILE = load(PAGE)
GRID = 2.0**-20
"""What is expected is rounded to it each time."""
EXPECTED_S, WORK_S = 240.0, 360.0


def expected_wait(*settings: str) -> float:
    """What the customer expects in the end, in expected waits, from the public results."""
    result = run(FILE, set=settings, replications=1)
    return float(result.to_frame()["customers.expected_wait"].iloc[0])


def trace(count: int, every: float) -> str:
    return f"demand.mails.trace={[every * k for k in range(count)]}"


@pytest.mark.parametrize("share", [0.05, 0.25, 0.7, 1.0])
@pytest.mark.parametrize("start", [0.125, 1.0, 1.5, 8.0])
def test_a_constant_wait_is_approached_geometrically(share: float, start: float) -> None:
    wait = WORK_S / EXPECTED_S
    for count in (1, 2, 5, 20):
        found = expected_wait(
            f"customers.expectations={{adapts: {share}, at_start: {start}}}", trace(count, 3600.0)
        )
        closed = wait + (start - wait) * (1.0 - share) ** count
        assert found == pytest.approx(closed, rel=0.0, abs=GRID / share)


def test_where_halves_lie_on_the_grid_it_is_exact() -> None:
    for count in range(1, 12):
        found = expected_wait("customers.expectations=50 %", trace(count, 3600.0))
        assert found == 1.5 - 0.5 * 0.5**count


def test_an_announced_wait_is_the_unit() -> None:
    """Announced are three minutes: it takes twice as long, and so it is known in the end."""
    announced = "customers.expectations={adapts: 100 %, announced: {mail: 3 min}}"
    assert expected_wait(announced, trace(1, 3600.0)) == 2.0


def test_a_growing_wait_is_followed_from_behind() -> None:
    """Every four minutes a mail that takes six: the n-th waits for 6 + 2 n minutes."""
    share, count = 0.25, 9
    expected = 1.0
    for n in range(count):
        wait = (WORK_S + n * (WORK_S - 240.0)) / EXPECTED_S
        expected += share * (wait - expected)
    assert wait == 5.5
    assert expected < wait
    found = expected_wait(trace(count, 240.0))
    assert found == pytest.approx(expected, rel=0.0, abs=GRID / share)
