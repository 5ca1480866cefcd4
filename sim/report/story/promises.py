"""What was said about when a task will be done, in the customer's story."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sim.record.record import Record
from sim.report.clock import moment
from sim.report.story.work import Moment


def promised(issue: Any, row: Any, stop_s: float, start: date) -> Iterator[Moment]:
    """What was said, and that it was not kept."""
    due, said = float(row["promised_at"]), float(row["ended_at"])
    if due != due or said != said:
        return
    yield said, 4, "promise", f"Is promised: done by {moment(due, start)}"
    closed = issue["closed_at"]
    if due < stop_s and not closed <= due:
        yield due, 5, "bad", "The promised time passes; the need is not met"


def was_promised(record: Record, row: Any) -> bool:
    """Whether a time was said to the customer before this contact."""
    before = record.contacts[record.contacts["issue"] == row["issue"]]
    return bool((before["promised_at"] <= row["opened_at"]).any())
