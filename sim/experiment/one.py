"""One replication alone, to be looked at closely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sim.experiment.steps import real_steps

if TYPE_CHECKING:
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
    engine: str = "auto",
) -> One:
    """The record that replication ``replication`` of a run or comparison has, to the last bit.

    ``seed``: None for the scenario's own. Raises ScenarioError for a wrong variant or override
    and RequestError for an engine that is not there.
    """
    steps = real_steps()
    scenario = file.resolve(variant, overrides)
    plan = steps.plan(scenario, scenario.seed if seed is None else seed, replication)
    return One(steps.run(plan, steps.choose(engine, plan, 1)), scenario)
