"""Answers that have to be approved before they are sent."""

from __future__ import annotations

from pydantic import Field

from sim.scenario.values.distributions import Distribution, constant
from sim.scenario.values.part import DeskName, Part, TypeName
from sim.scenario.values.quantities import Chance


class Approval(Part):
    """Which answers of a deferred channel pass a desk first.

    ``share``: chance of an answer's; ``issue_types``: the same by issue type, which counts first.
    ``work``: at ``desk``, to approve one.
    """

    desk: DeskName
    share: Chance = 1.0
    issue_types: dict[TypeName, Chance] = Field(default_factory=dict)
    work: Distribution = constant(300.0)

    def chance(self, issue_type: str) -> float:
        """Chance that an answer about an issue of this type has to be approved."""
        return self.issue_types.get(issue_type, self.share)

    @property
    def happens(self) -> bool:
        """Whether any answer may have to be."""
        return max(self.share, *self.issue_types.values(), 0.0) > 0.0
