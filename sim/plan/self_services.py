"""Self-service as rows and a grid: what meets contacts before agents do."""

from __future__ import annotations

from sim.plan.dists import DistTable
from sim.plan.ids import Ids
from sim.scenario.model import Scenario, SelfService


def rule_of(scenario: Scenario, ids: Ids, queue: int) -> SelfService | None:
    """The self-service of a queue, if it makes any difference."""
    if ids.is_desk(queue):
        return None
    rule = scenario.channels[ids.queues[queue]].self_service
    return rule if rule is not None and rule.happens else None


def self_service_rows(scenario: Scenario, ids: Ids, dists: DistTable) -> list[dict[str, float]]:
    """Rows of the table of rules; none where there is no self-service."""
    rules = [rule_of(scenario, ids, queue) for queue in range(len(ids.queues))]
    if not any(rules):
        return []
    return [
        {}
        if rule is None
        else {
            "always_open": rule.always_open,
            "only_first": rule.only_first,
            "hides": rule.hides,
            "takes": dists.index(rule.takes),
            "misrouted_work": dists.index(rule.misrouted_work),
            "drops": rule.drops,
            "misroutes": rule.misroutes,
            "false_fixes": rule.false_fixes,
        }
        for rule in rules
    ]


def containment_chances(scenario: Scenario, ids: Ids) -> list[list[float]]:
    """Chances that self-service contains a contact: [queue][type]."""
    rules = [rule_of(scenario, ids, queue) for queue in range(len(ids.queues))]
    return [[0.0 if rule is None else rule.chance(one) for one in ids.types] for rule in rules]
