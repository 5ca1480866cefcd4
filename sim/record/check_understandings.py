"""What must hold of explanations: each was given in a contact of the issue that is over."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY
from sim.record.details import details_of
from sim.record.law import tell
from sim.record.record import Record


def check_understandings(record: Record, found: list[str]) -> None:
    """Add a sentence to ``found`` for each law that is broken."""
    contacts, ids = record.contacts, record.issues["id"]
    noted = details_of(record, "understandings", ids)
    explained = np.flatnonzero(noted["contact"] != NOBODY)
    wanted = noted["contact"][explained]
    at = np.searchsorted(contacts["id"], wanted)
    broken = at == len(contacts)
    there = contacts[at[~broken]]
    known = (there["id"] == wanted[~broken]) & (there["issue"] == ids[explained[~broken]])
    known &= np.isfinite(there["answered_at"]) & np.isfinite(there["ended_at"])
    broken[~broken] = ~known
    law = "understandings: it was explained in a talk about the issue"
    tell(found, broken, ids[explained], law)
    tell(found, noted["let_pass"] < 0, ids, "understandings: what was let pass is counted")
