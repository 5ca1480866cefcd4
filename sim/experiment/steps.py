"""The rooms that an experiment passes through, as functions that can be exchanged."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from sim.experiment.errors import RequestError
from sim.experiment.processes import apart
from sim.experiment.sample import Measured
from sim.stats import Direction

if TYPE_CHECKING:
    from sim.plan import Plan
    from sim.scenario.model import Scenario

log = logging.getLogger("sim")


class Definition(Protocol):
    """What a result needs to know of a KPI; an amount of money has the unit ``money``."""

    @property
    def unit(self) -> str: ...
    @property
    def direction(self) -> Direction: ...


class Planned(NamedTuple):
    """What a variant plans to pay for in an average week, before anybody is ill or late."""

    paid_h: float
    cost: float


class Steps(NamedTuple):
    """From a scenario to its numbers. Functions of a module, since processes are sent them.

    plan: (scenario, seed, replication) → plan. choose: (engine asked for, plan, number of
    runs) → engine, made ready. run: (plan, engine) → record. measure: (record, scenario) →
    values by KPI. warn: (record, values) → sentences about doubtful numbers. describe: KPI →
    its definition. planned: scenario → what it plans to pay for. explicit: scenario → its text.
    """

    plan: Callable[[Scenario, int, int], Any]
    choose: Callable[[str, Any, int], str]
    run: Callable[[Any, str], Any]
    measure: Callable[[Any, Scenario], Mapping[str, Measured]]
    warn: Callable[[Any, Any], list[str]]
    describe: Callable[[str], Definition]
    planned: Callable[[Scenario], Planned]
    explicit: Callable[[Scenario], str]


def real_steps() -> Steps:
    """The rooms of this package."""
    from sim.engine import run
    from sim.kpi import describe, measure, warnings
    from sim.plan import make_plan
    from sim.scenario.explicit import explicit

    return Steps(make_plan, choose_engine, run, measure, warnings, describe, planned_week, explicit)


def planned_week(scenario: Scenario) -> Planned:
    """Paid hours and pay of an average week, all teams together."""
    from sim.scenario import planned_cost, planned_paid_hours

    paid_h, cost = planned_paid_hours(scenario), planned_cost(scenario)
    return Planned(sum(paid_h.values()), sum(cost.values()))


def choose_engine(engine: str, plan: Plan, runs: int) -> str:
    """The engine for ``runs`` runs of about the size of ``plan``, compiled if need be.

    Raises RequestError when the compiled engine is asked for and numba is missing.
    """
    from sim.engine import chosen, compiles_first, numba_available

    try:
        name = chosen(engine, plan.contacts_hint * runs)
    except RuntimeError as error:
        raise RequestError(f"{error}; install supportsim[fast], or use --engine simpy") from None
    if engine == "auto" and not numba_available():
        log.warning("numba is not installed, so the SimPy engine runs; supportsim[fast] is faster")
    if name == "compiled" and compiles_first():
        log.warning("compiling the fast engine, once: this may take a minute")
        apart(partial(_compile, plan))
    return name


def _compile(plan: Plan) -> None:
    """Leave the compiled code in the cache; apart, because numba does not heed Ctrl-C."""
    from sim.engine import run

    run(plan, "compiled")
