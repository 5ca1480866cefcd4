"""The scenario in its explicit form: what the planner's YAML means, frozen.

Attribute names carry units (seconds, money, fractions); the names in YAML are the aliases,
where the text carries the unit (``length: 4 weeks``). Every class refuses unknown keys.
The other rooms read these classes and nothing else of the scenario room.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator, model_validator

from sim.scenario.base import Name, Part, Weights, not_all_zero
from sim.scenario.calendars import Calendar, Holidays
from sim.scenario.channels import Channel, Desk, Return, ReturnReason, ServiceTarget
from sim.scenario.demand import (
    Clock,
    Customers,
    DayFactor,
    Segment,
    Stream,
    Surge,
    streams_of_tables,
)
from sim.scenario.distributions import Distribution, constant
from sim.scenario.issues import IssueType, Leaves, Recurrence, StageName, Work
from sim.scenario.matters import Matters
from sim.scenario.policy import Cost, Overflow, Priority, Promise, Routing, Satisfaction, Transfer
from sim.scenario.problems import wrong
from sim.scenario.quantities import Seed
from sim.scenario.table_files import TableFile
from sim.scenario.teams import (
    Absence,
    Break,
    Concurrency,
    HeadCount,
    Premium,
    Shift,
    Shrinkage,
    Skill,
    Team,
)

__all__ = [
    "Absence",
    "Break",
    "Calendar",
    "Channel",
    "Clock",
    "Concurrency",
    "Cost",
    "Customers",
    "DayFactor",
    "Desk",
    "Distribution",
    "HeadCount",
    "Holidays",
    "IssueType",
    "Leaves",
    "Overflow",
    "Part",
    "Premium",
    "Priority",
    "Promise",
    "Recurrence",
    "Return",
    "ReturnReason",
    "Routing",
    "Satisfaction",
    "Scenario",
    "Segment",
    "ServiceTarget",
    "Shift",
    "Shrinkage",
    "Skill",
    "StageName",
    "Stream",
    "Surge",
    "TableFile",
    "Team",
    "Transfer",
    "Weights",
    "Work",
    "constant",
]


class Scenario(Part):
    """A support organisation, its customers, and how long to watch them."""

    SUGAR: ClassVar[Mapping[str, Any]] = {
        "extends": str,
        "calendars": dict[Name, Calendar],
        "baseline": str,
        "variants": dict[Name, Any],
    }

    name: str = Field(default="scenario", alias="scenario")
    about: str = ""
    seed: Seed = 1
    clock: Clock = Clock()
    customers: Customers = Customers()
    demand: dict[Name, Stream]
    issue_types: dict[Name, IssueType] = Field(default_factory=lambda: {"question": IssueType()})
    channels: dict[Name, Channel]
    tasks: dict[Name, Desk] = Field(default_factory=dict)
    teams: dict[Name, Team]
    routing: Routing = Routing()
    returns: dict[ReturnReason, Return] = Field(default_factory=dict)
    promise: Promise = Promise()
    cost: Cost = Cost()
    satisfaction: Satisfaction = Satisfaction()
    matters: Matters = Field(default_factory=dict)

    @field_validator("demand", mode="before")
    @classmethod
    def _tables(cls, value: Any, info: ValidationInfo) -> Any:
        return streams_of_tables(value, info.context)

    @field_validator("demand", "issue_types", "channels", "teams")
    @classmethod
    def _some(cls, value: dict[str, Part]) -> dict[str, Part]:
        if not value:
            raise wrong("there is nothing in it: expected at least one name with its keys.")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Scenario:
        types = {name: kind.share for name, kind in self.issue_types.items()}
        if any(stream.issue_types is None for stream in self.demand.values()):
            not_all_zero(types, "shares of the issue types", "issue_types")
        if any(stream.channels is None for stream in self.demand.values()):
            shares = {name: channel.share for name, channel in self.channels.items()}
            not_all_zero(shares, "shares of the channels", "channels")
        for name in self.tasks:
            if name in self.channels:
                raise wrong(f"`{name}` is a channel's name too: take another.", "tasks", name)
        return self
