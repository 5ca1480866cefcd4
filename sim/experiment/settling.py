"""How long a scenario takes to settle: a measure week by week from the empty start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from sim.experiment.budget import check_size
from sim.experiment.conditions import REPLICATIONS, Conditions
from sim.experiment.errors import RequestError
from sim.experiment.naming import unknown
from sim.experiment.processes import Processes
from sim.experiment.sample import Floats
from sim.experiment.steps import Steps, real_steps
from sim.stats import WarmUp, ratio_values, warm_up
from sim.stats.warmup import FEWEST
from sim.time_units import WEEK

if TYPE_CHECKING:
    from sim.record.record import Record
    from sim.scenario.model import Scenario

MEASURE = "resolution.mean_h"
LEAST_WEEKS = 12


class File(Protocol):
    """What is asked of a scenario file."""

    @property
    def name(self) -> str: ...
    def resolve(self, variant: str | None = None, overrides: Sequence[str] = ()) -> Scenario: ...


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


@dataclass(frozen=True)
class Weekly:
    """Numerator and denominator of a measure for each week of a replication: shape (2, weeks)."""

    scenario: Scenario
    seed: int
    engine: str
    steps: Steps
    kpi: str
    weeks: int

    def __call__(self, replication: int) -> Floats:
        plan = self.steps.plan(self.scenario, self.seed, replication)
        record = self.steps.run(plan, self.engine)
        found = np.full((2, self.weeks), np.nan)
        for week in range(self.weeks):
            value = self.steps.measure(only(record, week), self.scenario).get(self.kpi)
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
    file: File,
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
    steps = conditions.steps or real_steps()
    stated = file.resolve(variant, overrides)
    try:
        unit = steps.describe(kpi).unit.replace("money", stated.cost.currency)
    except KeyError:
        raise unknown(kpi) from None
    weeks = weeks or max(LEAST_WEEKS, round(3 * stated.clock.length_s / WEEK))
    if weeks < FEWEST:
        raise RequestError(f"weeks: at least {FEWEST}, not {weeks}")
    longer = (*overrides, "clock.warm_up=0 s", f"clock.length={weeks} weeks")
    scenario = file.resolve(variant, longer)
    seed = scenario.seed if conditions.seed is None else conditions.seed
    replications = max(2, conditions.replications or REPLICATIONS)
    conditions = check_size({"": scenario}, conditions, replications)
    engine = steps.choose(conditions.engine, steps.plan(scenario, seed, 0), replications)
    work = Weekly(scenario, seed, engine, steps, kpi, weeks)
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
    from sim.kpi import difference_limits, limits

    apart = difference_limits(kpi, unit)
    return found._replace(
        by_week=found.by_week.within(*limits(kpi, unit)),
        early=found.early.within(*apart),
        drift=found.drift.within(*apart),
    )


def _all(work: Callable[[int], Floats], numbers: range, conditions: Conditions) -> list[Floats]:
    """What the replications gave, in their order."""
    done: dict[int, Any] = {}
    executor = conditions.executor or Processes(conditions.workers)
    with closing(executor.execute(work, numbers)) as pieces:
        for at, found in pieces:
            done[at] = found
            if conditions.progress is not None:
                conditions.progress(len(done), len(numbers))
    return [done[at] for at in numbers]
