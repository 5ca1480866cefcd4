"""What each team may do with each type of issue in each queue."""

from __future__ import annotations

from typing import NamedTuple

from sim.plan.ids import Ids
from sim.scenario.model import Scenario, Team
from sim.scenario.rules.abilities import best_of, holds_beside_others, lists, reach


class Ability(NamedTuple):
    """A team's way with jobs of one queue and issue type."""

    depth: int  # last stage done in one go, at least ACKNOWLEDGED
    speed: float
    shares: int  # 1: held beside other contacts
    aside: int  # 1: may be put aside for a live contact


def ability(scenario: Scenario, team: Team, queue: str, name: str) -> Ability | None:
    """The team's ability by the skill that counts, None without one."""
    listed = [skill for skill in team.skills if lists(skill, queue)]
    if not listed:
        return None
    issue_type = scenario.issue_types[name]
    best = best_of(listed, name, issue_type)
    if best is None:
        return None
    return Ability(
        depth=reach(best, issue_type),
        speed=best.speed,
        shares=int(holds_beside_others(scenario, team, queue)),
        aside=int(queue in team.puts_aside),
    )


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
