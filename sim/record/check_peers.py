"""What must hold of answers by other customers."""

from __future__ import annotations

import numpy as np

from sim.codes import ANSWERED_BY_PEERS, IGNORED, MET
from sim.record.details import details_of
from sim.record.law import tell
from sim.record.record import Record


def check_peers(record: Record, found: list[str]) -> None:
    """Add a sentence to ``found`` for each law about answers of peers that is broken."""
    contacts, issues = record.contacts, record.issues[record.contacts["issue"]]
    ids, details = contacts["id"], details_of(record, "peer_answers", contacts["id"])
    resolved, answered = details["resolved"] == 1, details["answered_at"]
    passed_over = contacts["state"] == IGNORED
    late = (answered > contacts["ended_at"]) & ~passed_over
    tell(found, (answered < contacts["opened_at"]) | late, ids, "peers: answer what is unanswered")
    by_peers = contacts["state"] == ANSWERED_BY_PEERS
    tell(found, by_peers != (resolved & ~passed_over), ids, "peers: who is helped goes")
    broken = by_peers & (contacts["ended_at"] != answered)
    tell(found, broken, ids, "peers: who is helped goes with their answer")
    broken = resolved & ((issues["state"] != MET) | (issues["met_at"] != answered))
    tell(found, broken, ids, "peers: the need is met by what helps")
    broken = np.isfinite(answered) & ~(issues["acknowledged_at"] <= answered)
    tell(found, broken, ids, "peers: their answer ends the silence")
