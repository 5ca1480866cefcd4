"""How often a customer has complained before, where ranks go by it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.record import Record
from sim.record.details import details_of
from sim.report.story.work import Moment


def complained_before(record: Record, issue: Any, contacts: Any) -> Iterator[Moment]:
    """That the firm knows the customer for complaints, when the first contact is made."""
    before = int(details_of(record, "credibility", issue["id"][None])["before"][0])
    if before > 0 and len(contacts):
        times = "once" if before == 1 else "twice" if before == 2 else f"{before} times"
        yield float(contacts["opened_at"].min()), 1, "need", f"Has complained {times} before"
