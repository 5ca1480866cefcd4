"""How long a scenario takes to settle: a measure week by week from the empty start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.experiment.conditions import REPLICATIONS, Conditions
from sim.experiment.errors import RequestError
from sim.experiment.measures import measure_of
from sim.experiment.replication import choose_engine, perform, simulate
from sim.experiment.results.sample import Floats
from sim.experiment.shown import shown
from sim.experiment.size.check import check_size
from sim.kpi import difference_limits, limits, measure
from sim.plan import make_plan
from sim.stats import WarmUp, ratio_values, warm_up
from sim.stats.warmup import FEWEST
from sim.time_units import WEEK

if TYPE_CHECKING:
    from sim.record.record import Record
    from sim.scenario import Scenario, ScenarioFile

MEASURE = "resolution.mean_h"
LEAST_WEEKS = 12


class Settling(NamedTuple):
    """What a measure does week by week. ``stated_weeks``: the warm-up that the scenario states."""

    scenario: str
    kpi: str
    unit: str
    weeks: int
    replications: int
    seed: int
    stated_weeks: float
    found: WarmUp

    def __repr__(self) -> str:
        return shown(self, "text")

    def _repr_html_(self) -> str:
        return shown(self, "html")


@dataclass(frozen=True)
class Weekly:
    """Numerator and denominator of a measure for each week of a replication: shape (2, weeks)."""

    scenario: Scenario
    seed: int
    engine: str
    kpi: str
    weeks: int

    def __call__(self, replication: int) -> Floats:
        record = simulate(self.scenario, self.seed, replication, self.engine)
        found = np.full((2, self.weeks), np.nan)
        for week in range(self.weeks):
            value = measure(only(record, week), self.scenario).get(self.kpi)
            if value is not None:
                below = np.nan if value.denominator is None else value.denominator
                found[:, week] = value.numerator, below
        return found


def only(record: Record, week: int) -> Record:
    """The record with a week of it as the measured window; the run-out keeps its length."""
    run_out = record.stop_s - record.end_s
    end = (week + 1) * WEEK
    stop = end + run_out if run_out else record.stop_s
    return replace(record, warm_up_s=week * WEEK, end_s=end, stop_s=stop)


def settle(
    file: ScenarioFile,
    variant: str | None = None,
    overrides: Sequence[str] = (),
    kpi: str = MEASURE,
    weeks: int | None = None,
    conditions: Conditions = Conditions(),  # noqa: B008 (frozen)
) -> Settling:
    """Run a variant from the empty start and recommend a warm-up for a measure.

    ``weeks``: None for three times the scenario's length, at least 12. Raises ScenarioError, and
    RequestError when the measure is none, or is undefined in some week.
    """
    stated = file.resolve(variant, overrides)
    unit = measure_of(kpi, stated.cost.currency).unit
    weeks = weeks or max(LEAST_WEEKS, round(3 * stated.clock.length_s / WEEK))
    if weeks < FEWEST:
        raise RequestError(f"weeks: at least {FEWEST}, not {weeks}")
    longer = (*overrides, "clock.warm_up=0 s", f"clock.length={weeks} weeks")
    scenario = file.resolve(variant, longer)
    seed = scenario.seed if conditions.seed is None else conditions.seed
    replications = max(2, conditions.replications or REPLICATIONS)
    conditions = check_size({"": scenario}, conditions, replications)
    engine = choose_engine(conditions.engine, make_plan(scenario, seed, 0), replications)
    work = Weekly(scenario, seed, engine, kpi, weeks)
    table = np.stack(_all(work, range(replications), conditions))
    values = ratio_values(table[:, 0], table[:, 1])
    if not np.isfinite(values).all():
        raise RequestError(f"{kpi} is undefined in some week; try another --measure")
    warm = stated.clock.warm_up_s / WEEK
    return Settling(
        file.name, kpi, unit, weeks, replications, seed, warm, _possible(warm_up(values), kpi, unit)
    )


def _possible(found: WarmUp, kpi: str, unit: str) -> WarmUp:
    """With its intervals cut to what is possible."""
    apart = difference_limits(kpi, unit)
    return found._replace(
        by_week=found.by_week.within(*limits(kpi, unit)),
        early=found.early.within(*apart),
        drift=found.drift.within(*apart),
    )


def _all(work: Callable[[int], Floats], numbers: range, conditions: Conditions) -> list[Floats]:
    """What the replications gave, in their order."""
    done: dict[int, Floats] = {}
    perform(work, numbers, conditions, done.__setitem__)
    return [done[number] for number in numbers]
