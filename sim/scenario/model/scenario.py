"""A whole scenario, with its smaller sections: cost and satisfaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import (
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from sim.scenario.model.channels import Channel, Desk, Return, ReturnReason
from sim.scenario.model.clock import Clock
from sim.scenario.model.customers import Customers
from sim.scenario.model.demand import Stream, streams_of_tables
from sim.scenario.model.issue_types import IssueType
from sim.scenario.model.promise import Promise
from sim.scenario.model.routing import Routing
from sim.scenario.model.staffing import Staffing
from sim.scenario.model.targets import Matters, Targets
from sim.scenario.model.teams import Team
from sim.scenario.problems import shorten, wrong
from sim.scenario.values.calendars import Calendar
from sim.scenario.values.part import (
    Name,
    Part,
    Several,
    not_all_zero,
)
from sim.scenario.values.quantities import (
    Chance,
    Points,
    Seed,
    Spread,
    WholePositive,
)
from sim.scenario.values.units import CURRENCY


class Cost(Part):
    """Currency of every amount in the file: a code of three capitals."""

    currency: str = "USD"

    @field_validator("currency")
    @classmethod
    def _code(cls, value: str) -> str:
        if not CURRENCY.fullmatch(value):
            raise wrong(f"`{shorten(value)}` is not a currency; expected a code like `USD`.")
        return value


class Satisfaction(Part):
    """A first satisfaction model: points on the 1 to 5 scale, added to ``base``.

    ``score = base + outcome + waiting + contacts + promise``, cut to 1…5, where waiting is
    ``wait_slower × log2(waited / expected)`` when slower than expected and
    ``wait_faster × log2(expected / waited)`` when faster (each capped at 3 doublings); the share
    satisfied (4 or 5) of customers with a score has logistic noise of scale ``spread``. Amends add
    ``amends`` each time, after a second failure of the issue only ``amends_after_second`` of it.
    """

    base: Points = 4.2
    denied: Points = -1.2
    unresolved: Points = -1.8
    wait_slower: Points = -0.35
    wait_faster: Points = 0.1
    per_extra_contact: Points = -0.4
    promise_kept: Points = 0.1
    promise_broken: Points = -0.7
    amends: Points = 0.5
    amends_after_second: Chance = 0.5
    spread: Spread = 0.6


Spreads = Literal["contacts", "numbers", "work"]
"""What measures of distributions are about."""


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
    shared_lines: dict[Name, WholePositive] = Field(default_factory=dict)
    tasks: dict[Name, Desk] = Field(default_factory=dict)
    teams: dict[Name, Team]
    routing: Routing = Routing()
    returns: dict[ReturnReason, Return] = Field(default_factory=dict)
    promise: Promise = Promise()
    cost: Cost = Cost()
    satisfaction: Satisfaction = Satisfaction()
    distributions: Several[Spreads] | None = None
    matters: Matters = Field(default_factory=dict)
    targets: Targets | None = None
    staffing: Staffing | None = None

    @field_validator("demand", mode="before")
    @classmethod
    def _tables(cls, value: Any, info: ValidationInfo) -> Any:
        return streams_of_tables(value, info.context)

    @field_validator("demand", "issue_types", "channels", "teams")
    @classmethod
    def _some(cls, value: dict[str, Part]) -> dict[str, Part]:
        if not value:
            raise wrong("there is nothing in it; expected at least one name with its keys.")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Scenario:
        types = {name: issue_type.share for name, issue_type in self.issue_types.items()}
        if any(stream.issue_types is None for stream in self.demand.values()):
            not_all_zero(types, "shares of the issue types", "issue_types")
        if any(stream.channels is None for stream in self.demand.values()):
            shares = {name: channel.share for name, channel in self.channels.items()}
            not_all_zero(shares, "shares of the channels", "channels")
        for name in self.tasks:
            if name in self.channels:
                raise wrong(f"`{name}` is a channel's name too: take another.", "tasks", name)
        return self
