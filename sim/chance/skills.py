"""What each team may do with each kind of issue in each queue."""

from __future__ import annotations

from typing import NamedTuple

from sim.chance.ids import Ids
from sim.scenario.model import IssueType, Scenario, Skill, Team
from sim.words import ACKNOWLEDGED, DIAGNOSED, FIXED

DEPTH = {"acknowledge": ACKNOWLEDGED, "diagnose": DIAGNOSED, "fix": FIXED}


class Ability(NamedTuple):
    """A team's way with jobs of one queue and issue type."""

    depth: int  # last stage done in one go, at least ACKNOWLEDGED
    speed: float
    shares: int  # 1: held beside other contacts
    aside: int  # 1: may be put aside for a live contact


def depth_of(skill: Skill, kind: IssueType) -> int:
    """The last stage the skill reaches; without the authority the fix is left to others."""
    depth = DEPTH[skill.does]
    return min(depth, DIAGNOSED) if kind.authority > skill.authority else depth


def covers(skill: Skill, queue: str, issue_type: str) -> bool:
    """Whether the skill is about the queue and the issue type."""
    return (queue in skill.channels or queue in skill.tasks) and (
        skill.issue_types == "all" or issue_type in skill.issue_types
    )


def ability(scenario: Scenario, team: Team, queue: str, issue_type: str) -> Ability | None:
    """The team's ability, None without a skill. Of several skills the deepest counts, then
    the one listed first."""
    kind = scenario.issue_types[issue_type]
    fitting = [skill for skill in team.skills if covers(skill, queue, issue_type)]
    if not fitting:
        return None
    best = max(fitting, key=lambda skill: depth_of(skill, kind))
    return Ability(
        depth=depth_of(best, kind),
        speed=best.speed,
        shares=int(holds_beside_others(scenario, team, queue)),
        aside=int(queue in team.puts_aside),
    )


def holds_beside_others(scenario: Scenario, team: Team, queue: str) -> bool:
    """Whether agents of the team hold several contacts of the queue at once."""
    rule = team.concurrency
    if rule.contacts <= 1:
        return False
    if rule.channels:
        return queue in rule.channels
    return queue in scenario.channels and scenario.channels[queue].kind == "live"


def abilities(scenario: Scenario, ids: Ids, queue: str, issue_type: str) -> dict[int, Ability]:
    """Abilities by team id of the teams skilled for a queue and an issue type."""
    found = {
        ids.team[name]: ability(scenario, team, queue, issue_type)
        for name, team in scenario.teams.items()
    }
    return {team: able for team, able in found.items() if able is not None}


def listed(scenario: Scenario, team: Team) -> list[tuple[str, str]]:
    """(queue, issue type) pairs of a team's skills in the order in which they are written."""
    pairs: dict[tuple[str, str], None] = {}
    for skill in team.skills:
        types = scenario.issue_types if skill.issue_types == "all" else skill.issue_types
        for queue in (*skill.channels, *skill.tasks):
            pairs.update(dict.fromkeys((queue, name) for name in types))
    return list(pairs)
