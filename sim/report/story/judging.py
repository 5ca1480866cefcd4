"""What a customer who remembers makes of an issue: the score, and whether this was the last one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.codes import DISSATISFIED, NOT_ARISEN
from sim.record.details import details_of
from sim.record.record import Record
from sim.report.story.work import Moment


def judgement_on(record: Record, issue: Any) -> Iterator[Moment]:
    """The judgement of an issue, if its customer made one, and what it led to."""
    if int(issue["state"]) == NOT_ARISEN:
        yield (
            float(issue["opened_at"]),
            1,
            "end",
            "Has left the firm before: the need does not arise",
        )
        return
    judged = details_of(record, "judged", issue["id"][None])[0]
    at = float(judged["judged_at"])
    if at == at:
        knows = issue["closed_at"] <= at
        why = "Judges the firm" if knows else "Loses hope and judges the firm"
        kind = "contact" if knows else "bad"
        yield at, 8, kind, f"{why}: {judged['score']:.1f} of 5"
    yield from _leaves(record, issue, judged)


def _leaves(record: Record, issue: Any, judged: Any) -> Iterator[Moment]:
    """The customer leaves while the issue is open, or when it has been judged."""
    table = record.details.get("memories")
    known = [] if table is None else table[table["number"] == issue["customer"]]
    for memory in known:
        left_at = float(memory["left_at"])
        if int(memory["why_left"]) == DISSATISFIED and left_at == judged["judged_at"]:
            silent = ", without a word" if judged["silent"] else ""
            yield left_at, 9, "bad", f"Leaves the firm for good{silent}"
        elif issue["opened_at"] <= left_at < np.fmin(issue["closed_at"], record.stop_s):
            yield left_at, 9, "end", "Is no longer a customer from now on"
