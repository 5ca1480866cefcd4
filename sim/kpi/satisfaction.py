"""The first satisfaction model: a score from 1 to 5 for each measured issue.

The coefficients are data of the scenario; what comes out of the waiting, contacts and promise
terms follows from the run, what comes out of the coefficients was typed in.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.functions import logistic
from sim.kpi.value import Value, Values
from sim.kpi.window import Array, Floats, Mask
from sim.scenario.model import Satisfaction, Scenario
from sim.scoring import doublings, scores

SATISFIED = 3.5
"""Who scores more than this, noise included, answers 4 or 5 of 5."""


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
    amends: Floats | float = 0.0,
    manner: Floats | float = 0.0,
    extra: Floats | float = 0.0,
) -> Judgement:
    """Judge issues by what happened up to their judgement; arrays by issue.

    met and denied: the outcome (neither: unresolved). waited_s: from the need to a person's
    first answer, or to the judgement without one. expected_s: of the channel, nan for none.
    contacts: attempts made. broken counts before kept. amends: how much they count.
    manner: points for that of the last talk. extra: points for what happened beside.
    """
    waiting = doublings(waited_s, expected_s)
    parts = (model, met, denied, waiting, contacts, kept, broken)
    score = scores(*parts, amends, manner, extra)
    return Judgement(score, satisfied(model, score), waiting)


def with_scores(scenario: Scenario, judgement: Judgement, given: Floats) -> Judgement:
    """The judgement with the scores that customers gave in the run, where they did (not nan)."""
    score = np.where(np.isnan(given), judgement.score, given)
    return judgement._replace(score=score, satisfied=satisfied(scenario.satisfaction, score))


def satisfied(model: Satisfaction, score: Floats) -> Floats:
    """The chance of a 4 or 5, by score."""
    return logistic((score - SATISFIED) * (1.0 / model.spread))


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
