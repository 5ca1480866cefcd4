"""How a story tells what a customer meets in self-service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.codes import DROPPED_OUT
from sim.record.joined import self_served
from sim.report.clock import duration
from sim.report.story.work import Moment


def in_self_service(row: Any, met: Any, why: str, channel: str) -> Iterator[Moment]:
    """Makes contact, meets self-service, and how that ends but for being passed on."""
    entered, left = float(met["entered_at"]), float(met["left_at"])
    yield entered, 1, "contact", f"{why}, meets self-service"
    if met["misrouted"]:
        put_right = float(met["misrouted_work_s"])
        cost = f": {duration(put_right)} of work to put right" if put_right else ""
        yield left, 1, "bad", f"Self-service takes it for something else{cost}"
    if not self_served(row["state"]) or left != left:
        return
    after = duration(left - entered)
    if row["state"] == DROPPED_OUT:
        yield left, 3, "bad", f"Leaves self-service after {after} ({channel})"
    elif met["false_fix"]:
        yield left, 3, "bad", f"Self-service says after {after} that it is done, which it is not"
    else:
        yield left, 3, "answer", f"Self-service resolves it within {after}"
