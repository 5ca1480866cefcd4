"""Which team may do what, and how far it gets."""

from __future__ import annotations

from sim.scenario.issues import IssueType
from sim.scenario.model import Scenario, Skill, Team

STAGES = ("acknowledge", "diagnose", "fix")
FIX = len(STAGES)


def covers(skill: Skill, queue: str, kind: str) -> bool:
    """Whether a skill is about a channel or desk and an issue type."""
    listed = queue in skill.channels or queue in skill.tasks
    return listed and (skill.issue_types == "all" or kind in skill.issue_types)


def reach(skill: Skill, kind: IssueType) -> int:
    """How many stages the skill does in one go; without the authority the fix is left."""
    stages = STAGES.index(skill.does) + 1
    return min(stages, FIX - 1) if kind.authority > skill.authority else stages


def best_skill(scenario: Scenario, team: Team, queue: str, kind: str) -> Skill | None:
    """The skill that counts: the deepest, then the one listed first."""
    fitting = [skill for skill in team.skills if covers(skill, queue, kind)]
    issue_type = scenario.issue_types[kind]
    return max(fitting, key=lambda skill: reach(skill, issue_type), default=None)


def depth(scenario: Scenario, team: str, queue: str, kind: str) -> int:
    """Stages that a team does of an issue type in a queue; 0 if it has no skill for it."""
    skill = best_skill(scenario, scenario.teams[team], queue, kind)
    return reach(skill, scenario.issue_types[kind]) if skill else 0


def able(scenario: Scenario, queue: str, kind: str) -> list[str]:
    """All teams with a skill for the pair, in file order."""
    return [team for team in scenario.teams if depth(scenario, team, queue, kind) > 0]


def first_line(scenario: Scenario, queue: str) -> list[str]:
    """Teams that serve a queue from the start: those listed, else all but overflow teams."""
    if queue in scenario.routing.teams:
        return list(scenario.routing.teams[queue])
    later = {rule.to for rule in scenario.routing.overflow if rule.queue == queue}
    return [team for team in scenario.teams if team not in later]


def in_order(scenario: Scenario, queue: str) -> list[str]:
    """Teams that may come to serve a queue: the first line, then those it overflows to."""
    later = [rule.to for rule in scenario.routing.overflow if rule.queue == queue]
    return list(dict.fromkeys([*first_line(scenario, queue), *later]))


def serving(scenario: Scenario, queue: str, kind: str) -> list[str]:
    """Teams that may come to serve the pair, in order."""
    return [t for t in in_order(scenario, queue) if depth(scenario, t, queue, kind) > 0]


def serves(scenario: Scenario, team: str, queue: str) -> bool:
    """Whether a team may come to serve anything in a queue."""
    return any(team in serving(scenario, queue, kind) for kind in scenario.issue_types)


def desk_for(kind: IssueType, stage: int) -> str | None:
    """Where the stage (2: diagnose, 3: fix) is left; diagnosis goes to the fix desk if none."""
    leaves = kind.leaves
    return leaves.diagnose or leaves.fix if stage < FIX else leaves.fix
