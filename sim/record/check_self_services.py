"""What must hold of what self-service has noted of contacts."""

from __future__ import annotations

import numpy as np

from sim.codes import CONTAINED, DROPPED_OUT
from sim.record.details import details_of
from sim.record.joined import self_served
from sim.record.law import tell
from sim.record.record import Record


def check_self_services(record: Record, found: list[str]) -> None:
    """Add a sentence to ``found`` for each law that is broken."""
    contacts = record.contacts
    ids, state, ended = contacts["id"], contacts["state"], contacts["ended_at"]
    noted = details_of(record, "self_services", ids)
    entered, left = noted["entered_at"], noted["left_at"]
    was_in, out = np.isfinite(entered), np.isfinite(left)
    inside = self_served(state)
    tell(found, inside & ~was_in, ids, "self-service: who has met only that has entered it")
    broken = (out & ~was_in) | (left < entered)
    tell(found, broken, ids, "self-service: left after it was entered")
    broken = inside & (entered != contacts["opened_at"])
    broken |= was_in & ~inside & (left != contacts["opened_at"])
    tell(found, broken, ids, "self-service: comes first, what agents get is opened then")
    broken = inside & np.isfinite(ended) & (left != ended)
    broken |= (state == DROPPED_OUT) & ~np.isfinite(ended)
    tell(found, broken, ids, "self-service: who is contained or drops out is gone then")
    still = was_in & ~out
    broken = still & ((state != CONTAINED) | np.isfinite(ended))
    tell(found, broken, ids, "self-service: who has not left it is in there still")
    broken = (noted["misrouted"] == 1) & (inside | ~out)
    tell(found, broken, ids, "self-service: misrouted ones are passed on")
    broken = (noted["false_fix"] == 1) & ((state != CONTAINED) | ~np.isfinite(ended))
    tell(found, broken, ids, "self-service: only what is contained is a false fix")
    work = noted["misrouted_work_s"]
    broken = (work < 0.0) | (work > 0.0) & (noted["misrouted"] != 1)
    broken |= (work > 0.0) & ~np.isfinite(contacts["answered_at"])
    tell(found, broken, ids, "self-service: agents put right what they took up misrouted")
