"""What must hold of answers that have to be approved."""

from __future__ import annotations

import numpy as np

from sim.codes import AWAITING_APPROVAL, DONE, LOST, NOBODY
from sim.record.details import details_of
from sim.record.law import tell
from sim.record.record import Record


def check_approvals(record: Record, found: list[str]) -> None:
    """Add a sentence to ``found`` for each law about approvals that is broken."""
    contacts, tasks = record.contacts, record.tasks
    ids, details = contacts["id"], details_of(record, "approvals", contacts["id"])
    asked, given = details["asked_at"], details["given_at"]
    broken = (contacts["state"] == AWAITING_APPROVAL) & ~(np.isfinite(asked) & np.isnan(given))
    tell(found, broken, ids, "approvals: who awaits one has asked for it")
    broken = np.isfinite(asked) & ~(asked >= contacts["answered_at"])
    tell(found, broken, ids, "approvals: asked for when the answer is ready")
    same = (given == contacts["ended_at"]) | (np.isnan(given) & np.isnan(contacts["ended_at"]))
    tell(found, np.isfinite(asked) & ~same, ids, "approvals: the answer is sent when it is given")
    broken = (given < asked) | (np.isfinite(given) & np.isnan(asked))
    tell(found, broken, ids, "approvals: given after they were asked for")
    about = details_of(record, "approvals", tasks["id"])["contact"]
    chosen = about != NOBODY
    tasks, about = tasks[chosen], about[chosen]
    at = np.minimum(np.searchsorted(ids, about), max(len(ids) - 1, 0))
    known = ids[at] == about if len(ids) else np.zeros(len(about), bool)
    tell(found, ~known, tasks["id"], "approvals: each is about a contact")
    counted = np.bincount(at[known], minlength=len(ids)) if len(ids) else np.zeros(0, np.intp)
    tell(found, (counted == 1) != np.isfinite(asked), ids, "approvals: one task for each asked for")
    tasks, at = tasks[known], at[known]
    done = tasks["state"] == DONE
    same = np.where(done, given[at] == tasks["ended_at"], np.isnan(given[at]))
    broken = (tasks["opened_at"] != asked[at]) | ~same
    tell(found, broken, tasks["id"], "approvals: given when the task is done")
    broken = (tasks["state"] == LOST) & np.isfinite(given[at])
    tell(found, broken, tasks["id"], "approvals: what is lost is never given")
