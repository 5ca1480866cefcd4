"""One replication alone, to be looked at closely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sim.experiment.budget import check_size, named_variant
from sim.experiment.conditions import Conditions
from sim.experiment.errors import RequestError
from sim.experiment.steps import real_steps

if TYPE_CHECKING:
    from sim.experiment.conditions import EngineName
    from sim.record.record import Record
    from sim.scenario.model import Scenario


class File(Protocol):
    """What is asked of a scenario file."""

    def resolve(self, variant: str | None = None, overrides: Sequence[str] = ()) -> Scenario: ...


class One(NamedTuple):
    """What happened in a replication, and the scenario that it was of."""

    record: Record
    scenario: Scenario


def one_replication(
    file: File,
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
    steps = real_steps()
    scenario = file.resolve(variant, overrides)
    check_size({named_variant(variant or ""): scenario}, conditions, 1)
    plan = steps.plan(scenario, scenario.seed if seed is None else seed, replication)
    return One(steps.run(plan, steps.choose(engine, plan, 1)), scenario)
