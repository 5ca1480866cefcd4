"""What came of a claim: its contrasts with their intervals, and the word for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sim.experiment.results.sample import Floats
from sim.scenario.claims import Contrast, Expected, Verdict
from sim.stats import Finding, Interval, finding, mean_interval


class Seen(NamedTuple):
    """A contrast as it came out. Amounts are in ``unit``; ``threshold`` is of the same.

    ``per_cost``: whether it is per unit of realised cost, since budgets that were planned equal
    were not.
    """

    measure: str
    unit: str
    shown: str
    expected: Expected
    primary: bool
    per_cost: bool
    interval: Interval
    threshold: float
    finding: Finding


@dataclass(frozen=True)
class Trial:
    """A claim in one firm.

    ``means``: by measure and policy. ``cost``: realised, by that of the first policy.
    ``fingerprint``: of the firm's scenario, the claim's changes and the seed.
    """

    firm: str
    verdict: Verdict
    contrasts: tuple[Seen, ...]
    means: Mapping[str, Mapping[str, float]]
    cost: Mapping[str, float]
    replications: int
    seed: int
    fingerprint: str


class Asked(NamedTuple):
    """What a contrast is held against. ``limits``: of what it can be."""

    unit: str
    threshold: float
    confidence: float
    limits: tuple[float, float]
    per_cost: bool


def seen_of(contrast: Contrast, values: Floats, asked: Asked) -> Seen:
    """A contrast judged. ``values``: by replication."""
    interval = mean_interval(values, asked.confidence).within(*asked.limits)
    return Seen(
        contrast.measure, asked.unit, contrast.shown, contrast.expected, contrast.primary,
        asked.per_cost, interval, asked.threshold,
        finding(interval, contrast.side, asked.threshold),
    )  # fmt: skip


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
