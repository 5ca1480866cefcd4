"""What a contact may come to: who may take it, for how long, and what each of them leaves.

This follows the rules of the floor (docs/mechanics.md): depth and authority, the wrong team,
live transfers, tasks left at desks and lost on the way, chases, questions and answers (as if one
agent saw to all of them), and customers who come back because their need was not met. Not followed:
who gives up or is blocked and comes back, chases of promises and replies, and needs that recur;
they come on top. Nor that work cut short before a task or transfer harms the fix later, and that a
need cut short keeps its longer work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sim.scenario.expected.closed_doors import Returning
from sim.scenario.expected.flows import AS_STATED, Pace
from sim.scenario.expected.offers import with_offer
from sim.scenario.expected.re_explaining import (
    NO_TALK,
    Talk,
    after_machine,
    explained_again,
    last_talk,
)
from sim.scenario.expected.self_served import adds_work, comes_to_agents, put_right
from sim.scenario.expected.talk import talk
from sim.scenario.expected.turns import Work, with_turns
from sim.scenario.model import Approval, IssueType
from sim.scenario.rules.abilities import FIX, Abilities, at_once, desk_for, fastest
from sim.scenario.rules.doors import losses, may_cut_off, returns_of
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.moments import variance

COMING_BACK = 4
"""Times that a customer whose need was not met is followed."""


class Next(NamedTuple):
    """What may follow: with which chance, and whether the customer stays on the line for it."""

    chance: float
    step: Step
    stays: bool


@dataclass(frozen=True, eq=False)
class Way:
    """A team that may take the job: its mean time and mean squared time in seconds of an agent,
    and what follows."""

    team: str
    time_s: float
    square: float
    then: tuple[Next, ...]


@dataclass(frozen=True, eq=False)
class Step:
    """A job that waits: for whom, and whether the customer may leave before an agent is there.

    ``cut_off``: whether that may be because doors close. ``queues``: where jobs like this wait.
    """

    ways: tuple[Way, ...]
    teams: frozenset[str]
    live: bool
    leaks: bool
    cut_off: bool
    queues: set[str] = field(default_factory=set)


class _Job(NamedTuple):
    """A job at a place: what is known of it when it starts to wait."""

    queue: str
    issue_type: str
    stage: int
    teams: tuple[str, ...]
    moved: bool  # transferred before
    back: tuple[tuple[str, float], ...]  # where the customer comes back to from a desk
    left: int  # times that coming back is followed
    pace: Pace
    talk: Talk = NO_TALK  # the last with the customer


class Paths:
    """The steps of a scenario; equal ones are one.

    ``staffed``: teams with anybody at work; the others take nothing if there are any of these.
    ``coming_back``: times that customers whose need was not met are followed.
    """

    def __init__(
        self, abilities: Abilities, staffed: set[str], coming_back: int = COMING_BACK
    ) -> None:
        self._scenario = abilities.scenario
        self._abilities = abilities
        self._staffed = staffed
        self._returning = Returning(abilities.scenario)
        self._coming_back = coming_back
        self._alike: dict[str, tuple[object, ...]] = {}
        self._known: dict[tuple[object, ...], Step | None] = {}
        self._ways: dict[tuple[object, ...], Way] = {}
        self._steps: dict[_Job, Step] = {}
        self._equal: dict[tuple[object, ...], Step] = {}
        self._cut_offs: dict[tuple[str, tuple[str, ...]], bool] = {}
        self._speeds = {name: fastest(self._scenario, name) for name in self._scenario.teams}

    def first(self, queue: str, issue_type: str, pace: Pace = AS_STATED) -> Step | None:
        """The first contact of an issue on a channel; None if nobody may take it."""
        left = self._back_most(queue, issue_type)
        if left > 0 or self._queue_matters(queue, issue_type):
            return self._contact(queue, issue_type, 0, left, pace)
        channel = self._scenario.channels[queue]
        leaks = bool(losses(self._scenario, channel, issue_type))
        cut_off = self._cut_off(queue, self._at_work(self._abilities.serving(queue, issue_type)))
        alike = (*self._likeness(queue), leaks, cut_off, issue_type, pace)
        if alike not in self._known:
            self._known[alike] = self._contact(queue, issue_type, 0, left, pace)
        step = self._known[alike]
        if step is not None:
            step.queues.add(queue)
        return step

    def noticed(self, desk: str, issue_type: str, pace: Pace = AS_STATED) -> Step | None:
        """The task that the firm leaves by itself; None if nobody may take it."""
        teams = tuple(self._abilities.serving(desk, issue_type))
        return self._step(_Job(desk, issue_type, 0, teams, False, (), 0, pace))

    def _likeness(self, channel: str) -> tuple[object, ...]:
        """The same for channels with which all teams do alike."""
        if channel not in self._alike:
            kind = self._scenario.channels[channel].kind
            order = self._abilities.in_order(channel)
            paces = tuple(at_once(self._scenario, team, channel) for team in order)
            self._alike[channel] = (kind, order, paces, self._abilities.ways(channel))
        return self._alike[channel]

    def _contact(
        self, queue: str, issue_type: str, stage: int, left: int, pace: Pace, talk: Talk = NO_TALK
    ) -> Step | None:
        teams = tuple(self._abilities.serving(queue, issue_type))
        talk = after_machine(self._scenario, queue, talk)
        return self._step(_Job(queue, issue_type, stage, teams, False, (), left, pace, talk))

    def _step(self, job: _Job) -> Step | None:
        """The step of a job, of whose teams those at work may take it; None if it has none."""
        job = job._replace(teams=self._at_work(job.teams))
        if not job.teams:
            return None
        if job not in self._steps:
            self._steps[job] = self._interned(job, [self._way(job, team) for team in job.teams])
        return self._steps[job]

    def _at_work(self, teams: Sequence[str]) -> tuple[str, ...]:
        return tuple(team for team in teams if team in self._staffed) or tuple(teams)

    def _cut_off(self, queue: str, teams: tuple[str, ...]) -> bool:
        if (queue, teams) not in self._cut_offs:
            self._cut_offs[queue, teams] = may_cut_off(self._scenario, queue, teams)
        return self._cut_offs[queue, teams]

    def _interned(self, job: _Job, ways: list[Way]) -> Step:
        channel = self._scenario.channels.get(job.queue)
        live = channel is not None and channel.kind == "live"
        cut_off = self._cut_off(job.queue, job.teams)
        lost = channel is not None and losses(self._scenario, channel, job.issue_type)
        leaks = cut_off or bool(lost)
        content = (live, leaks, cut_off, *(id(way) for way in ways))
        if content not in self._equal:
            teams = frozenset(way.team for way in ways)
            self._equal[content] = Step(tuple(ways), teams, live, leaks, cut_off)
        step = self._equal[content]
        step.queues.add(job.queue)
        return step

    # -- one team's way with a job ------------------------------------------------------------

    def _way(self, job: _Job, team: str) -> Way:
        """What a team does with a job, and what follows; the same where all is alike."""
        skill = self._abilities.best(team, job.queue, job.issue_type)
        channel = self._scenario.channels.get(job.queue)
        live = channel is not None and channel.kind == "live"
        own = job.queue if job.left > 0 or self._queue_matters(job.queue, job.issue_type) else ""
        pace = self.pace(team, job.queue, job.issue_type)
        key = (team, id(skill), pace, live, own, *job[1:3], *job[4:])
        if key not in self._ways:
            self._ways[key] = self._new_way(job, team)
        return self._ways[key]

    def _queue_matters(self, queue: str, name: str) -> bool:
        """Whether what follows may differ between queues for which teams have the same skills."""
        issue_type = self._scenario.issue_types[name]
        return (
            bool(self._scenario.routing.transfers)
            or any(team.offers is not None for team in self._scenario.teams.values())
            or queue in self._scenario.tasks
            or issue_type.leaves.how == "transfer"
            or queue in issue_type.resolves_by_channel
            or adds_work(self._scenario, queue)
            or self._approval(queue, name) is not None
        )

    def _new_way(self, job: _Job, team: str) -> Way:
        """What a team does with a job, and what follows."""
        again = explained_again(self._scenario, job.issue_type, job.talk, team, job.queue)
        job = job._replace(talk=last_talk(self._scenario, team, job.queue, job.talk))
        chance, after, to = self._wrong(job, team)
        then: list[Next] = []
        work, spread = 0.0, 0.0
        if chance > 0.0:
            mean, square = after.mean_s(), variance(after) + after.mean_s() ** 2
            work, spread = chance * mean, chance * square
            moved = self._passed(job, job.stage, [to])
            then += _follows(chance, moved, True)
        mean, varied, more = self._done(job, team)
        if job.queue in self._scenario.channels:
            explaining = self._scenario.teams[team].explaining
            mean, varied = mean + explaining.mean_s(), varied + variance(explaining)
        then += [Next(n.chance * (1.0 - chance), n.step, n.stays) for n in more]
        work += (1.0 - chance) * mean
        spread += (1.0 - chance) * (varied + mean * mean)
        further = [(again.mean_s(), variance(again))]
        if not job.moved:
            further.append(put_right(self._scenario, job.queue))
        for mean, varied in further:
            spread += 2.0 * work * mean + varied + mean**2
            work += mean
        pace = self.pace(team, job.queue, job.issue_type)
        return Way(team, work / pace, spread / pace**2, tuple(n for n in then if n.chance > 0.0))

    def pace(self, team: str, queue: str, issue_type: str) -> float:
        """How much work a second of an agent's time does."""
        skill = self._abilities.best(team, queue, issue_type)
        pace = self._speeds[team] * (skill.speed if skill else 1.0)
        return pace * at_once(self._scenario, team, queue)

    def _wrong(self, job: _Job, team: str) -> tuple[float, Distribution, str]:
        """The chance that the team is the wrong one, its talk until then, and the right one."""
        never = (0.0, Distribution(kind="constant"), "")
        if job.moved or job.queue in self._scenario.tasks:
            return never
        rule = self._abilities.wrong(team, job.queue, job.issue_type)
        return never if rule is None else (rule.chance, rule.after, rule.to)

    def _done(self, job: _Job, team: str) -> tuple[float, float, list[Next]]:
        """Mean and variance of the work of a team that is not the wrong one, and what follows."""
        issue_type = self._scenario.issue_types[job.issue_type]
        depth = self._abilities.depth(team, job.queue, job.issue_type)
        deeper = depth > job.stage
        stages = (issue_type.work.acknowledge, issue_type.work.diagnose, issue_type.work.fix)
        chase = () if deeper else (issue_type.chase,)
        parts = stages[job.stage : depth] if deeper else ()
        reached = max(depth, job.stage)
        wrap: tuple[Distribution, ...] = ()
        passed = self._passed_on(job, issue_type, reached, did=deeper)
        if passed is None and job.queue in self._scenario.channels:
            wrap = (issue_type.after_contact,)
        target = self._scenario.teams[team].handle_time_target
        if job.queue in self._scenario.tasks:
            target = None
        found = talk(target, chase, parts, wrap, job.pace)
        if deeper and job.queue in self._scenario.channels:
            before = self._back_most(job.queue, job.issue_type) - job.left
            who = self._scenario.teams[team]
            found = with_offer(who, job.issue_type, job.queue, before, found)
        work, holds = found
        if passed is not None:
            return *work, [Next(1.0, passed, True)]
        left = self._left(job, team, reached, deeper, holds)
        channel, turns = self._scenario.channels.get(job.queue), issue_type.turns
        if turns and deeper and channel and channel.kind == "deferred":
            asking, _ = talk(target, (turns.work,), (), wrap, job.pace)
            work, at_last = with_turns(turns, Work(*asking), Work(*work))
            left = [then._replace(chance=then.chance * at_last) for then in left]
        if deeper and channel:
            left += self._approved(job)
        return *work, left

    def _approval(self, queue: str, name: str) -> Approval | None:
        """How answers to a type are approved on a channel, if any."""
        channel = self._scenario.channels.get(queue)
        rule = None if channel is None else channel.approval
        return rule if rule and rule.chance(name) > 0.0 else None

    def _approved(self, job: _Job) -> list[Next]:
        """The approval of an answer, which takes its work whatever follows."""
        rule = self._approval(job.queue, job.issue_type)
        if rule is None:
            return []
        teams = self._at_work(self._abilities.serving(rule.desk, job.issue_type))
        if not teams:
            return []
        mean, square = rule.work.mean_s(), variance(rule.work) + rule.work.mean_s() ** 2
        paces = [self.pace(team, rule.desk, job.issue_type) for team in teams]
        pairs = zip(teams, paces, strict=True)
        ways = [Way(team, mean / pace, square / pace**2, ()) for team, pace in pairs]
        step = self._interned(job._replace(queue=rule.desk, teams=teams), ways)
        arrives = 1.0 - self._scenario.tasks[rule.desk].lost
        return _follows(rule.chance(job.issue_type) * arrives, step, False)

    def _passed_on(self, job: _Job, issue_type: IssueType, reached: int, did: bool) -> Step | None:
        """The customer who stays on for a team that does the next stage."""
        channel = self._scenario.channels.get(job.queue)
        if channel is None or channel.kind != "live" or issue_type.leaves.how != "transfer":
            return None
        if reached >= FIX or (not did and job.moved):
            return None
        teams = self._abilities.deeper(job.queue, job.issue_type, reached)
        return self._passed(job, reached, teams)

    def _passed(self, job: _Job, stage: int, teams: Sequence[str]) -> Step | None:
        """The customer on the line for other teams."""
        return self._step(job._replace(stage=stage, teams=tuple(teams), moved=True))

    def _left(
        self, job: _Job, team: str, reached: int, did: bool, holds: float = 1.0
    ) -> list[Next]:
        """What follows when the customer has gone, or the task is done.

        ``holds``: the chance that what was done is enough for the fix to meet the need.
        """
        issue_type = self._scenario.issue_types[job.issue_type]
        if reached >= FIX:
            if issue_type.found_out_after.kind == "never" or issue_type.by_answer:
                return []
            chance = issue_type.chance_to_resolve(team, job.queue) * holds
            return self._again(job, 0, (1.0 - issue_type.unresolvable) * (1.0 - chance))
        desk = desk_for(issue_type, reached + 1)
        if desk is None or (desk == job.queue and not did):
            return self._again(job, reached, 1.0)
        back = job.back if job.queue in self._scenario.tasks else self._returning.ways(job.queue)
        back = back if job.left else ()
        teams = tuple(self._abilities.serving(desk, job.issue_type))
        task = job._replace(queue=desk, stage=reached, teams=teams, moved=False, back=back)
        lost = self._scenario.tasks[desk].lost * self._scenario.routing.lost_factor(job.issue_type)
        return _follows(1.0 - lost, self._step(task), False)

    # -- coming back --------------------------------------------------------------------------

    def _again(self, job: _Job, stage: int, chance: float) -> list[Next]:
        """The customer comes back with what is not resolved."""
        if chance <= 0.0 or job.left <= 0:
            return []
        ways = job.back if job.queue in self._scenario.tasks else self._returning.ways(job.queue)
        found: list[Next] = []
        for way, share in ways:
            step = self._contact(way, job.issue_type, stage, job.left - 1, job.pace, job.talk)
            passed = comes_to_agents(self._scenario, way, job.issue_type)
            found += _follows(chance * share * passed, step, False)
        return found

    def _back_most(self, queue: str, issue_type: str) -> int:
        """Times that coming back may surely be followed."""
        recurs = self._scenario.issue_types[issue_type].recurs is not None
        if recurs or not self._returning.ways(queue):
            return 0
        rule = returns_of(self._scenario, self._scenario.channels[queue])["unresolved"]
        return min(self._coming_back, rule.at_most)


def _follows(chance: float, step: Step | None, stays: bool) -> list[Next]:
    return [] if step is None or chance <= 0.0 else [Next(chance, step, stays)]
