"""The work of a whole conversation in which the customer is asked for what is missing."""

from __future__ import annotations

from typing import NamedTuple

from sim.scenario.model import Turns


class Work(NamedTuple):
    """Mean and variance of work in seconds."""

    mean_s: float
    variance: float


def with_turns(rule: Turns, asking: Work, last: Work) -> tuple[Work, float]:
    """All turns of a conversation, and the chance that it comes to what is done at last.

    With the chance q of a question and a of an answer its work is X: that of the last piece
    with 1 - q; else that of asking, and with a another X.
    """
    q, a = rule.questions, rule.answers
    mean = ((1.0 - q) * last.mean_s + q * asking.mean_s) * rule.per_contact
    once = (1.0 - q) * _square(last)
    more = q * (_square(asking) + 2.0 * a * asking.mean_s * mean)
    square = (once + more) * rule.per_contact
    return Work(mean, square - mean * mean), (1.0 - q) * rule.per_contact


def _square(work: Work) -> float:
    return work.variance + work.mean_s * work.mean_s
