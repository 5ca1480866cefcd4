"""Which variant is best: those not shown to be worse, and the one that is selected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.experiment.errors import RequestError
from sim.experiment.results.sample import Sample
from sim.stats import screen, select

if TYPE_CHECKING:
    from sim.stats import Direction

CONFIDENCE = 0.95
FIRST = 10
"""Replications with which a selection begins."""

MAIN = ("satisfaction.csat", "resolution.mean_h", "cost.per_resolved_issue")
"""The measures by which variants are screened unasked."""


class Aim(NamedTuple):
    """What the best variant is sought by, and the least lead that matters, in its unit."""

    kpi: str
    matters: float


class Chosen(NamedTuple):
    """How far the selection of the best variant has come.

    ``best``: None while undecided. ``n``: replications it was decided by, or all. ``running``:
    variants that were not eliminated; ``out_after``: replications after which the others were.
    ``more``: replications that settle it at the latest.
    """

    aim: Aim
    unit: str
    direction: Direction
    confidence: float
    best: str | None
    n: int
    running: tuple[str, ...]
    out_after: Mapping[str, int]
    more: int


class Screened(NamedTuple):
    """Variants not shown to be worse than another, and by how much they may be behind the best."""

    variants: tuple[str, ...]
    behind: float


def screened(samples: Mapping[str, Sample], kpi: str, direction: Direction) -> Screened | None:
    """The variants not shown to be worse in ``kpi``; the best is among them with 95 %.

    None for a measure that has no better side, or when fewer than two replications define it
    for all variants.
    """
    if direction == "neutral":
        return None
    table = np.column_stack([sample.values(kpi) for sample in samples.values()])
    if np.isfinite(table).all(axis=1).sum() < 2:
        return None
    found = screen(table, direction == "higher", CONFIDENCE)
    names = tuple(name for name, kept in zip(samples, found.kept, strict=True) if kept)
    return Screened(names, float(found.behind[found.kept].max()))


def chosen(samples: Mapping[str, Sample], aim: Aim, unit: str, direction: Direction) -> Chosen:
    """The selection after all replications there are.

    Raises RequestError for a measure that has no better side or that is undefined somewhere.
    """
    if direction == "neutral":
        raise RequestError(f"best: neither more nor less of {aim.kpi} is better")
    for name, sample in samples.items():
        if aim.kpi not in sample.columns:
            raise RequestError(f"best: the variant {name!r} has no measure {aim.kpi!r}")
    table = np.column_stack([sample.values(aim.kpi) for sample in samples.values()])
    if not np.isfinite(table).all():
        raise RequestError(f"best: {aim.kpi} is undefined in some replication of some variant")
    found = select(table, direction == "higher", aim.matters, CONFIDENCE, FIRST)
    names = list(samples)
    out = dict(zip(names, found.out_after.tolist(), strict=True))
    return Chosen(
        aim=aim,
        unit=unit,
        direction=direction,
        confidence=CONFIDENCE,
        best=None if found.best is None else names[found.best],
        n=found.n,
        running=tuple(name for name, on in zip(names, found.running, strict=True) if on),
        out_after={name: after for name, after in out.items() if after},
        more=found.more,
    )
