"""Which team may do what, and how far it gets."""

from __future__ import annotations

from collections.abc import Iterable

from sim import erlang
from sim.scenario.model import IssueType, Scenario, Skill, Team, Transfer

STAGES = ("acknowledge", "diagnose", "fix")
FIX = len(STAGES)


def lists(skill: Skill, queue: str) -> bool:
    """Whether a skill is about a channel or desk."""
    return queue in skill.channels or queue in skill.tasks


def about(skill: Skill, issue_type: str) -> bool:
    """Whether a skill is about an issue type."""
    return skill.issue_types == "all" or issue_type in skill.issue_types


def reach(skill: Skill, issue_type: IssueType) -> int:
    """How many stages the skill does in one go; without the authority the fix is left.

    Where any answer is enough, all.
    """
    if issue_type.by_answer:
        return FIX
    stages = STAGES.index(skill.does) + 1
    return min(stages, FIX - 1) if issue_type.authority > skill.authority else stages


def best_of(skills: Iterable[Skill], name: str, issue_type: IssueType) -> Skill | None:
    """The skill that counts of those for a queue: the deepest, then the one listed first."""
    fitting = [skill for skill in skills if about(skill, name)]
    return max(fitting, key=lambda skill: reach(skill, issue_type), default=None)


def holds_beside_others(scenario: Scenario, team: Team, queue: str) -> bool:
    """Whether agents of the team hold several contacts of the queue at once."""
    rule = team.concurrency
    if rule.contacts <= 1:
        return False
    if rule.channels:
        return queue in rule.channels
    return queue in scenario.channels and scenario.channels[queue].kind == "live"


def first_line(scenario: Scenario, queue: str) -> list[str]:
    """Teams that serve a queue from the start: those listed, else all but overflow and reserve."""
    if queue in scenario.routing.teams:
        return [team for equals in scenario.routing.teams[queue] for team in equals]
    later = overflow_teams(scenario, queue)
    kept_back = reserve_teams(scenario, queue)
    return [team for team in scenario.teams if team not in later and team not in kept_back]


def overflow_teams(scenario: Scenario, queue: str) -> dict[str, float]:
    """Teams that waiting contacts of a queue overflow to, and after how many seconds."""
    soonest: dict[str, float] = {}
    for rule in scenario.routing.overflow:
        if rule.queue == queue:
            soonest[rule.to] = min(rule.after_s, soonest.get(rule.to, rule.after_s))
    return soonest


def reserve_teams(scenario: Scenario, queue: str) -> list[str]:
    """Teams that serve a queue only while they are called, in the order of the rules."""
    return [rule.team for rule in scenario.routing.reserve if rule.queue == queue]


def desk_for(issue_type: IssueType, stage: int) -> str | None:
    """Where the stage (2: diagnose, 3: fix) is left; diagnosis goes to the fix desk if none."""
    leaves = issue_type.leaves
    return leaves.diagnose or leaves.fix if stage < FIX else leaves.fix


