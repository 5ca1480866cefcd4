"""What must hold of offers that customers got in contacts."""

from __future__ import annotations

import numpy as np

from sim.codes import BEING_MADE, NO_OFFER
from sim.record.law import tell
from sim.record.record import Record


def check_offers(record: Record, found: list[str]) -> None:
    """Offers are made in contacts about the issue that were answered; they end with the talk."""
    table, contacts = record.details["offers"], record.contacts
    ids, made = table["issue"], table["state"] != NO_OFFER
    teams = len(record.names.get("teams", ()))
    broken = ~made | (table["team"] < 0) | (table["team"] >= teams) | ~(table["work_s"] >= 0.0)
    tell(found, broken, ids, "offers: made by a team that is known, in no less than no time")
    row = np.searchsorted(contacts["id"], table["contact"])
    known = np.isin(table["contact"], contacts["id"])
    own = contacts[np.where(known, row, 0)] if len(contacts) else contacts
    broken = ~known
    broken[known] = (own["issue"] != ids)[known] | ~np.isfinite(own["answered_at"][known])
    tell(found, broken, ids, "offers: in a contact about the issue that was answered")
    over = np.isfinite(table["ended_at"])
    tell(
        found, over != (table["state"] != BEING_MADE), ids, "offers: refused or accepted once over"
    )
    late = np.zeros(len(ids), bool)
    late[known] = ~(
        (table["ended_at"] >= own["answered_at"]) & ~(table["ended_at"] > own["ended_at"])
    )[known]
    tell(found, over & late, ids, "offers: over while the customer is there")
