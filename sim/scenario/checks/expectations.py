"""Expectations that are those of the channels, or that customers do not wait for."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from sim.scenario.checks.findings import Finding, Said, Subject
from sim.scenario.model import Scenario
from sim.scenario.rules.doors import returns_of
from sim.scenario.rules.expectations import expected_wait_s
from sim.scenario.values.units import seconds_text

HERE = ("customers", "expectations")


def unread_expectations(subject: Subject) -> Iterator[Said]:
    """What is stated of expectations where it makes no difference."""
    scenario = subject.scenario
    stated = scenario.customers.expectations
    if stated is None:
        return
    usual = stated.adapts == 0.0 and stated.at_start == 1.0 and not stated.announced
    yield HERE, usual, "customers expect what the channels say: `adapts` is 0 % and `at_start` 1"
    nothing = all(isnan(expected_wait_s(scenario, name)) for name in subject.used)
    why = "no channel that is used has an `expected_reply`, a target, or a wait `announced`"
    yield HERE, not usual and nothing, why
    for name in stated.announced:
        unused = name not in subject.used
        yield (*HERE, "announced", name), unused, "no customer uses the channel"


def odd_expectations(subject: Subject) -> Iterator[Finding]:
    """A wait is announced that is longer than the time after which customers ask again."""
    scenario = subject.scenario
    stated = scenario.customers.expectations
    for name, wait_s in {} if stated is None else stated.announced.items():
        reply_s = _asks_after_s(scenario, name)
        if name in subject.used and 0.0 < reply_s < wait_s:
            message = (
                f"customers ask again after {seconds_text(reply_s)}, while they are told to wait "
                f"for {seconds_text(wait_s)}: state that as `expected_reply` of the channel too."
            )
            yield Finding((*HERE, "announced", name), message)


def _asks_after_s(scenario: Scenario, name: str) -> float:
    """When customers ask again who have got no reply; 0 if they do not."""
    channel = scenario.channels[name]
    if "no_reply" not in returns_of(scenario, channel):
        return 0.0
    return channel.expected_reply_s
