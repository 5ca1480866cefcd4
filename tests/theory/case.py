"""A case: a model with its parameters, its scenario file and the quantities to compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tests.theory.sample import Estimator, View


@dataclass(frozen=True)
class Quantity:
    """A number that the theory gives and the simulation estimates.

    ``power``: what half the 95 % interval may be in the full table, relative to the value.
    ``variants``: those that the estimator reads. ``rounding``: half a unit of the last digit of
    a printed value, or what a number too rare for an interval may be off; ``error``: the
    standard error of a printed value.
    """

    name: str
    value: float
    estimator: Estimator
    power: float = 0.02
    variants: tuple[str, ...] = ("as_is",)
    rounding: float = 0.0
    error: float = 0.0

    @property
    def limit(self) -> float:
        """What half the 95 % interval may be."""
        return max(self.power * abs(self.value), self.rounding)


@dataclass(frozen=True)
class Family:
    """Cases that differ in their parameters alone.

    ``results``: the exact values by name. ``scenario``: the text of the scenario file.
    ``quantities``: what is compared. ``unmeasured``: results for which there is no measure, and
    why. ``replications``: of the full table, ``short``: of the short form, in which the measured
    time is also ``shorten`` times shorter. ``shares``: fraction of the replications that a
    variant gets. ``by_hour``: whether measures by hour are needed.
    """

    model: str
    results: Callable[..., Mapping[str, Any]]
    scenario: Callable[..., str]
    quantities: Callable[..., Sequence[Quantity]]
    unmeasured: Mapping[str, str] = field(default_factory=dict)
    replications: int = 100
    short: int = 24
    shorten: int = 6
    shares: Mapping[str, float] = field(default_factory=dict)
    by_hour: bool = False


@dataclass(frozen=True)
class Case:
    """A member of a family."""

    id: str
    family: Family
    params: Mapping[str, Any]

    @cached_property
    def results(self) -> Mapping[str, Any]:
        """The exact values."""
        return self.family.results(**self.params)

    def text(self) -> str:
        """The scenario file."""
        head = "Written by `python -m tests.theory.write_cases`, not by hand."
        about = f'about: "{self.family.model}"'
        return f"# {head}\nscenario: {self.id}\n{about}\n" + self.family.scenario(**self.params)

    def quantities(self) -> Sequence[Quantity]:
        """What is compared."""
        return self.family.quantities(self.results, **self.params)


def kpi(name: str, scale: float = 1.0, variant: str = "as_is") -> Estimator:
    """The estimator that reads a KPI and turns its unit (60 s a minute: 1 / 60)."""

    def read(view: View) -> Any:
        return view(name, variant) * scale

    return read


def each_minute(name: str) -> Estimator:
    """The estimator that reads a total per minute of the measured window."""

    def read(view: View) -> Any:
        return view.per_hour(name) / 60.0

    return read


def of(
    results: Mapping[str, Any], measures: Mapping[str, Estimator], **options: Any
) -> list[Quantity]:
    """Quantities whose values are results of the same name."""
    return [
        Quantity(name, float(results[name]), measure, **options)
        for name, measure in measures.items()
    ]


def measured(measures: Mapping[str, Estimator]) -> Callable[..., list[Quantity]]:
    """What a family compares whose quantities are the same whatever the parameters."""

    def quantities(results: Mapping[str, Any], **_: Any) -> list[Quantity]:
        return of(results, measures)

    return quantities
