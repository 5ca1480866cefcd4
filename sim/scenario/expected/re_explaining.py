"""What is expected to be explained again: who talked with the customer last, and who sees that."""

from __future__ import annotations

from typing import NamedTuple

from sim.scenario.model import Scenario
from sim.scenario.values.distributions import Distribution, constant

NO_WORK = constant(0.0)


class Talk(NamedTuple):
    """The last talk about an issue: the team, and the channel."""

    team: str = ""
    channel: str = ""


NO_TALK = Talk()


def last_talk(scenario: Scenario, team: str, queue: str, before: Talk) -> Talk:
    """The last talk after a team's piece of work; where all see everything it is not told apart."""
    hides = any(one.history.hides for one in scenario.teams.values())
    return Talk(team, queue) if hides and queue in scenario.channels else before


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
    rule = scenario.teams[team]
    own = team == talk.team
    if own and max((entry.agents for entry in rule.entries), default=0) <= 1 == len(rule.entries):
        return True  # the same agent
    if rule.history.channels and talk.channel not in rule.history.channels:
        return False
    return rule.history.sees == "shared" or (rule.history.sees == "silo" and own)
