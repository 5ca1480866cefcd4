"""Regular agents and a reserve, all exponential: a Markov chain, solved numerically."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

import sim

PAGE = Path(__file__).with_name("reserve.yaml")
REPLICATIONS = 12
T_999 = 4.437
"""Student's t with 11 degrees of freedom for two-sided 99.9 %."""
RATE, WORK, REGULAR, RESERVE, ABOVE, UNTIL = 28.0, 1 / 6, 4, 2, 3, 1
"""Calls per hour, their work in hours, agents, and the rule."""
MOST = 150
"""Who would wait behind so many is not counted; the chance is below 1e-12."""


class State(NamedTuple):
    """Regular agents and reserves at work, calls that wait, whether the reserve is called."""

    regular: int
    reserve: int
    waiting: int
    called: bool


def settled(state: State) -> State:
    """The reserve is called or goes, and takes what it may."""
    while True:
        regular, reserve, waiting, called = state
        called = waiting > ABOVE or (called and waiting > UNTIL)
        if not called or reserve == RESERVE:
            return State(regular, reserve, waiting, called)
        state = State(regular, reserve + 1, waiting - 1, called)


def moves(state: State) -> Iterator[tuple[float, State]]:
    """Rates per hour, and where they lead."""
    regular, reserve, waiting, called = state
    if regular < REGULAR:
        yield RATE, State(regular + 1, reserve, 0, False)
    elif waiting < MOST:
        yield RATE, settled(state._replace(waiting=waiting + 1))
    if regular:
        left = state._replace(regular=regular - 1)
        yield regular / WORK, settled(state._replace(waiting=waiting - 1)) if waiting else left
    if reserve:
        took = settled(state._replace(waiting=waiting - 1))
        yield reserve / WORK, took if called else state._replace(reserve=reserve - 1)


def stationary() -> dict[State, float]:
    """The chances of all states that can be reached."""
    start = State(0, 0, 0, False)
    number, todo = {start: 0}, [start]
    flows: list[tuple[State, State, float]] = []
    while todo:
        state = todo.pop()
        for rate, then in moves(state):
            flows.append((state, then, rate))
            if then not in number:
                number[then] = len(number)
                todo.append(then)
    balance = np.zeros((len(number), len(number)))
    for state, then, rate in flows:
        balance[number[then], number[state]] += rate
        balance[number[state], number[state]] -= rate
    balance[0] = 1.0
    chances = np.linalg.solve(balance, np.eye(len(number))[0])
    return dict(zip(number, chances.tolist(), strict=True))


def expected() -> dict[str, float]:
    """The measures by name, over the four weeks and six days that are measured."""
    chances, hours = stationary(), (5 * 7 - 1) * 24.0
    assert sum(p for one, p in chances.items() if one.waiting > MOST - 10) < 1e-12
    helped = sum(p * one.reserve for one, p in chances.items())
    calling = sum(
        p for one, p in chances.items()
        if one.regular == REGULAR and one.waiting == ABOVE and not one.called
    )  # fmt: skip
    return {
        "phone.mean_wait_s": sum(p * one.waiting for one, p in chances.items()) / RATE * 3600.0,
        "teams.reserve.reserve_h": helped * hours,
        "teams.reserve.occupancy": helped / RESERVE,
        "phone.reserve_called_h": sum(p for one, p in chances.items() if one.called) * hours,
        "phone.reserve_calls": calling * RATE * hours,
    }


def test_waits_and_work_are_those_of_the_chain() -> None:
    result = sim.run(str(PAGE), replications=REPLICATIONS, seed=5)
    for name, value in expected().items():
        found = result.sample.table[:, result.sample.names.index(name)]
        half = T_999 * found.std(ddof=1) / math.sqrt(REPLICATIONS)
        assert half < 0.1 * value, name
        assert abs(found.mean() - value) < half, name