class Abilities:
    """Who may do what in a scenario; what was found out once is known.

    A team's *way* with a queue is a number: the same for queues that the same of its skills
    list, 0 for those that none does.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._skills: list[tuple[Skill, ...]] = [()]
        self._way = {name: self._ways(team) for name, team in scenario.teams.items()}
        self._best: dict[tuple[int, str], tuple[Skill | None, int]] = {}
        self._all_ways: dict[str, tuple[int, ...]] = {}
        self._orders: dict[str, tuple[str, ...]] = {}
        self._teams: dict[tuple[tuple[str, ...], tuple[int, ...], str], list[str]] = {}
        self._serves: dict[tuple[str, str], bool] = {}

    def _ways(self, team: Team) -> dict[str, int]:
        """The team's way with each queue of its skills."""
        by_queue: dict[str, tuple[int, ...]] = {}
        for number, skill in enumerate(team.skills):
            for queue in dict.fromkeys((*skill.channels, *skill.tasks)):
                by_queue[queue] = (*by_queue.get(queue, ()), number)
        first = len(self._skills)
        alike = list(dict.fromkeys(by_queue.values()))
        self._skills += [tuple(team.skills[number] for number in numbers) for numbers in alike]
        place = {numbers: first + at for at, numbers in enumerate(alike)}
        return {queue: place[numbers] for queue, numbers in by_queue.items()}

    def way(self, team: str, queue: str) -> int:
        """The team's way with a queue; 0 if no skill lists it, routed to the team or not."""
        return self._way[team].get(queue, 0)

    def _of(self, way: int, name: str) -> tuple[Skill | None, int]:
        """The skill that counts and how deep it goes."""
        known = self._best.get((way, name))
        if known is None:
            issue_type = self.scenario.issue_types[name]
            skill = best_of(self._skills[way], name, issue_type)
            known = self._best[way, name] = (skill, reach(skill, issue_type) if skill else 0)
        return known

    def best(self, team: str, queue: str, issue_type: str) -> Skill | None:
        """The skill that counts for a team, a queue and an issue type; None without one."""
        return self._of(self.way(team, queue), issue_type)[0]

    def depth(self, team: str, queue: str, issue_type: str) -> int:
        """Stages that a team does of an issue type in a queue; 0 if it has no skill for it."""
        return self._of(self.way(team, queue), issue_type)[1]

    def able(self, queue: str, issue_type: str) -> list[str]:
        """All teams with a skill for the pair, in file order."""
        return self._with_skill(tuple(self.scenario.teams), queue, issue_type)

    def serving(self, queue: str, issue_type: str) -> list[str]:
        """Teams that may come to serve the pair, in order."""
        return self._with_skill(self.in_order(queue), queue, issue_type)

    def _with_skill(self, teams: tuple[str, ...], queue: str, issue_type: str) -> list[str]:
        key = (teams, self.ways(queue), issue_type)
        if key not in self._teams:
            self._teams[key] = [team for team in teams if self.depth(team, queue, issue_type) > 0]
        return self._teams[key]

    def deeper(self, queue: str, issue_type: str, reached: int) -> list[str]:
        """Teams to which a live customer may be handed over for the next stage."""
        able = self.able(queue, issue_type)
        return [team for team in able if self.depth(team, queue, issue_type) > reached]

    def wrong(self, team: str, queue: str, issue_type: str) -> Transfer | None:
        """How a team may turn out to be the wrong one for a contact, if it may."""
        if self.scenario.issue_types[issue_type].by_answer:
            return None
        for rule in self.scenario.routing.transfers:
            meant = rule.issue_types == "all" or issue_type in rule.issue_types
            if rule.sender == team and meant:
                able = self.depth(rule.to, queue, issue_type) > 0 and rule.chance > 0.0
                return rule if able else None
        return None

    def handed_over(self, channel: str, issue_type: str) -> set[str]:
        """Teams to which other teams may hand over contacts, from the start or not."""
        live = self.scenario.channels[channel].kind == "live"
        stays = live and self.scenario.issue_types[issue_type].leaves.how == "transfer"
        serving = self.serving(channel, issue_type)
        rules = [self.wrong(team, channel, issue_type) for team in serving]
        found = {rule.to for rule in rules if rule is not None}
        if stays:
            depths = [self.depth(team, channel, issue_type) for team in {*serving, *found}]
            least = min(depths, default=FIX)
            found.update(self.deeper(channel, issue_type, least))
        return found

    def ways(self, queue: str) -> tuple[int, ...]:
        """The ways of all teams with a queue."""
        if queue not in self._all_ways:
            self._all_ways[queue] = tuple(way.get(queue, 0) for way in self._way.values())
        return self._all_ways[queue]

    def in_order(self, queue: str) -> tuple[str, ...]:
        """Teams that may come to serve a queue: the first line, reserves, those it overflows to."""
        if queue not in self._orders:
            first, later = first_line(self.scenario, queue), overflow_teams(self.scenario, queue)
            kept_back = reserve_teams(self.scenario, queue)
            self._orders[queue] = tuple(dict.fromkeys([*first, *kept_back, *later]))
        return self._orders[queue]

    def serves(self, team: str, queue: str) -> bool:
        """Whether a team may come to serve anything in a queue."""
        key = (team, queue)
        if key not in self._serves:
            listed = self.way(team, queue) > 0 and team in self.in_order(queue)
            types = self.scenario.issue_types
            self._serves[key] = listed and any(self.depth(team, queue, one) for one in types)
        return self._serves[key]


def at_once(scenario: Scenario, team: str, queue: str) -> float:
    """How much faster a team gets through contacts of a queue by holding several at once."""
    rule = scenario.teams[team].concurrency
    if not holds_beside_others(scenario, scenario.teams[team], queue):
        return 1.0
    return max(1.0, erlang.pace(rule.contacts, rule.slow_down))


def fastest(scenario: Scenario, team: str) -> float:
    return max((shift.speed for shift in scenario.teams[team].shifts or ()), default=1.0)
