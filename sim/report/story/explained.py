"""Explanations in the customer's story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.record.details import details_of
from sim.record.record import Record
from sim.report.story.work import Moment


def explained(record: Record, row: Any) -> Iterator[Moment]:
    """That it was explained in the last talk how it will go on, and that nobody asks since."""
    noted = details_of(record, "understandings", row["issue"][None])[0]
    if noted["contact"] == row["id"]:
        yield float(row["ended_at"]), 3, "answer", "Understands how it will go on"
