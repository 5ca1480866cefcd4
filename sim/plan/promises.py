"""What is said on each channel about when a task will be done."""

from __future__ import annotations

from sim.codes import PROMISES
from sim.plan.ids import Ids
from sim.scenario.model import Scenario


def promise_rows(scenario: Scenario, ids: Ids) -> list[dict[str, float]]:
    """A row for each channel."""
    rules = [scenario.promise.on(name) for name in ids.queues if name in scenario.channels]
    return [
        {"kind": PROMISES.index(rule.kind), "within_s": rule.within_s, "margin": rule.margin}
        for rule in rules
    ]
