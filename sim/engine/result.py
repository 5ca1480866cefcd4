"""From an engine's final tables to a Record."""

from __future__ import annotations

from typing import Any

from sim.plan import Plan
from sim.record import Record, build


def record_of(
    plan: Plan,
    issues: Any,
    jobs: Any,
    pieces: Any,
    spells: Any,
    calls: Any,
    details: dict[str, Any],
) -> Record:
    """The record of a run of ``plan``, from structured arrays cut to their length.

    ``details``: by name, at least as long as their owners' tables; emptied, see ``build``.
    """
    return build(
        issues,
        jobs,
        pieces,
        spells,
        plan.agents,
        plan.duty,
        len(plan.names["channels"]),
        warm_up_s=plan.warm_up_s,
        end_s=plan.end_s,
        stop_s=plan.stop_s,
        names=plan.names,
        details=details,
        calls=calls if len(plan.layout.changing["reserves"]) else None,
    )
