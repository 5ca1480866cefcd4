"""The piece of work that every experiment repeats: one replication of some scenarios."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.experiment.replication import simulate
from sim.experiment.results.sample import Row, row_of
from sim.kpi import measure, warnings

if TYPE_CHECKING:
    from sim.experiment.conditions import Digest
    from sim.own_rules import OwnRules
    from sim.record.record import Record
    from sim.scenario.model import Scenario


class Done(NamedTuple):
    """A variant's share of one replication.

    ``notes`` say what is doubtful about its numbers. ``seen``: the record, or its digest; None if
    nobody wants it.
    """

    row: Row
    notes: list[str]
    seen: Any


@dataclass(frozen=True)
class AllVariants:
    """Does replication n of every scenario in turn, so that they share the plan's demand.

    ``rules``: of a user's own, for each scenario, or None. Called with n it returns one ``Done``
    for each scenario, in their order; the results depend on the scenarios, their rules, the seed
    and n alone.
    """

    scenarios: tuple[Scenario, ...]
    seed: int
    engine: str
    rules: tuple[OwnRules | None, ...]
    keep_records: bool = False
    digest: Digest | None = None

    def __call__(self, replication: int) -> list[Done]:
        pairs = zip(self.scenarios, self.rules, strict=True)
        return [self._one(scenario, rules, replication) for scenario, rules in pairs]

    def _one(self, scenario: Scenario, rules: OwnRules | None, replication: int) -> Done:
        record = simulate(scenario, self.seed, replication, self.engine, rules)
        values = measure(record, scenario)
        notes = warnings(record, values) if replication == 0 else []
        seen = self._seen(record, scenario, replication) if self.keep_records else None
        return Done(row_of(values), notes, seen)

    def _seen(self, record: Record, scenario: Scenario, replication: int) -> Any:
        return record if self.digest is None else self.digest(record, scenario, replication)
