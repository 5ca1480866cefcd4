"""What must hold of the calls of reserves."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY
from sim.record.columns import RESERVE_CALLS
from sim.record.law import tell
from sim.record.pieces import all_pieces
from sim.record.record import Array, Record
from sim.record.spells import outside, overlapping


def check_reserves(record: Record, found: list[str]) -> None:
    """Add a sentence to ``found`` for each law that is broken."""
    calls = record.details.get(RESERVE_CALLS)
    if calls is None:
        return
    queues = sum(len(record.names.get(key, ())) for key in ("channels", "desks"))
    teams = len(record.names.get("teams", ()))
    queue, team = calls["queue"], calls["team"]
    unknown = (queue < 0) | (queue >= queues) | (team < 0) | (team >= teams)
    tell(found, unknown, queue, "reserve_calls: queues and teams are known")
    if unknown.any():
        return
    broken = ~((calls["start"] <= calls["end"]) & (calls["end"] <= record.stop_s))
    tell(found, broken, queue, "reserve_calls: end after they begin, within the run")
    of_rule = np.empty(len(calls), [("agent", "i8"), ("start", "f8"), ("end", "f8")])
    of_rule["agent"] = queue * teams + team
    of_rule["start"], of_rule["end"] = calls["start"], calls["end"]
    tell(found, overlapping(of_rule), queue, "reserve_calls: one at a time of a team for a queue")
    _begun(record, of_rule, teams, found)


def _begun(record: Record, calls: Array, teams: int, found: list[str]) -> None:
    """Reserves take up what was not passed on to them while they are called."""
    pieces = all_pieces(record)
    pieces = pieces[pieces["agent"] != NOBODY]
    pieces = pieces[np.unique(pieces["job"], return_index=True)[1]]  # the first of each
    jobs = np.concatenate([record.contacts[["id", "queue"]], record.tasks[["id", "queue"]]])
    jobs.sort(order="id")
    queue = jobs["queue"][np.searchsorted(jobs["id"], pieces["job"])]
    rule = queue * teams + record.agents["team"][pieces["agent"]]
    helped = np.isin(rule, calls["agent"])
    start = pieces["start"][helped]
    broken = outside(rule[helped], start, start, calls)
    law = "reserve_calls: a reserve takes contacts and tasks up while it is called"
    tell(found, broken, pieces["job"][helped], law)
