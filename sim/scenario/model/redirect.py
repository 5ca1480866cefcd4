"""Sending customers to another channel: "please call us"."""

from __future__ import annotations

from pydantic import Field

from sim.scenario.values.distributions import Distribution, constant
from sim.scenario.values.part import ChannelName, Part, TypeName
from sim.scenario.values.quantities import Chance


class Redirect(Part):
    """Which contacts of a channel are told to turn to another one, and whether customers do.

    ``share``: chance of a contact's; ``issue_types``: the same by issue type, which counts first.
    ``work``: an agent's, to tell it; none: it is told by itself, at once. ``follows``: chance that
    the customer makes contact on ``to``, after ``delay``.
    """

    to: ChannelName
    share: Chance = 1.0
    issue_types: dict[TypeName, Chance] = Field(default_factory=dict)
    work: Distribution = constant(30.0)
    follows: Chance = 0.5
    delay: Distribution = constant(0.0)

    def chance(self, issue_type: str) -> float:
        """Chance that a contact about an issue of this type is redirected."""
        return self.issue_types.get(issue_type, self.share)

    @property
    def happens(self) -> bool:
        """Whether anybody may be redirected at all."""
        return max(self.share, *self.issue_types.values(), 0.0) > 0.0

    @property
    def takes_work(self) -> bool:
        """Whether an agent tells it."""
        return self.work.mean_s() > 0.0
