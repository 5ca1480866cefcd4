"""How a channel's service level counts those who gave up."""

from __future__ import annotations

from typing import Any, Literal, get_args

from pydantic import Field

from sim.scenario.problems import nearest, shorten, wrong
from sim.scenario.values.part import Context, Part
from sim.scenario.values.quantities import Seconds

Counts = Literal["offered", "answered", "without_short_abandons", "with_abandons_in_time"]
COUNTS: tuple[Counts, ...] = get_args(Counts)
USUAL: Counts = "without_short_abandons"
"""What counts where a channel does not say."""


class ServiceLevel(Part):
    """What the contacts in time are divided by, and who counts as served in time.

    ``counts``: ``offered``, answered in time ÷ offered; ``answered``, ÷ answered;
    ``without_short_abandons``, ÷ (offered − given up within ``short_abandon``);
    ``with_abandons_in_time``, (answered in time + given up in time) ÷ offered.
    ``short_abandon``: None, the time of the service target.
    """

    counts: Counts = USUAL
    short_abandon_s: Seconds | None = Field(default=None, alias="short_abandon")

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        if not isinstance(value, str):
            return value
        if value not in COUNTS:
            raise wrong(f"`{shorten(value)}` is not possible here; {nearest(value, COUNTS)}")
        return {"counts": value}
