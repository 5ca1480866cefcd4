"""What is expected of a channel: its service target, a reply, a wait."""

from __future__ import annotations

from sim.scenario.model import Channel

NAN = float("nan")
LIVE_TARGET_S = 20.0
"""Service target of a live channel that states none (the field's 80/20 convention)."""


def target_s(channel: Channel) -> float:
    """T of the service level: the stated target, else 20 s live or the expected reply time."""
    if channel.service_target is not None:
        return channel.service_target.within_s
    return LIVE_TARGET_S if channel.kind == "live" else reply_s(channel)


def reply_s(channel: Channel) -> float:
    """The expected reply time of a deferred channel, nan when it states none."""
    return channel.expected_reply_s or NAN if channel.kind == "deferred" else NAN


def expected_wait_s(channel: Channel) -> float:
    """What a customer expects to wait for a person's answer; nan when nothing says."""
    return channel.expected_reply_s or target_s(channel)
