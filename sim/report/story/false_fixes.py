"""A false fix in a customer's story: what was said, and when it showed that it was not so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.record.details import details_of
from sim.record.record import Record
from sim.report.clock import duration
from sim.report.story.work import Moment


def false_fix(record: Record, row: Any) -> Iterator[Moment]:
    """What the customer was told at the end of a contact or task, if that was not so."""
    noted = details_of(record, "false_fixes", row["id"][None])[0]
    said, found = float(noted["said_at"]), float(noted["found_out_at"])
    if said == said:
        yield said, 6, "bad", "Is told that it is done, which it is not"
    if found == found:
        yield found, 0, "bad", f"Finds out that it was not done, {duration(found - said)} later"


def is_believed_still(record: Record, jobs: tuple[Any, ...]) -> bool:
    """Whether the customer believes in a false fix of one of the contacts and tasks, at the end."""
    noted = details_of(record, "false_fixes", np.concatenate([rows["id"] for rows in jobs]))
    return bool((np.isfinite(noted["said_at"]) & np.isnan(noted["found_out_at"])).any())
