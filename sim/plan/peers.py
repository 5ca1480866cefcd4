"""Customers who answer others, as columns and a grid."""

from __future__ import annotations

from sim.plan.dists import DistTable
from sim.plan.ids import Ids
from sim.scenario.model import Peers, Scenario


def peer_columns(dists: DistTable, rule: Peers | None) -> dict[str, float]:
    """The columns of a channel's row of the table of queues."""
    if rule is None or not rule.happens:
        return {"has_peers": 0}
    return {
        "has_peers": 1,
        "peers_after": dists.index(rule.after),
        "peers_resolve": rule.resolves,
    }


def peer_chances(scenario: Scenario, ids: Ids) -> list[list[float]]:
    """Chances that another customer answers a contact: [queue][type]."""
    rules = [
        None if ids.is_desk(q) else scenario.channels[name].peers
        for q, name in enumerate(ids.queues)
    ]
    return [[0.0 if rule is None else rule.chance(one) for one in ids.types] for rule in rules]
