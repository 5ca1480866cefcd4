"""Run a case and compare each quantity with its exact value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, copysign
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from scipy.special import stdtrit

import sim
from sim.kpi import by_hour
from tests.theory.case import Case, Quantity
from tests.theory.sample import Estimate, Runs, estimate

FILES = Path(__file__).parent / "cases"
FAMILY_WISE = 0.01
"""Chance that a correct program fails anywhere in a table of comparisons."""


@dataclass(frozen=True)
class Comparison:
    """A quantity with its estimate; ``level`` is that of one interval of the whole table."""

    case: str
    quantity: Quantity
    estimate: Estimate
    level: float

    @property
    def half_width(self) -> float:
        """Half the interval within which the exact or printed value must lie."""
        error = (self.estimate.error**2 + self.quantity.error**2) ** 0.5
        factor = float(stdtrit(self.estimate.freedom, (1.0 + self.level) / 2.0))
        return factor * error + self.quantity.rounding

    @property
    def z(self) -> float:
        """The difference, beyond rounding, in standard errors (of a printed value, too)."""
        error = (self.estimate.error**2 + self.quantity.error**2) ** 0.5
        difference = self.estimate.value - self.quantity.value
        beyond = max(abs(difference) - self.quantity.rounding, 0.0)
        return copysign(beyond / error, difference) if error else 0.0

    @property
    def met(self) -> bool:
        """Whether the exact value lies within the interval."""
        return abs(self.estimate.value - self.quantity.value) <= self.half_width + EXACT

    @property
    def sharp(self) -> bool:
        """Whether the estimate is sharp enough to tell: half its own 95 % interval."""
        return self.estimate.half_width(0.95) <= self.quantity.limit + EXACT


DAY_S, WEEK_S = 86400.0, 604800.0
EXACT = 1e-9
"""Differences below are rounding, of quantities without any chance in them."""


def level_of(comparisons: int) -> float:
    """Level of a single interval such that all hold together (Sidak 1967)."""
    return float((1.0 - FAMILY_WISE) ** (1.0 / comparisons))


def compare(
    case: Case, replications: int, level: float, workers: int | None = None, shorten: int = 1
) -> list[Comparison]:
    """Run the case's file in all its variants and compare every quantity.

    ``shorten``: how many times shorter than the file says the measured time is.
    """
    quantities = case.quantities()
    variants = {
        name: _runs(case, name, replications, workers, shorten)
        for name in dict.fromkeys(name for one in quantities for name in one.variants)
    }
    return [_compared(case, quantity, variants, level) for quantity in quantities]


def _compared(
    case: Case, quantity: Quantity, variants: Mapping[str, Runs], level: float
) -> Comparison:
    found = estimate(quantity.estimator, {name: variants[name] for name in quantity.variants})
    return Comparison(case.id, quantity, found, level)


def _runs(case: Case, variant: str, replications: int, workers: int | None, shorten: int) -> Runs:
    count = ceil(replications * case.family.shares.get(variant, 1.0))
    hours: dict[int, Mapping[str, Any]] = {}
    file = sim.load(FILES / f"{case.id}.yaml")
    changes = _shorter(file.resolve(variant).clock, shorten) if shorten > 1 else ()
    scenario = file.resolve(variant, changes)

    def keep(_variant: str, replication: int, record: Any) -> None:
        hours[replication] = by_hour(record, scenario)

    result = sim.run(
        file,
        variant,
        set=changes,
        seed=crc32(case.id.encode()),  # cases of one seed would share their chance
        replications=count,
        engine="compiled",
        workers=workers,
        on_record=keep if case.family.by_hour else None,
    )
    sample = result.sample
    return Runs(
        dict(zip(sample.names, sample.numerators.T, strict=True)),
        dict(zip(sample.names, sample.denominators.T, strict=True)),
        _stacked([hours[number] for number in sorted(hours)]),
        (scenario.clock.length_s - scenario.clock.warm_up_s) / 3600.0,
    )


def _shorter(clock: Any, times: int) -> tuple[str]:
    """The setting of a shorter length, in whole weeks if it was, else in whole days."""
    measured = clock.length_s - clock.warm_up_s
    unit = WEEK_S if measured % WEEK_S == 0 else DAY_S
    return (f"clock.length={clock.warm_up_s + ceil(measured / unit / times) * unit:.0f} s",)


def _stacked(found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    names = found[0] if found else ()
    return {name: np.stack([one[name] for one in found]) for name in names}
