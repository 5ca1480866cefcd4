"""What the firm noticed of an error of its own, and that the customer need not ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.record import Record
from sim.record.details import details_of
from sim.report.story.work import Moment


def noticed(record: Record, issue: Any) -> Iterator[Moment]:
    """That the firm noticed the need and acted, and when the customer sees it first."""
    row = details_of(record, "noticed", issue["id"][None])[0]
    at, aware = float(row["noticed_at"]), float(row["aware_at"])
    if at == at:
        yield at, 1, "good", "The firm notices it by itself and sees to it"
    if aware <= record.stop_s and not issue["closed_at"] <= aware:
        yield aware, 0, "need", "The customer sees that something is wrong"
