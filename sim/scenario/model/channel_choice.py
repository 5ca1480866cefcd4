"""How customers come to choose other channels than planned: by experience, or as things fail."""

from __future__ import annotations

from pydantic import Field

from sim.scenario.values.part import Part
from sim.scenario.values.quantities import Amount, Chance, Speed


class Habit(Part):
    """What customers are used to on each channel, from -1 to 1; at first nothing, 0.

    ``learning``: share of the gap to an outcome that each contact closes. ``strength``: a
    channel's weight is multiplied by exp(strength × habit).
    """

    learning: Chance = 0.2
    strength: Amount = 1.0

    @property
    def counts(self) -> bool:
        """Whether it ever moves a choice."""
        return self.learning > 0.0 and self.strength > 0.0


class Hoops(Part):
    """What customers go through beside failures, each in failures: it counts as so many."""

    transfer: Amount = 0.5
    redirect: Amount = 0.5
    refused_channel: Amount = 0.25
    re_explanation: Amount = 0.5
    hold_minute: Amount = 0.1


class Louder(Part):
    """How customers turn to public channels as an issue fails.

    ``per_failure``: factor on the weights of public channels for each failure of the issue.
    """

    per_failure: Speed = 1.3
    hoops: Hoops = Field(default_factory=Hoops)

    @property
    def counts(self) -> bool:
        """Whether it ever moves a choice."""
        return self.per_failure != 1.0
