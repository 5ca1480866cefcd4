"""What wait for an answer customers expect, and how that follows what they live through."""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator

from sim.scenario.problems import wrong
from sim.scenario.values.part import ChannelName, Context, Part
from sim.scenario.values.quantities import Chance, Seconds, Speed
from sim.scenario.values.units import number_text
from sim.scoring import LONGEST, SHORTEST


class Expectations(Part):
    """The wait that a customer expects: that of the channel, times a factor of the customer's own.

    ``adapts``: share of the gap between the factor and the wait just lived through, ÷ that of the
    channel, that a judgement closes. ``at_start``: the factor before the first
    judgement, by what is advertised of the firm. ``announced``: the wait that is announced on a
    channel; that of others is their reply time or service target.
    """

    adapts: Chance = 0.2
    at_start: Speed = 1.0
    announced: dict[ChannelName, Seconds] = Field(default_factory=dict)

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"adapts": value} if isinstance(value, str | int | float) else value

    @field_validator("at_start")
    @classmethod
    def _is_told_apart(cls, at_start: float) -> float:
        if not SHORTEST <= at_start <= LONGEST:
            raise wrong(
                f"`{number_text(at_start)}` is beyond what satisfaction tells apart; expected "
                f"{number_text(SHORTEST)} to {number_text(LONGEST)} times the wait of the channel."
            )
        return at_start
