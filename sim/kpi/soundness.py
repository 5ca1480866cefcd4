"""Conservation laws, with what the scenario allows."""

from __future__ import annotations

from sim.kpi.rules import rules_of
from sim.record import Record
from sim.record import check as check_record
from sim.scenario.model import Scenario


def check(record: Record, scenario: Scenario) -> list[str]:
    """Laws that the record breaks (``sim.record.check``), agents' concurrency included."""
    return check_record(record, rules_of(scenario).concurrency.tolist())
