"""Cross-selling: what agents of a team offer to customers who make contact."""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator

from sim.scenario.problems import wrong
from sim.scenario.values.distributions import Ending, constant
from sim.scenario.values.part import ChannelName, Context, Part, Several, TypesOrAll
from sim.scenario.values.quantities import Chance, Money, Points


class Offers(Part):
    """``share`` of contacts in which work is done get an offer, if their issue got none before.

    ``takes``: talk on top of the work, at speed 1. ``revenue``: of one that is ``accepted``;
    ``annoyance``: points for who refuses. ``resolves``: factor on the chance that a fix in the
    same contact meets the need.
    """

    share: Chance = 1.0
    takes: Ending = constant(60.0)
    accepted: Chance = 0.05
    revenue: Money = 0.0
    annoyance: Points = -0.1
    resolves: Chance = 1.0
    issue_types: TypesOrAll = "all"
    channels: Several[ChannelName] = Field(default=())

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"share": value} if isinstance(value, str | int | float) else value

    @field_validator("annoyance")
    @classmethod
    def _annoys(cls, value: float) -> float:
        if value > 0.0:
            raise wrong("who refuses would be pleased; expected 0 points or fewer, like `-0.1`.")
        return value
