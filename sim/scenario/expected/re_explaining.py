"""What is expected to be explained again: who talked with the customer last, and who sees that."""

from __future__ import annotations

from typing import NamedTuple

from sim.scenario.model import Scenario
from sim.scenario.rules.self_services import hides_talks
from sim.scenario.values.distributions import Distribution, constant

NO_WORK = constant(0.0)


class Talk(NamedTuple):
    """The last talk about an issue: the team, and the channel."""

    team: str = ""
    channel: str = ""


NO_TALK = Talk()
MACHINE = "self-service"
"""Instead of a team: nobody sees what was said to it. No team can be called so."""


def after_machine(scenario: Scenario, queue: str, before: Talk) -> Talk:
    """The last talk when a contact on a channel comes to agents."""
    rule = scenario.channels[queue].self_service
    return Talk(MACHINE, queue) if rule is not None and rule.hides else before


def last_talk(scenario: Scenario, team: str, queue: str, before: Talk) -> Talk:
    """The last talk after a team's piece of work; where all see everything it is not told apart."""
    return Talk(team, queue) if hides_talks(scenario) and queue in scenario.channels else before


def explained_again(
    scenario: Scenario, issue_type: str, talk: Talk, team: str, queue: str
) -> Distribution:
    """The work of explaining again what a team cannot look up; none where it can.

    Of several agents another one is thought to answer.
    """
    if talk == NO_TALK or queue in scenario.tasks or _sees(scenario, team, talk):
        return NO_WORK
    return scenario.issue_types[issue_type].re_explaining


def _sees(scenario: Scenario, team: str, talk: Talk) -> bool:
    if talk.team == MACHINE:
        return False
    rule = scenario.teams[team]
    own = team == talk.team
    if own and max((entry.agents for entry in rule.entries), default=0) <= 1 == len(rule.entries):
        return True  # the same agent
    if rule.history.channels and talk.channel not in rule.history.channels:
        return False
    return rule.history.sees == "shared" or (rule.history.sees == "silo" and own)
