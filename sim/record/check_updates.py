"""What must hold of updates: jobs at the desk of a task, that tell of it while it goes on."""

from __future__ import annotations

import numpy as np

from sim.codes import DONE, NOBODY
from sim.record.details import details_of
from sim.record.law import tell
from sim.record.record import Record


def check_updates(record: Record, found: list[str]) -> None:
    """Add a sentence to ``found`` for each law that is broken."""
    tasks, issues = record.tasks, record.issues
    noted = details_of(record, "updates", tasks["id"])
    rows, noted = tasks[noted["about"] != NOBODY], noted[noted["about"] != NOBODY]
    ids = rows["id"]
    at = np.minimum(np.searchsorted(tasks["id"], noted["about"]), max(len(tasks) - 1, 0))
    of = tasks[at]
    same = (of["id"] == noted["about"]) & (of["issue"] == rows["issue"])
    same &= of["queue"] == rows["queue"]
    tell(found, ~same, ids, "updates: tell of a task of the issue at the same desk")
    closed = issues["closed_at"][rows["issue"]]
    late = (rows["opened_at"] > of["ended_at"]) | (rows["opened_at"] > closed)
    tell(found, late, ids, "updates: are left while the task goes on")
    told = noted["told"] == 1
    broken = told & ((rows["state"] != DONE) | (rows["ended_at"] > of["ended_at"]))
    broken |= told & (rows["ended_at"] > closed)
    tell(found, broken, ids, "updates: are told while the task goes on")
    tell(found, rows["stage"] != 0, ids, "updates: bring nothing further")
    counted = details_of(record, "informed", issues["id"])["updates"]
    summed = np.bincount(rows["issue"][told], minlength=len(issues))
    tell(found, summed != counted, issues["id"], "informed: issues count what was told of them")
