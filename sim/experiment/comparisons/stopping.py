"""When an experiment has enough replications: a number, a precision, or a best variant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from sim.experiment.comparisons.precision import (
    CAP,
    Wanted,
    decide,
    precision_of,
    sentence,
    undefined,
    wanted,
)
from sim.experiment.conditions import REPLICATIONS, Conditions
from sim.experiment.errors import RequestError
from sim.experiment.measures import measure_of
from sim.experiment.objectives import matters_of
from sim.experiment.results.sample import Sample
from sim.experiment.results.selection import FIRST, Aim, chosen
from sim.scenario.model.targets import in_unit
from sim.stats import Precision

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.stats import Direction

LEAD = '"resolution.mean_h 0.5 h"'


class Next(NamedTuple):
    """Replications to add, 0 when it is over, and then how it ended if that is worth a note."""

    more: int
    told: str = ""


class Goal(Protocol):
    """Looks at the replications so far (none at first), by variant with the baseline first.

    What it says depends on their values alone, however the work is shared.
    """

    def after(self, samples: Sequence[Sample]) -> Next: ...


@dataclass(frozen=True)
class Count:
    """So many replications."""

    replications: int

    def after(self, samples: Sequence[Sample]) -> Next:
        """All of them at once."""
        return Next(0 if samples else self.replications)


@dataclass(frozen=True)
class Precise:
    """A measure known to a precision; of several variants the differences from the first."""

    want: Wanted
    unit: str
    rule: Precision

    def after(self, samples: Sequence[Sample]) -> Next:
        """Raises RequestError when no variant has the measure."""
        if not samples:
            return Next(self.rule.after([]).more)
        if all(self.want.kpi not in sample.columns for sample in samples):
            raise RequestError(f"precision: no variant has the measure {self.want.kpi!r}")
        tables = [sample.values(self.want.kpi) for sample in samples]
        if any(np.isnan(values).all() for values in tables):
            return Next(0, undefined(self.want, len(samples[0].table)))
        found = decide(self.rule, tables)
        told = "" if found.more else sentence(self.want, self.unit, found, len(samples))
        return Next(found.more, told)


@dataclass(frozen=True)
class Selected:
    """The best variant selected, after ``cap`` replications at most.

    All variants are run on, also those that are eliminated: every table of the results has a
    value of each variant in each replication.
    """

    aim: Aim
    unit: str
    direction: Direction
    names: tuple[str, ...]
    cap: int

    def __post_init__(self) -> None:
        if self.cap < FIRST:
            raise RequestError(
                f"best: a selection begins with {FIRST} replications, not {self.cap}"
            )

    def after(self, samples: Sequence[Sample]) -> Next:
        """Half as many more each time: a stop may come long before the latest one."""
        if not samples:
            return Next(FIRST)
        by_name = dict(zip(self.names, samples, strict=True))
        found = chosen(by_name, self.aim, self.unit, self.direction)
        run = len(samples[0].table)
        return Next(min(found.more, max(5, run // 2), self.cap - run))


def goal_of(conditions: Conditions, first: Scenario, names: tuple[str, ...]) -> tuple[Goal, int]:
    """When there are enough replications, and how many there may be at most.

    ``first``: the baseline. Raises RequestError for a precision or a best that makes no sense.
    """
    most, currency = conditions.replications or CAP, first.cost.currency
    aim = aim_of(conditions, first)
    if aim is not None:
        return Selected(aim, *measure_of(aim.kpi, currency), names, most), most
    if conditions.precision is not None:
        want = wanted(conditions.precision)
        unit = measure_of(want.kpi, currency).unit
        return Precise(want, unit, precision_of(want, unit, most)), most
    most = conditions.replications or REPLICATIONS
    return Count(most), most


def aim_of(conditions: Conditions, first: Scenario) -> Aim | None:
    """Of what the best variant is sought, if it is, as in ``cost.total 500 USD``.

    Without a difference it is that of the baseline's ``matters``. Raises RequestError.
    """
    if conditions.best is None:
        return None
    kpi, _, rest = (part.strip() for part in conditions.best.strip().partition(" "))
    if "." not in kpi:
        raise RequestError(
            f"best {conditions.best!r}: expected a measure and the least difference that matters, "
            f"as {LEAD}"
        )
    unit = measure_of(kpi, first.cost.currency).unit
    if not rest:
        if kpi not in first.matters:
            raise RequestError(
                f"best {kpi}: what lead matters? The scenario does not say; as {LEAD}"
            )
        return Aim(kpi, matters_of(first)[kpi])
    try:
        least = in_unit(rest, unit)
    except ValueError as error:
        raise RequestError(f"best {kpi}: {error}") from None
    if not least > 0.0:
        raise RequestError(f"best {kpi}: the lead that matters is above 0, not {rest}")
    return Aim(kpi, least)
