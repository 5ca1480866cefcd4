"""What a difference of two variants depends on: assumptions, and what moving them does."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import nan
from typing import NamedTuple

from sim.report.data.json_form import UNLESS_EMPTY
from sim.report.data.measures import Estimate, Measure


class Assumption(NamedTuple):
    """A value of the scenario that states where it comes from, all as written.

    ``variants``: those that have it; empty for all.
    """

    path: str
    value: str
    low: str
    high: str
    unit: str
    source: str
    grade: str
    note: str
    variants: tuple[str, ...]


class Swing(NamedTuple):
    """What one assumption does to a difference on its own: at the two ends of its range.

    ``low`` and ``high``: the ends as written. ``swing``: the difference at the high end less
    that at the low one.
    """

    path: str
    low: str
    high: str
    at_low: Estimate
    at_high: Estimate
    swing: Estimate


class Wins(NamedTuple):
    """In how much of the space of all ranges a difference keeps its sign.

    ``share``: of the points, with its interval; ``shown``, ``opposite``: those at which the
    interval of the difference shows it, or shows the opposite.
    """

    points: int
    share: float
    low: float
    high: float
    shown: float
    opposite: float


NO_POINTS = Wins(0, nan, nan, nan, nan, nan)


class Effect(NamedTuple):
    """What moving an assumption through its range does, over the ranges of all others (Morris).

    ``size``: mean of the sizes, with the half-width of its interval; ``spread``: their standard
    deviation, which tells of interactions.
    """

    path: str
    size: float
    half: float
    spread: float


class Sensitivity(NamedTuple):
    """How the difference of a variant from the baseline in a KPI depends on assumptions.

    ``direction``: which values of the KPI are better. ``base``: with all assumptions as they
    are; ``swings``: the widest first. ``wins``, ``effects``: without points, and empty, where
    that was not looked at. ``fixed``: assumptions whose range could not be varied.
    """

    variant: str
    baseline: str
    kpi: str
    direction: str
    replications: int
    base: Estimate
    swings: tuple[Swing, ...]
    wins: Wins = NO_POINTS
    effects: tuple[Effect, ...] = ()
    fixed: tuple[str, ...] = ()


@dataclass(frozen=True)
class StudyInput:
    """What the page shows, as plain data. ``variants``: with what they are about; ``labels``: of
    those that have one."""

    scenario: str
    variants: tuple[tuple[str, str], ...]
    measure: Measure
    found: Sensitivity
    assumptions: tuple[Assumption, ...]
    provenance: dict[str, str]
    labels: dict[str, str] = field(default_factory=dict, metadata=UNLESS_EMPTY)
