"""Answers that have to be approved, as columns and a grid."""

from __future__ import annotations

from sim.plan.dists import DistTable
from sim.plan.ids import Ids
from sim.scenario.model import Approval, Scenario


def approval_columns(ids: Ids, dists: DistTable, rule: Approval | None) -> dict[str, float]:
    """The columns of a channel's row of the table of queues."""
    if rule is None or not rule.happens:
        return {"asks_approval": 0}
    return {
        "asks_approval": 1,
        "approval_desk": ids.queue[rule.desk],
        "approval_work": dists.index(rule.work),
    }


def approval_chances(scenario: Scenario, ids: Ids) -> list[list[float]]:
    """Chances that an answer has to be approved: [queue][type]."""
    rules = [
        None if ids.is_desk(q) else scenario.channels[name].approval
        for q, name in enumerate(ids.queues)
    ]
    return [[0.0 if rule is None else rule.chance(one) for one in ids.types] for rule in rules]
