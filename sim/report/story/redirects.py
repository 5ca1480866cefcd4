"""How a story tells that customers are sent to another channel, and what they do then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.codes import FOLLOWS, NOBODY, REFUSES
from sim.record.details import details_of
from sim.record.record import Record
from sim.report.story.work import Moment


def told_to_turn(record: Record, row: Any) -> Iterator[Moment]:
    """What the customer is told at the end of a contact, and whether they will do so."""
    detail = details_of(record, "redirects", row["id"][None])[0]
    by_itself = "" if row["agent"] != NOBODY else " by an automatic message"
    text = f"Is told{by_itself} to turn to another channel"
    if detail["state"] == REFUSES:
        text += ", and does not"
    elif detail["state"] == FOLLOWS and detail["contact"] not in record.contacts["id"]:
        text += "; means to, but does not come to it"
    yield float(row["ended_at"]), 3, "bad", text


def why_redirected(record: Record, row: Any) -> str:
    """Why a contact is made since an earlier one was redirected: as told, or since told so."""
    told = record.details.get("redirects")
    follows = told is not None and bool(np.any(told["contact"] == row["id"]))
    return "Turns to it as told" if follows else "Tries otherwise after being sent elsewhere"
