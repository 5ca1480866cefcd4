"""What self-service is expected to leave to agents, in an average week."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sim.scenario.expected.average_week import AverageWeek
from sim.scenario.expected.closed_doors import Returning, delayed
from sim.scenario.model import Channel, Scenario, SelfService
from sim.scenario.rules.doors import never_closes, queues_when_closed, returns_of
from sim.scenario.rules.self_services import contained_share, passed_share, rules_of
from sim.scenario.values.moments import variance
from sim.time_units import HOURS_OF_WEEK

Array = npt.NDArray[Any]


def passed_on(scenario: Scenario, week: AverageWeek, made: Array) -> Array:
    """Of contacts that find an open door or queue those that go on to agents, and of those whom
    self-service tells falsely that it is done, those that do when they come back.

    Both [channel, issue type, hour of the week]. In hours in which a channel that queues is closed,
    self-service may be so too. Who leaves in it and tries again is not counted.
    """
    rules = rules_of(scenario)
    if not any(rules):
        return made
    passed, claimed = _shares(scenario, week, rules)
    back = np.zeros_like(made)
    names, returning = list(scenario.channels), Returning(scenario)
    for c, rule in enumerate(rules):
        if rule is not None and rule.false_fixes > 0.0:
            for way, chance in returning.ways(names[c]):
                part = made[c] * claimed[c] * rule.false_fixes * chance
                back[names.index(way)] += _later(scenario, names[c], part)
    return np.asarray((made + back) * passed)


def _shares(
    scenario: Scenario, week: AverageWeek, rules: list[SelfService | None]
) -> tuple[Array, Array]:
    """Shares passed on to agents, and said to be resolved where they may not be.

    Both [channel, issue type, hour of the week].
    """
    shape = (len(rules), len(scenario.issue_types), HOURS_OF_WEEK)
    passed, claimed = np.ones(shape), np.zeros(shape)
    for c, (channel, rule) in enumerate(zip(scenario.channels.values(), rules, strict=True)):
        if rule is not None:
            there = _at_work(channel, rule, week)
            for k, name in enumerate(scenario.issue_types):
                passed[c, k] = 1.0 - there * (1.0 - passed_share(scenario, rule, name))
                if not scenario.issue_types[name].by_answer:
                    claimed[c, k] = there * contained_share(scenario, rule, name)
    return passed, claimed


def _at_work(channel: Channel, rule: SelfService, week: AverageWeek) -> Array:
    """Of the contacts that get in, the share by hour that finds self-service at work."""
    if rule.always_open or not queues_when_closed(channel) or never_closes(channel):
        return np.ones(HOURS_OF_WEEK)
    shares = week.open_shares(channel.hours)
    return np.asarray(shares.reshape(HOURS_OF_WEEK, -1).mean(axis=1))


def _later(scenario: Scenario, name: str, part: Array) -> Array:
    """Those of [issue type, hour] who come back, when they do."""
    rule = returns_of(scenario, scenario.channels[name])["unresolved"]
    found = delayed(part, rule.delay, scenario.clock.length_s)
    for k, issue_type in enumerate(scenario.issue_types.values()):
        after = issue_type.found_out_after
        if after.kind == "never":
            found[k] = 0.0
        elif after.mean_s() > 0.0:
            found[k] = delayed(found[k : k + 1], after, scenario.clock.length_s)[0]
    return found


def comes_to_agents(scenario: Scenario, channel: str, issue_type: str) -> float:
    """Share of those who come back to a channel that go on to agents, its doors open."""
    rule = scenario.channels[channel].self_service
    return 1.0 if rule is None or rule.only_first else passed_share(scenario, rule, issue_type)


def adds_work(scenario: Scenario, queue: str) -> bool:
    """Whether self-service may add to agents' work on what it passes on."""
    channel = scenario.channels.get(queue)
    rule = None if channel is None else channel.self_service
    return rule is not None and (rule.misroutes > 0.0 or rule.hides)


def put_right(scenario: Scenario, queue: str) -> tuple[float, float]:
    """Mean and variance of the work to put right what arrives misrouted on a channel."""
    channel = scenario.channels.get(queue)
    rule = None if channel is None else channel.self_service
    if rule is None:
        return 0.0, 0.0
    mean = rule.misroutes * rule.misrouted_work.mean_s()
    square = rule.misroutes * (variance(rule.misrouted_work) + rule.misrouted_work.mean_s() ** 2)
    return mean, square - mean * mean
