"""In what manner a team talks with customers: by a script, by macros, as human beings."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from sim.scenario.values.part import ChannelName, Context, Part
from sim.scenario.values.quantities import Points


class Manner(Part):
    """Points in the score of issues of which the last talk was with the team.

    ``channels``: on those instead of ``points``. ``denied``: instead of both, when the customer
    is told that it cannot be done; unless stated a "no" counts as any other answer.
    """

    points: Points = 0.0
    channels: dict[ChannelName, Points] = Field(default_factory=dict)
    denied: Points | None = None

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"points": value} if isinstance(value, int | float) else value

    def on(self, channel: str, denied: bool) -> float:
        """The points of a last talk on a channel."""
        if denied and self.denied is not None:
            return self.denied
        return self.channels.get(channel, self.points)

    @property
    def counts(self) -> bool:
        """Whether it adds or takes any points."""
        return any((self.points, self.denied, *self.channels.values()))
