"""How a story tells that other customers answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.record.details import details_of
from sim.record.record import Record
from sim.report.story.work import Moment


def answer_of_peers(record: Record, row: Any) -> Iterator[Moment]:
    """That another customer answers a contact, and whether it helps."""
    answer = details_of(record, "peer_answers", row["id"][None])[0]
    at = float(answer["answered_at"])
    if at == at:
        text = "Another customer answers, and that is all that was needed"
        if not answer["resolved"]:
            text = "Another customer answers, which does not help enough"
        yield at, 3, "answer", text
