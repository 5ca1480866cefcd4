"""How a story tells that answers have to be approved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.codes import NOBODY
from sim.record.details import details_of
from sim.record.record import Record
from sim.report.clock import duration
from sim.report.story.work import Moment


def approval_of(record: Record, row: Any) -> Iterator[Moment]:
    """That an answer is ready and has to be approved, and that it is sent."""
    approval = details_of(record, "approvals", row["id"][None])[0]
    asked, given = float(approval["asked_at"]), float(approval["given_at"])
    if asked == asked:
        yield asked, 3, "work", "The answer is ready, and has to be approved"
    if given == given:
        after = duration(given - asked)
        yield given, 6, "answer", f"The answer is sent {after} after it was ready"
    elif asked == asked:
        yield record.stop_s, 8, "end", "The answer has not been sent when the run ends"


def approves(record: Record, row: Any) -> bool:
    """Whether a task is to approve an answer."""
    return bool(details_of(record, "approvals", row["id"][None])[0]["contact"] != NOBODY)
