"""Customers who answer other customers on a public channel."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from sim.scenario.values.distributions import Distribution
from sim.scenario.values.part import Context, Part, TypeName
from sim.scenario.values.quantities import Chance
from sim.time_units import HOUR


class Peers(Part):
    """Which contacts of a public channel other customers answer, when, and how well.

    ``answers``: chance of a contact's; ``issue_types``: the same by issue type, which counts
    first. ``after``: from the contact to their answer. ``resolves``: chance that it meets the need.
    """

    answers: Chance = 0.0
    issue_types: dict[TypeName, Chance] = Field(default_factory=dict)
    after: Distribution = Distribution(kind="exponential", a=2.0 * HOUR)
    resolves: Chance = 0.5

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"answers": value} if isinstance(value, str | int | float) else value

    def chance(self, issue_type: str) -> float:
        """Chance that peers answer a contact about an issue of this type."""
        return self.issue_types.get(issue_type, self.answers)

    @property
    def happens(self) -> bool:
        """Whether peers may answer anything."""
        chance = max(self.answers, *self.issue_types.values(), 0.0)
        return chance > 0.0 and self.after.kind != "never"

    def helps(self, issue_type: str) -> bool:
        """Whether peers may meet needs of this type."""
        return self.happens and self.chance(issue_type) > 0.0 and self.resolves > 0.0
