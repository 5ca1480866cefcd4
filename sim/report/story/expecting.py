"""What wait a customer expects of the next answer, by the last one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.record.details import details_of
from sim.record.record import Record
from sim.report.story.work import Moment


def expects_from_now(record: Record, issue: Any) -> Iterator[Moment]:
    """That the judgement of an issue has changed what the customer expects, if it has."""
    step = details_of(record, "expected", issue["id"][None])[0]
    before, after = float(step["before"]), float(step["after"])
    if after != after or f"{after:.2f}" == f"{before:.2f}":
        return
    at = float(details_of(record, "judged", issue["id"][None])[0]["judged_at"])
    kind, what = ("bad", "longer") if after > before else ("contact", "shorter")
    text = f"Expects {what} waits from now on: {after:.2f} times what the channel says"
    yield at, 8, kind, f"{text} (until now {before:.2f})"
