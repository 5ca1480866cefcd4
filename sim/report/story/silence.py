"""An end of which nobody told the customer, in the story: when it was known all the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.codes import MET, NOBODY
from sim.record.details import details_of
from sim.record.record import Record
from sim.report.clock import duration
from sim.report.story.work import Moment


def is_silent(record: Record, issue: Any) -> bool:
    """Whether the issue was met or denied at a desk that did not tell the customer."""
    noted = details_of(record, "outcomes", issue["id"][None])[0]
    return bool(noted["silent_task"] != NOBODY)


def silent_end(record: Record, issue: Any, contacts: Any) -> Iterator[Moment]:
    """That nobody tells the customer, and when and how the customer knows it."""
    if not is_silent(record, issue):
        return
    noted = details_of(record, "outcomes", issue["id"][None])[0]
    closed, known = float(issue["closed_at"]), float(noted["known_at"])
    yield closed, 8, "bad", "Nobody tells the customer"
    if known == known:
        met = int(issue["state"]) == MET
        what = "it is done" if met else "it cannot be done"
        how = "Hears" if (contacts["ended_at"] == known).any() else "Sees"
        text = f"{how} that {what}, {duration(known - closed)} later"
        yield known, 8, "answer" if met else "bad", text
