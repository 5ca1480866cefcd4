"""What is expected of a channel: its service target, a reply, a wait."""

from __future__ import annotations

from sim.scenario.model import Channel, Scenario
from sim.scenario.model.service_level import USUAL, Counts

NAN = float("nan")
LIVE_TARGET_S = 20.0
"""Service target of a live channel that states none (the field's 80/20 convention)."""


def target_s(channel: Channel) -> float:
    """T of the service level: the stated target, else 20 s live or the expected reply time."""
    if channel.service_target is not None:
        return channel.service_target.within_s
    return LIVE_TARGET_S if channel.kind == "live" else reply_s(channel)


def counts(channel: Channel) -> Counts:
    """What a channel's service level counts."""
    return USUAL if channel.service_level is None else channel.service_level.counts


def short_abandon_s(channel: Channel) -> float:
    """Within what time giving up is a short abandon: as stated, else that of the target."""
    level = channel.service_level
    short_s = None if level is None else level.short_abandon_s
    return target_s(channel) if short_s is None else short_s


def reply_s(channel: Channel) -> float:
    """The expected reply time of a deferred channel, nan when it states none."""
    return channel.expected_reply_s or NAN if channel.kind == "deferred" else NAN


def expected_wait_s(scenario: Scenario, name: str) -> float:
    """The wait for an answer that a channel lets customers expect; nan when nothing says."""
    expectations, channel = scenario.customers.expectations, scenario.channels[name]
    if expectations is not None and name in expectations.announced:
        return expectations.announced[name]
    return channel.expected_reply_s or target_s(channel)


def adapts(scenario: Scenario) -> bool:
    """Whether the waits that customers expect follow what they live through."""
    expectations = scenario.customers.expectations
    return expectations is not None and expectations.adapts > 0.0


def factor_at_start(scenario: Scenario) -> float:
    """How long customers expect to wait at first, in waits that the channel lets them expect."""
    expectations = scenario.customers.expectations
    return 1.0 if expectations is None else expectations.at_start
