"""Small scenarios to measure hand-made records with, and how to read their numbers."""

from __future__ import annotations

from typing import Any

import pytest

from sim.kpi import measure
from sim.record import Record
from sim.scenario.model import (
    Channel,
    Clock,
    Customers,
    Desk,
    HeadCount,
    IssueType,
    Scenario,
    Segment,
    ServiceTarget,
    Skill,
    Stream,
    Team,
)

WITHIN_20_S = ServiceTarget(share=0.8, within_s=20.0)


def team(**rest: Any) -> Team:
    """A team that answers the phone; skills and head count do not matter here."""
    return Team(skills=(Skill(channels=("phone",)),), head_count=(HeadCount(agents=1),), **rest)


def shop(
    channels: dict[str, Channel] | None = None,
    types: tuple[str, ...] = ("question",),
    segments: tuple[str, ...] = ("everyone",),
    tasks: dict[str, Desk] | None = None,
    teams: dict[str, Team] | None = None,
    clock: Clock | None = None,
    customers: Customers | None = None,
    **rest: Any,
) -> Scenario:
    """A phone, an issue type, a segment and a team unless said otherwise."""
    return Scenario(
        demand={"all": Stream(rate_per_week=100.0)},
        channels=channels or {"phone": Channel(service_target=WITHIN_20_S)},
        issue_types={name: IssueType() for name in types},
        customers=customers or Customers(segments={name: Segment() for name in segments}),
        tasks=tasks or {},
        teams=teams or {"care": team()},
        clock=clock or Clock(length_s=3600.0, run_out_s=3600.0),
        **rest,
    )


def numbers(record: Record, scenario: Scenario | None = None) -> dict[str, float]:
    """The values of all KPIs by name."""
    return {name: v.value for name, v in measure(record, scenario or shop()).items()}


def expect(found: dict[str, float], prefix: str, **expected: float) -> None:
    """Compare KPIs under a prefix with numbers computed by hand."""
    for name, value in expected.items():
        key = f"{prefix}.{name}"
        assert found[key] == pytest.approx(value, rel=1e-12, nan_ok=True), key
