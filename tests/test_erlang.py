"""Erlang's formulas against the exact code of the theory cases, and at their edges."""

from __future__ import annotations

import math
import warnings
from typing import Any

import pytest

from sim.erlang import Traffic, abandonment, blocking, enough, service_level, waiting
from tests.theory.exact import erlang as exact

WITHIN_S = 20.0


def traffic(
    per_minute: float, work_min: float, patience_min: float = math.inf, **more: Any
) -> Traffic:
    return Traffic(per_minute / 60.0, work_min * 60.0, patience_min * 60.0, **more)


@pytest.mark.parametrize(
    ("agents", "rate", "work", "patience"),
    [
        (1, 0.1, 5, 1),
        (5, 1, 4, 3),
        (10, 1.9, 5, 1000),
        (10, 2.2, 5, 4),
        (50, 20, 5, 2),
        (100, 25, 4, 2),
    ],
)
def test_erlang_a(agents: int, rate: float, work: float, patience: float) -> None:
    right = exact.erlang_a(agents, rate, work, patience, within=WITHIN_S / 60.0)
    found = traffic(rate, work, patience)
    assert service_level(found, agents, WITHIN_S) == pytest.approx(
        right["sl_excluding_short_abandons"], rel=1e-9
    )
    assert abandonment(found, agents) == pytest.approx(right["p_abandon"], rel=1e-8)
    assert waiting(found, agents) == pytest.approx(right["p_wait"], rel=1e-9)


def test_erlang_a_with_a_limited_waiting_room() -> None:
    right = exact.erlang_a(5, 1.5, 4.0, 3.0, room=4)
    for found in (traffic(1.5, 4.0, 3.0, room=4), traffic(1.5, 4.0, 3.0, lines=9)):
        assert blocking(found, 5) == pytest.approx(right["p_block"])
        assert service_level(found, 5, WITHIN_S) == pytest.approx(
            right["sl_excluding_short_abandons"]
        )


@pytest.mark.parametrize(("agents", "rate", "work"), [(5, 1, 4), (10, 1.99, 5), (200, 39, 5)])
def test_erlang_c(agents: int, rate: float, work: float) -> None:
    right = exact.erlang_c(agents, rate, work)
    found = traffic(rate, work)
    assert waiting(found, agents) == pytest.approx(right["p_wait"], rel=1e-9)
    assert service_level(found, agents, WITHIN_S) == pytest.approx(right["p_wait_le_20s"], rel=1e-9)


def test_erlang_b() -> None:
    right = exact.erlang_b(10, 8.0)["blocking"]
    assert blocking(traffic(8.0, 1.0, room=0), 10) == pytest.approx(right)


def test_the_line_grows_where_nobody_gives_up_and_too_few_are_there() -> None:
    assert service_level(traffic(2.0, 5.0), 10, WITHIN_S) == 0.0
    assert enough(traffic(2.0, 5.0), 0.01, 3600.0) == 11


def test_chats_at_once_are_a_birth_and_death_process() -> None:
    # Two agents with two chats each, each then at 1 / 1.5 of the pace, one chat a minute of
    # 2 min, room for none to wait. Rates of finishing: 1/2, 2/2, 1/2 + 2/1.5/2, 4/1.5/2.
    weights = [1.0]
    for rate in (1 / 2, 2 / 2, 1 / 2 + 2 / 1.5 / 2, 4 / 1.5 / 2):
        weights.append(weights[-1] / rate)
    found = traffic(1.0, 2.0, at_once=2, slow_down=0.5, room=0)
    assert blocking(found, 2) == pytest.approx(weights[-1] / sum(weights))


@pytest.mark.parametrize("load", [0.5, 7.0, 300.0, 10_000.0])
@pytest.mark.parametrize("patience", [0.5, 5.0, math.inf])
def test_enough_is_the_least_that_is_enough(load: float, patience: float) -> None:
    found = traffic(load / 5.0, 5.0, patience)
    agents = enough(found, 0.8, WITHIN_S)
    assert agents is not None
    assert service_level(found, agents, WITHIN_S) >= 0.8
    assert service_level(found, agents - 1, WITHIN_S) < 0.8


def test_an_agent_for_each_line_is_enough() -> None:
    assert enough(traffic(0.5, 1.0, lines=1), 1.0, WITHIN_S) == 1
    assert enough(traffic(10.0, 1.0, 1.0, lines=5), 1.0, 0.0) == 5


def test_nothing_is_said_by_libraries_at_the_edges() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert service_level(traffic(1.0, 0.0), 1, 0.0) == pytest.approx(1.0, abs=1e-6)
        assert service_level(traffic(0.0, 5.0), 0, 20.0) == 1.0
        assert service_level(traffic(1.0, 5.0, 0.0), 3, 20.0) == pytest.approx(1.0, abs=1e-6)
        assert service_level(traffic(1.0, 5.0), 0, 20.0) == 0.0
        assert service_level(traffic(1.8e6, 5.0), 10_000_000, 20.0) > 0.5
