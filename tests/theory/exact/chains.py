"""Continuous-time Markov chains: stationary and transient distributions of sparse ones."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import splu
from scipy.special import pdtr, pdtrc

Floats = npt.NDArray[np.float64]
State = Any
Moves = Callable[[State], Iterable[tuple[State, float]]]
"""The transitions out of a state: (to, rate); rates of 0 are ignored."""


class Chain(NamedTuple):
    """States found from a first one, and the generator over them."""

    states: list[State]
    generator: sparse.csc_matrix


def explore(first: Hashable, moves: Moves) -> Chain:
    """All states reachable from ``first``; the moves must end somewhere (truncate)."""
    number = {first: 0}
    states = [first]
    rows, columns, rates = [], [], []
    at = 0
    while at < len(states):
        leaving = 0.0
        for to, rate in moves(states[at]):
            if rate <= 0.0:
                continue
            if to not in number:
                number[to] = len(states)
                states.append(to)
            rows.append(at)
            columns.append(number[to])
            rates.append(rate)
            leaving += rate
        rows.append(at)
        columns.append(at)
        rates.append(-leaving)
        at += 1
    n = len(states)
    return Chain(states, sparse.csc_matrix((rates, (rows, columns)), shape=(n, n)))


def stationary(chain: Chain) -> Floats:
    """The stationary distribution by sparse LU: the first state's weight is fixed, then scaled."""
    balance = chain.generator.T.tocsc()
    rest = splu(balance[1:, 1:].tocsc()).solve(-balance[1:, 0].toarray().ravel())
    weights = np.concatenate([[1.0], rest])
    return weights / weights.sum()


def mean(chain: Chain, weights: Floats, number: Callable[[State], float]) -> float:
    """Expected value of a number of the state."""
    return float(weights @ np.array([number(state) for state in chain.states], float))


class Uniformised:
    """A generator made ready for transient laws, by uniformisation (Jensen 1953; Grassmann 1977).

    ``generator`` has rates from row to column.
    """

    def __init__(self, generator: sparse.spmatrix) -> None:
        self.rate = float(-generator.diagonal().min())
        scaled = generator / self.rate if self.rate else generator
        self.step = (sparse.identity(generator.shape[0]) + scaled).T.tocsr()

    def advance(self, start: Floats, time: float) -> tuple[Floats, Floats]:
        """The law after ``time`` and its integral over that time."""
        mass = self.rate * time
        k = np.arange(int(mass + 9.0 * np.sqrt(mass) + 20.0))
        exactly = np.diff(np.concatenate([[0.0], pdtr(k, mass)]))
        lasting = pdtrc(k, mass) / self.rate if self.rate else np.where(k == 0, time, 0.0)
        end, integral, vector = np.zeros_like(start), np.zeros_like(start), start
        for weight, more in zip(exactly, lasting, strict=True):
            end += weight * vector
            integral += more * vector
            vector = self.step @ vector
        return end, integral
