"""What a customer is paid to make good for a failure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.record.details import details_of
from sim.record.record import Record
from sim.report.story.work import Moment


def amends_made(record: Record, row: Any) -> Iterator[Moment]:
    """What was paid at the end of a contact."""
    amends = details_of(record, "amends", row["id"][None])[0]
    if amends["paid"] > 0.0:
        scenario = record.provenance.get("scenario")
        cost = scenario.get("cost") if isinstance(scenario, dict) else None
        currency = cost.get("currency") if isinstance(cost, dict) else None
        unit = f" {currency}" if isinstance(currency, str) else ""
        yield float(row["ended_at"]), 4, "good", f"Gets amends: {amends['paid']:.2f}{unit}"
