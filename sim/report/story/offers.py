"""The offer that a customer got in a contact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.codes import ACCEPTED
from sim.record import Record
from sim.record.details import details_of
from sim.report.clock import duration
from sim.report.story.work import Moment


def offer_in(record: Record, row: Any) -> Iterator[Moment]:
    """What became of the offer in a contact, if there was one."""
    offer = details_of(record, "offers", row["issue"][None])[0]
    ended = float(offer["ended_at"])
    if offer["contact"] == row["id"] and ended == ended:
        accepts = offer["state"] == ACCEPTED
        took = duration(float(offer["work_s"]))
        what = "Accepts" if accepts else "Refuses"
        yield ended, 3, "good" if accepts else "bad", f"{what} an offer, which took {took} of work"
