"""Measures: what they mean, and what is known of their values."""

from __future__ import annotations

from typing import NamedTuple

from sim.experiment.results import Estimate as Estimate


class Measure(NamedTuple):
    """What a KPI means; ``direction``: which values are better (higher, lower, neutral)."""

    unit: str
    direction: str
    formula: str
    source: str


class Gauge(NamedTuple):
    """A measure with its title and what it means; ``unit``: as estimates have it."""

    name: str
    title: str
    unit: str
    direction: str
    formula: str
    source: str


class Difference(NamedTuple):
    """A variant's mean paired difference from the baseline and what it shows, in a word.

    ``estimate``: its interval holds for all variants at once. ``pairing``: variance of a
    difference of independent runs ÷ that of the paired ones.
    """

    estimate: Estimate
    verdict: str
    pairing: float


class Target(NamedTuple):
    """What a measure is to be at least, or else at most, in its unit.

    ``estimate``: of the long run, with an interval that holds for all targets of a variant at
    once. ``attained``: met, not met, not sure.
    """

    measure: str
    at_least: bool
    amount: float
    estimate: Estimate
    attained: str


class Curve(NamedTuple):
    """Values with the half-widths of their pointwise 95 % intervals, of one length."""

    mean: tuple[float, ...]
    half: tuple[float, ...]
