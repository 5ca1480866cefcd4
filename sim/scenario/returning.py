"""Closed doors, and trying again: which rule counts on a channel, and where it leads."""

from __future__ import annotations

from sim.scenario.channels import Channel, Desk, Return, ReturnReason
from sim.scenario.distributions import Distribution
from sim.scenario.issues import IssueType
from sim.scenario.model import Scenario

AT_SECOND_CHOICE = Return(chance=1.0, channel={"second": 1.0})
"""A closed channel with a second choice sends the customer there, unless told otherwise."""


def returns_of(scenario: Scenario, channel: Channel) -> dict[ReturnReason, Return]:
    """The rules in force on a channel: its own before the scenario's."""
    rules = {**scenario.returns, **channel.returns}
    if channel.second_choice is not None:
        rules.setdefault("closed", AT_SECOND_CHOICE)
    return rules


def ways_of(scenario: Scenario, name: str, rule: Return) -> dict[str, float]:
    """Chances to try again by channel after a rule has struck on the channel ``name``."""
    special = {"same": name, "second": scenario.channels[name].second_choice or name}
    total = sum(rule.channel.values())
    found: dict[str, float] = {}
    for way, weight in rule.channel.items():
        if weight > 0.0 and rule.chance > 0.0:
            to = special.get(way, way)
            found[to] = found.get(to, 0.0) + rule.chance * weight / total
    return found


def queues_when_closed(queue: Channel | Desk) -> bool:
    """Whether contacts wait before closed doors; unless stated, only deferred ones do."""
    if isinstance(queue, Desk):
        return True
    return (queue.when_closed or ("queue" if queue.kind == "deferred" else "turn_away")) == "queue"


def never_closes(channel: Channel) -> bool:
    """Whether a channel is open around the clock, holidays too."""
    return channel.hours.hours_per_week() == 168 and channel.hours.on_holidays


def cuts_off(channel: Channel) -> bool:
    """Whether closing can cut somebody off: at once, or as nobody is left to serve them out."""
    if never_closes(channel) or channel.at_closing == "keep":
        return False
    served = channel.at_closing == "serve_out"
    return not (served and (channel.kind == "deferred" or queues_when_closed(channel)))


def patience_of(channel: Channel, kind: IssueType) -> Distribution:
    """How long customers with such an issue wait on a channel; the type's own counts if live."""
    return channel.patience if (own := _own_patience(channel, kind)) is None else own


def _own_patience(channel: Channel, kind: IssueType) -> Distribution | None:
    """The patience of an issue type, where it counts instead of the channel's."""
    return kind.patience if channel.kind == "live" else None


def patience_factors_of(channel: Channel, kind: IssueType) -> tuple[float, ...] | None:
    """Factors on the patience of such customers on a channel by hour of the week in which they
    contact it; None: no hour has any, as where the type's own patience counts."""
    return channel.patience_factors if _own_patience(channel, kind) is None else None
