"""Updates in the customer's story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.codes import NOBODY
from sim.record.details import details_of
from sim.record.record import Record
from sim.report.story.work import Moment


def is_update(record: Record, row: Any) -> bool:
    """Whether a row of the tasks is an update about another."""
    return bool(details_of(record, "updates", row["id"][None])[0]["about"] != NOBODY)


def update(record: Record, row: Any, desk: str) -> Iterator[Moment]:
    """That the customer is told how it stands."""
    if details_of(record, "updates", row["id"][None])[0]["told"] == 1:
        yield float(row["ended_at"]), 6, "answer", f"Is told by {desk} how it stands"
