"""What came of a claim: its contrasts with their intervals, and the word for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sim.experiment.results.sample import Floats
from sim.scenario.claims import Contrast, Expected
from sim.stats import Finding, Interval, contrast_values, finding, mean_interval

Verdict = Literal[
    "holds", "assumed", "holds in part", "holds not", "same", "not precise enough", "by the load"
]
"""*Assumed*: it holds, and returns what was typed in. *Holds in part*: the primary contrast does,
another one does not. *By the load*: the firms differ."""


class Seen(NamedTuple):
    """A contrast as it came out. Amounts are in ``unit``; ``threshold`` is of the same."""

    measure: str
    unit: str
    shown: str
    expected: Expected
    primary: bool
    interval: Interval
    threshold: float
    finding: Finding


@dataclass(frozen=True)
class Trial:
    """A claim in one firm.

    ``means``: by measure and policy. ``cost``: realised, by that of the first policy;
    ``per_cost``: whether the contrasts are per unit of it, since budgets that were planned equal
    were not. ``fingerprint``: of the firm's scenario, the claim's changes and the seed.
    """

    firm: str
    verdict: Verdict
    contrasts: tuple[Seen, ...]
    means: Mapping[str, Mapping[str, float]]
    cost: Mapping[str, float]
    per_cost: bool
    replications: int
    seed: int
    fingerprint: str


def seen_of(
    contrast: Contrast,
    values: Floats,
    weights: Floats,
    threshold: float,
    unit: str,
    confidence: float,
    limits: tuple[float, float],
) -> Seen:
    """A contrast judged.

    ``values``: shape (replications, policies); ``limits``: of what it can be.
    """
    interval = mean_interval(contrast_values(values, weights), confidence).within(*limits)
    side = "more" if contrast.expected == "steeper" else contrast.expected
    return Seen(
        contrast.measure,
        unit,
        contrast.shown,
        contrast.expected,
        contrast.primary,
        interval,
        threshold,
        finding(interval, side, threshold),
    )


def verdict_of(contrasts: Sequence[Seen], utility: bool) -> Verdict:
    """The word for all contrasts of a claim in one firm."""
    primary = [one.finding for one in contrasts if one.primary]
    others = [one.finding for one in contrasts if not one.primary]
    if "not precise enough" in (*primary, *others):
        return "not precise enough"
    if all(one == "holds" for one in primary):
        if any(one != "holds" for one in others):
            return "holds in part"
        return "assumed" if utility else "holds"
    return "holds not" if "holds not" in primary else "same"


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """The word for all firms."""
    if "not precise enough" in verdicts:
        return "not precise enough"
    return verdicts[0] if len(set(verdicts)) == 1 else "by the load"
