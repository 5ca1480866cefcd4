"""What each team sees of what customers have said, as a grid."""

from __future__ import annotations

from sim.codes import HISTORIES, OWN
from sim.plan.ids import Ids
from sim.scenario.model import Scenario


def history_grid(scenario: Scenario, ids: Ids) -> list[list[int]]:
    """[team][queue]: whose talk there agents of the team can look up (``HISTORIES``)."""
    return [
        [
            OWN if history.channels and queue not in history.channels else whose
            for queue in ids.queues
        ]
        for history in (scenario.teams[name].history for name in ids.teams)
        for whose in (HISTORIES.index(history.sees),)
    ]
