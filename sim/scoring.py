"""How satisfied a customer is with what became of an issue: points from 1 to 5. A leaf.

The rule stands here twice, side by side: for arrays of issues, as measures need it, and for one
issue on the floor, where customers remember. Both give the same bits.
"""

from __future__ import annotations

from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from sim.functions import log2, log2_of
from sim.jit import jitable

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

Times = TypeVar("Times", float, Floats)

WORST, BEST = 1.0, 5.0
DOUBLINGS = 3.0
LEAST_WAIT_S = 1.0
SHORTEST, LONGEST = 2.0**-DOUBLINGS, 2.0**DOUBLINGS
"""Waits ÷ the expected beyond which no score differs."""
NO_ANSWER_S = 1e12
"""The wait of who needs an answer alone and gets none: longer than any other."""


class Points(Protocol):
    """The coefficients: points for what became of the issue, and on the way to it."""

    @property
    def base(self) -> float: ...
    @property
    def denied(self) -> float: ...
    @property
    def unresolved(self) -> float: ...
    @property
    def wait_slower(self) -> float: ...
    @property
    def wait_faster(self) -> float: ...
    @property
    def per_extra_contact(self) -> float: ...
    @property
    def promise_kept(self) -> float: ...
    @property
    def promise_broken(self) -> float: ...
    @property
    def amends(self) -> float: ...
    @property
    def amends_after_second(self) -> float: ...


def doublings(waited_s: Floats, expected_s: Floats) -> Floats:
    """Waiting in doublings of the expected, within ± ``DOUBLINGS``; nan where nothing is expected.

    Who expects not to wait at all (0 s) is content without a wait, and any wait is the most.
    """
    at_once = expected_s == 0.0
    waits = np.maximum(waited_s, LEAST_WAIT_S) / np.where(at_once, 1.0, expected_s)
    found = np.minimum(np.maximum(log2(waits), -DOUBLINGS), DOUBLINGS)
    return np.where(at_once, np.where(waited_s > 0.0, DOUBLINGS, 0.0), found)


def scores(
    points: Points,
    met: Mask,
    denied: Mask,
    doublings: Floats,
    contacts: npt.NDArray[np.integer],
    kept: Mask,
    broken: Mask,
    amends: Floats | float = 0.0,
    manner: Floats | float = 0.0,
    extra: Floats | float = 0.0,
) -> Floats:
    """Scores of issues; arrays by issue, ``doublings`` as of ``doublings``.

    met and denied: the outcome (neither: unresolved). contacts: attempts made. kept, broken:
    whether any promise was; broken counts before kept. amends: as of ``weight_of_amends``.
    manner: points for that of the last talk. extra: points for what happened beside.
    """
    waiting = np.where(doublings > 0.0, points.wait_slower, -points.wait_faster) * doublings
    score = np.where(np.isnan(doublings), 0.0, waiting)
    score += np.where(
        met, points.base, np.where(denied, points.denied, points.unresolved) + points.base
    )
    score += points.per_extra_contact * np.maximum(contacts - 1.0, 0.0)
    score += np.where(broken, points.promise_broken, np.where(kept, points.promise_kept, 0.0))
    score += points.amends * amends
    score += manner
    score += extra
    return np.minimum(np.maximum(score, WORST), BEST)


@jitable
def weight_of_amends(points: Points, times: Times, late: Times) -> Times:
    """How much amends count that were made so many times: by a share those after a second
    failure (``late``). Of one issue, or of arrays."""
    return (times - late) + points.amends_after_second * late


@jitable
def doublings_of(waited_s: float, expected_s: float) -> float:
    """``doublings`` of one issue for which something is expected."""
    if expected_s == 0.0:
        return DOUBLINGS if waited_s > 0.0 else 0.0
    return min(max(log2_of(max(waited_s, LEAST_WAIT_S) / expected_s), -DOUBLINGS), DOUBLINGS)


@jitable
def score_of(
    points: Points,
    met: bool,
    denied: bool,
    doublings: float,
    contacts: int,
    kept: bool,
    broken: bool,
    amends: float,
    manner: float,
    extra: float,
) -> float:
    """``scores`` of one issue; ``doublings``: nan where nothing is expected."""
    score = 0.0
    if doublings > 0.0:
        score = points.wait_slower * doublings
    elif doublings <= 0.0:
        score = -points.wait_faster * doublings
    if met:
        score += points.base
    else:
        score += (points.denied if denied else points.unresolved) + points.base
    score += points.per_extra_contact * max(contacts - 1.0, 0.0)
    if broken:
        score += points.promise_broken
    elif kept:
        score += points.promise_kept
    score += points.amends * amends
    score += manner
    score += extra
    return min(max(score, WORST), BEST)
