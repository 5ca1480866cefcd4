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
    explained = noted["contact"] != NOBODY
    at = np.minimum(np.searchsorted(contacts["id"], noted["contact"]), max(len(contacts) - 1, 0))
    there = contacts[at]
    known = (there["id"] == noted["contact"]) & (there["issue"] == ids)
    known &= np.isfinite(there["answered_at"]) & np.isfinite(there["ended_at"])
    law = "understandings: it was explained in a talk about the issue"
    tell(found, explained & ~known, ids, law)
    tell(found, noted["let_pass"] < 0, ids, "understandings: what was let pass is counted")
