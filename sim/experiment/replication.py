"""Replications of a scenario: one of them, planned, run and recorded, and many of them shared."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sim import engine as engines
from sim.experiment.conditions import Conditions
from sim.experiment.errors import RequestError
from sim.experiment.executors.executor import CHUNK_S, R, T
from sim.experiment.executors.processes import Processes, apart
from sim.experiment.size.check import check_size
from sim.experiment.size.experiment_size import named_variant
from sim.plan import Plan, make_plan

if TYPE_CHECKING:
    from sim.experiment.conditions import EngineName
    from sim.record.record import Record
    from sim.scenario import Scenario, ScenarioFile

log = logging.getLogger("sim")


class One(NamedTuple):
    """What happened in a replication, and the scenario that it was of."""

    record: Record
    scenario: Scenario


def simulate(scenario: Scenario, seed: int, replication: int, engine: str) -> Record:
    """What happens in a replication; it depends on the scenario, the seed and its number alone."""
    return engines.run(make_plan(scenario, seed, replication), engine)


def one_replication(
    file: ScenarioFile,
    variant: str | None = None,
    overrides: Sequence[str] = (),
    seed: int | None = None,
    replication: int = 0,
    engine: EngineName = "auto",
    insist: bool = False,
) -> One:
    """The record that replication ``replication`` of a run or comparison has, to the last bit.

    ``seed``: None for the scenario's own. Replications are counted from 0. Raises ScenarioError
    for a wrong variant or override, and RequestError for numbers out of range and for an engine
    that is not there or when it would take more memory than there is, unless told to ``insist``.
    """
    conditions = Conditions(seed=seed, engine=engine, workers=1, insist=insist)
    if replication < 0:
        raise RequestError(f"replication: counted from 0, not {replication}")
    scenario = file.resolve(variant, overrides)
    check_size({named_variant(variant or ""): scenario}, conditions, 1)
    plan = make_plan(scenario, scenario.seed if seed is None else seed, replication)
    return One(engines.run(plan, choose_engine(engine, plan, 1)), scenario)


def perform(
    work: Callable[[T], R],
    tasks: Sequence[T],
    conditions: Conditions,
    take: Callable[[T, R], None],
    before: int = 0,
    chunk_s: float = CHUNK_S,
    together: int = 1,
) -> None:
    """Do tasks in the way and the order that the conditions give; each result is taken as it comes.

    ``before``: how many were done earlier; they count in what ``progress`` is told. The rest is
    as for ``Executor.execute``.
    """
    executor = conditions.executor or Processes(conditions.workers)
    tell = conditions.progress or (lambda done, total: None)
    done, total = before, before + len(tasks)
    tell(done, total)
    with closing(executor.execute(work, tasks, chunk_s, together)) as pieces:
        for at, result in pieces:
            take(tasks[at], result)
            done += 1
            tell(done, total)


def choose_engine(engine: str, plan: Plan, runs: int) -> str:
    """The engine for ``runs`` runs of about the size of ``plan``, compiled if need be.

    Raises RequestError when the compiled engine is asked for and numba is missing.
    """
    try:
        name = engines.chosen(engine, plan.contacts_hint * runs)
    except RuntimeError as error:
        raise RequestError(f"{error}; install supportsim[fast], or use --engine simpy") from None
    if engine == "auto" and not engines.numba_available():
        log.warning("numba is not installed, so the SimPy engine runs; supportsim[fast] is faster")
    if name == "compiled" and engines.compiles_first():
        log.warning("compiling the fast engine, once: this may take a minute")
        # It leaves the code in the cache; apart, because numba does not heed Ctrl-C.
        apart(partial(engines.run, plan, "compiled"))
    return name
