"""What is said to customers about when a task will be done, on all channels or on one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import Field

from sim.scenario.values.part import ChannelName, Context, Part
from sim.scenario.values.quantities import Seconds, Speed
from sim.time_units import DAY

Kind = Literal["none", "fixed", "honest", "vague"]


class ChannelPromise(Part):
    """What is said on a channel, as far as it differs from what is said on the others."""

    kind: Kind | None = None
    within_s: Seconds | None = Field(default=None, alias="within")
    margin: Speed | None = None

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"kind": value} if isinstance(value, str) else value


class Promise(Part):
    """What is said about when a task will be done.

    ``fixed``: ``within`` from now. ``honest``: from the doing team's planned hours and the
    backlog of its desk, times ``margin``. ``vague``: soon, which customers take for ``within``.
    """

    kind: Kind = "none"
    within_s: Seconds = Field(default=DAY, alias="within")
    margin: Speed = 1.0
    channels: dict[ChannelName, ChannelPromise] = Field(default_factory=dict)

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        return {"kind": value} if isinstance(value, str) else value

    def on(self, channel: str) -> Promise:
        """What is said on ``channel``."""
        own = self.channels.get(channel)
        if own is None:
            return Promise(kind=self.kind, within_s=self.within_s, margin=self.margin)
        return Promise(
            kind=self.kind if own.kind is None else own.kind,
            within_s=self.within_s if own.within_s is None else own.within_s,
            margin=self.margin if own.margin is None else own.margin,
        )

    def kinds(self, channels: Iterable[str]) -> set[str]:
        """What kinds of promises are made on some channels."""
        return {self.on(name).kind for name in channels}
