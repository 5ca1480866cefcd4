"""Redirects as rows and a grid: who is sent to which channel, and who follows."""

from __future__ import annotations

from sim.codes import AT_THE_OFFER, BY_AGENT, NO_REDIRECT
from sim.plan.dists import DistTable
from sim.plan.ids import Ids
from sim.scenario.model import Redirect, Scenario


def redirect_columns(ids: Ids, dists: DistTable, rule: Redirect | None) -> dict[str, float]:
    """The columns of a channel's row of the table of queues."""
    if rule is None or not rule.happens:
        return {"redirects": NO_REDIRECT}
    return {
        "redirects": BY_AGENT if rule.takes_work else AT_THE_OFFER,
        "redirect_to": ids.queue[rule.to],
        "redirect_work": dists.index(rule.work),
        "redirect_delay": dists.index(rule.delay),
        "redirect_follows": rule.follows,
    }


def redirect_chances(scenario: Scenario, ids: Ids) -> list[list[float]]:
    """Chances that a contact is sent to another channel: [queue][type]."""
    rules = [
        None if ids.is_desk(q) else scenario.channels[name].redirect
        for q, name in enumerate(ids.queues)
    ]
    return [[0.0 if rule is None else rule.chance(one) for one in ids.types] for rule in rules]
