"""What must hold of the details that some mechanisms note of contacts, tasks and issues."""

from __future__ import annotations

import numpy as np

from sim.codes import AGREED, CALLED, NOT_REACHED, WAITING
from sim.record.columns import OF_DETAILS, names_of
from sim.record.details import details_of
from sim.record.law import tell
from sim.record.record import Record


def check_details(record: Record, found: list[str]) -> None:
    """Add a sentence to ``found`` for each law that is broken."""
    for name, table in record.details.items():
        about = names_of(OF_DETAILS[name])[0]
        known = (
            record.issues["id"]
            if about == "issue"
            else np.concatenate([record.contacts["id"], record.tasks["id"]])
        )
        ids = table[about]
        tell(found, ~np.isin(ids, known), ids, f"{name}: belong to a known {about}")
        later = np.append(True, ids[1:] > ids[:-1])[: len(ids)]
        tell(found, ~later, ids, f"{name}: in order of their {about}s, one each")
    if "callbacks" in record.details:
        _callbacks(record, found)


def _callbacks(record: Record, found: list[str]) -> None:
    contacts = record.contacts
    ids, details = contacts["id"], details_of(record, "callbacks", contacts["id"])
    rang_off, called = np.isfinite(details["rang_off_at"]), details["called_back_at"]
    broken = rang_off != np.isin(details["state"], (AGREED, CALLED, NOT_REACHED))
    tell(found, broken, ids, "callbacks: who agreed to one rang off")
    broken = (called < details["rang_off_at"]) | (np.isfinite(called) & ~rang_off)
    tell(found, broken, ids, "callbacks: called back after they rang off")
    broken = rang_off & ~np.isfinite(called) & (contacts["state"] != WAITING)
    tell(found, broken, ids, "callbacks: who rang off waits until called back")
