"""The first satisfaction model: a score from 1 to 5 for each measured issue.

The coefficients are data of the scenario; what comes out of the waiting, contacts and promise
terms follows from the run, what comes out of the coefficients was typed in.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.kpi.functions import log2, logistic
from sim.kpi.value import Value, Values
from sim.kpi.window import Array, Floats, Mask
from sim.scenario.model import Satisfaction

SATISFIED = 3.5
"""Who scores more than this, noise included, answers 4 or 5 of 5."""
DOUBLINGS = 3.0
LEAST_WAIT_S = 1.0


class Judgement(NamedTuple):
    """By issue: the score, the chance of a 4 or 5, and waiting in doublings of the expected
    (nan where nothing was expected)."""

    score: Floats
    satisfied: Floats
    doublings: Floats


def judge(
    model: Satisfaction,
    met: Mask,
    denied: Mask,
    waited_s: Floats,
    expected_s: Floats,
    contacts: Array,
    kept: Mask,
    broken: Mask,
) -> Judgement:
    """Judge issues by what happened up to their judgement; arrays by issue.

    met and denied: the outcome (neither: unresolved). waited_s: from the need to a person's
    first answer, or to the judgement without one. expected_s: of the channel, nan for none.
    contacts: attempts made. broken counts before kept.
    """
    doublings = _doublings(waited_s, expected_s)
    waiting = np.where(doublings > 0.0, model.wait_slower, -model.wait_faster) * doublings
    score = np.where(np.isfinite(expected_s), waiting, 0.0)
    score += np.where(
        met, model.base, np.where(denied, model.denied, model.unresolved) + model.base
    )
    score += model.per_extra_contact * np.maximum(contacts - 1.0, 0.0)
    score += np.where(broken, model.promise_broken, np.where(kept, model.promise_kept, 0.0))
    score = np.minimum(np.maximum(score, 1.0), 5.0)
    return Judgement(score, logistic((score - SATISFIED) * (1.0 / model.spread)), doublings)


def _doublings(waited_s: Floats, expected_s: Floats) -> Floats:
    """Waiting in doublings of the expected, within ± ``DOUBLINGS``; nan where nothing is expected.

    Who expects not to wait at all (0 s) is content without a wait, and any wait is the most.
    """
    at_once = expected_s == 0.0
    waits = np.maximum(waited_s, LEAST_WAIT_S) / np.where(at_once, 1.0, expected_s)
    doublings = np.minimum(np.maximum(log2(waits), -DOUBLINGS), DOUBLINGS)
    return np.where(at_once, np.where(waited_s > 0.0, DOUBLINGS, 0.0), doublings)


class Sums(NamedTuple):
    """Sums over judged issues."""

    issues: float
    score: float
    satisfied: float
    expecting: float
    doublings: float


def satisfaction(prefix: str, s: Sums) -> Values:
    """The satisfaction of a group of issues."""
    return {
        f"{prefix}.csat": Value(s.satisfied, s.issues),
        f"{prefix}.score": Value(s.score, s.issues),
        f"{prefix}.disconfirmation": Value(s.doublings, s.expecting),
    }
