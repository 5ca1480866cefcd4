"""What agents of a team see of what a customer has said before."""

from __future__ import annotations

from typing import Any, Literal, get_args

from sim.scenario.problems import nearest, shorten, wrong
from sim.scenario.values.part import ChannelName, Context, Part, Several

Sees = Literal["shared", "silo", "own"]
SEES = get_args(Sees)


class History(Part):
    """Whose talks with a customer an agent can look up; an agent's own are always known.

    ``sees``: ``shared``, everybody's; ``silo``, those of the own team; ``own``, no others.
    ``channels``: only what was said there; none listed: on all.
    """

    sees: Sees = "shared"
    channels: Several[ChannelName] = ()

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        if not isinstance(value, str):
            return value
        if value not in SEES:
            raise wrong(f"`{shorten(value)}` is not possible here; {nearest(value, SEES)}")
        return {"sees": value}

    @property
    def hides(self) -> bool:
        """Whether there are talks that an agent cannot look up."""
        return self.sees != "shared" or bool(self.channels)
