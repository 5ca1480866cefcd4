"""Who is sent to another channel."""

from __future__ import annotations

from sim.scenario.model import Scenario


def redirected_shares(scenario: Scenario, by_agents: bool = False) -> list[list[float]]:
    """Shares of contacts that are redirected, [channel][issue type].

    ``by_agents``: those on channels only where telling it takes an agent's work.
    """
    rules = [channel.redirect for channel in scenario.channels.values()]
    return [
        [
            0.0 if rule is None or by_agents > rule.takes_work else rule.chance(issue_type)
            for issue_type in scenario.issue_types
        ]
        for rule in rules
    ]


def redirects_all(scenario: Scenario, name: str, issue_type: str) -> bool:
    """Whether a channel sends all contacts about issues of a type elsewhere that come by
    themselves."""
    rule = scenario.channels[name].redirect
    return rule is not None and rule.chance(issue_type) == 1.0


def needs_nobody(scenario: Scenario, name: str, issue_type: str) -> bool:
    """Whether all of these are sent elsewhere without an agent, and nobody is sent here."""
    rule = scenario.channels[name].redirect
    if rule is None or rule.takes_work or not redirects_all(scenario, name, issue_type):
        return False
    others = (channel.redirect for channel in scenario.channels.values())
    return not any(other is not None and other.happens and other.to == name for other in others)
