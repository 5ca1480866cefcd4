"""Replications of a scenario: one of them, planned, run and recorded, and many of them shared."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sim import engine as engines
from sim.experiment.conditions import Conditions
from sim.experiment.errors import RequestError
from sim.experiment.executors.executor import CHUNK_S, R, T
from sim.experiment.executors.processes import Processes, apart
from sim.experiment.size.check import check_size
from sim.experiment.size.experiment_size import named_variant
from sim.own_rules import OwnRules, RulesError
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


def simulate(
    scenario: Scenario, seed: int, replication: int, engine: str, rules: OwnRules | None = None
) -> Record:
    """What happens in a replication; it depends on the scenario, the seed, its number and the
    rules of a user's own alone. Raises RequestError when these fail."""
    return _happen(make_plan(scenario, seed, replication), engine, rules)


def _happen(plan: Plan, engine: str, rules: OwnRules | None) -> Record:
    try:
        return engines.run(plan, engine, rules)
    except RulesError as error:
        raise RequestError(str(error)) from error


def one_replication(
    file: ScenarioFile,
    variant: str | None = None,
    overrides: Sequence[str] = (),
    seed: int | None = None,
    replication: int = 0,
    engine: EngineName = "auto",
    insist: bool = False,
    rules: OwnRules | None = None,
) -> One:
    """The record that replication ``replication`` of a run or comparison has, to the last bit.

    ``seed``: None for the scenario's own. Replications are counted from 0. ``rules``: of a user's
    own, under which it was done. Raises ScenarioError for a wrong variant or override, and
    RequestError for numbers out of range, for an engine that is not there, for rules that fail, and
    when it would take more memory than there is, unless told to ``insist``.
    """
    conditions = Conditions(seed=seed, engine=engine, workers=1, insist=insist)
    conditions = on_simpy(conditions, [rules])
    if replication < 0:
        raise RequestError(f"replication: counted from 0, not {replication}")
    scenario = file.resolve(variant, overrides)
    check_size({named_variant(variant or ""): scenario}, conditions, 1)
    plan = make_plan(scenario, scenario.seed if seed is None else seed, replication)
    return One(_happen(plan, choose_engine(conditions.engine, plan, 1), rules), scenario)


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


def on_simpy(conditions: Conditions, rules: Iterable[OwnRules | None]) -> Conditions:
    """The conditions on the engine that rules of a user's own run on, where there are any.

    Raises RequestError when another engine was asked for.
    """
    if not any(rules):
        return conditions
    if conditions.engine == "compiled":
        raise RequestError(f"engine compiled: {engines.NOT_COMPILED}; leave the engine out")
    return replace(conditions, engine="simpy")


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
