"""Self-service in front of a channel: a menu (IVR), a bot, a machine agent."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from sim.scenario.values.distributions import Ending, constant
from sim.scenario.values.part import Context, Part, TypeName
from sim.scenario.values.quantities import Chance, Flag, Money


class SelfService(Part):
    """What meets a channel's contacts before agents do, any number at the same time.

    ``contains``: chance that it resolves a contact, or says so; ``issue_types``: the same by issue
    type, which counts first. ``false_fixes``: of those contained, chance that the need is not met.
    ``takes``: time with it. ``drops``: chance that the customer leaves in it. ``misroutes``: of
    those passed on to agents, chance that they arrive as something else; ``misrouted_work``: an
    agent's, to put that right. ``history``: agents see what was said to it. ``always_open``: in
    closed hours, too. ``only_first``: only first contacts about a need meet it.
    """

    contains: Chance = 0.0
    issue_types: dict[TypeName, Chance] = Field(default_factory=dict)
    false_fixes: Chance = 0.0
    takes: Ending = constant(60.0)
    drops: Chance = 0.0
    misroutes: Chance = 0.0
    misrouted_work: Ending = constant(60.0)
    history: Flag = True
    always_open: Flag = False
    only_first: Flag = False
    cost_per_contact: Money = 0.0

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"contains": value} if isinstance(value, str | int | float) else value

    def chance(self, issue_type: str) -> float:
        """Chance that a contact about an issue of this type is contained, if it is not left."""
        return self.issue_types.get(issue_type, self.contains)

    @property
    def hides(self) -> bool:
        """Whether agents do not see what was said to it."""
        return self.happens and not self.history

    @property
    def contains_any(self) -> bool:
        """Whether it may contain anything."""
        return max(self.contains, *self.issue_types.values(), 0.0) > 0.0

    @property
    def happens(self) -> bool:
        """Whether it makes any difference."""
        takes = self.takes.mean_s() > 0.0 or self.drops > 0.0 or self.misroutes > 0.0
        return self.contains_any or takes or not self.history or self.cost_per_contact != 0.0
