"""What must hold of errors that the firm noticed itself, or that customers see only later."""

from __future__ import annotations

import numpy as np

from sim.record.law import tell
from sim.record.record import Record


def check_noticed(record: Record, found: list[str]) -> None:
    """A task is left when something is noticed; nobody makes contact who sees nothing yet."""
    table, issues, tasks = record.details["noticed"], record.issues, record.tasks
    ids, noticed, aware = table["issue"], table["noticed_at"], table["aware_at"]
    opened = issues["opened_at"][ids]
    broken = (noticed < opened) | (aware < opened)
    tell(found, broken, ids, "noticed: after the need arose")
    noticed_at = np.full(len(issues), np.nan)
    noticed_at[ids] = noticed
    left = np.zeros(len(issues), bool)
    left[tasks["issue"][tasks["opened_at"] == noticed_at[tasks["issue"]]]] = True
    tell(found, np.isfinite(noticed) & ~left[ids], ids, "noticed: a task is left at once")
    aware_at = np.full(len(issues), -np.inf)
    aware_at[ids] = np.where(np.isfinite(aware), aware, -np.inf)
    contacts = record.contacts
    early = contacts["opened_at"] < aware_at[contacts["issue"]]
    tell(found, early, contacts["id"], "noticed: customers make contact once they see it")
