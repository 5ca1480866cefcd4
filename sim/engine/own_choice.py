"""The SimPy engine's floor under rules of a user's own, which are asked where there is a choice.

What is offered is what the floor allows: whatever is chosen, no job waits that somebody could
start, and live contacts come first where the scenario says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from operator import attrgetter
from typing import Any

from sim.codes import NOBODY, PUBLIC, REOPENED, U_AGENT, WAITING
from sim.draws.threefry import uniform
from sim.engine.objects import Objects
from sim.floor import choice
from sim.floor.draws import occasion
from sim.floor.reserve import is_held_back
from sim.floor.tables import Agent, Floor, Job, Team
from sim.floor.times import unset
from sim.own_rules import AgentRow, Asked, JobRow

Names = Mapping[str, tuple[str, ...]]


class RuledFloor(Objects):
    """A floor of objects; ``asked``: who is asked; ``names``: those of a plan, by key."""

    __slots__ = ("asked", "names", "queue_names")

    def __init__(self, floor: Floor, asked: Asked, names: Names) -> None:
        super().__init__(floor)
        self.asked, self.names = asked, names
        self.queue_names = (*names["channels"], *names["desks"])

    def agent_for(self: Any, now: float, job: Job) -> int:
        """As the rules say where several could take the job, else as the scenario does."""
        if self.asked.chooses_agent is not None:
            able = agents_able(self, job)
            if len(able) > 1:
                rows = [agent_row(self, now, agent, job) for agent in able]
                place = self.asked.agent(job_row(self, now, job, 1.0), rows, now)
                if place is not None:
                    chosen: Agent = able[place]
                    return chosen.id
        return choice.agent_for(self, now, job)

    def next_job(self: Any, now: float, agent: Agent) -> int:
        """As the rules say where the agent could take several, else as the scenario does."""
        if self.asked.chooses_contact is not None:
            heads = heads_for(self, agent)
            if len(heads) > 1:
                rows = [job_row(self, now, job, speed(self, agent, job)) for job in heads]
                place = self.asked.contact(agent_row(self, now, agent), rows, now)
                if place is not None:
                    head: Job = heads[place]
                    return head.id
        return choice.next_job(self, now, agent)


# -- what is offered -------------------------------------------------------------------------


def agents_able(floor: Floor, job: Job) -> list[Agent]:
    """Who may take the job now: idle, or with room beside what they hold.

    Rank by rank in the order of choice: of teams of equal rank together the idle ones, the longest
    idle first, then the others, those with the fewest in hand first. Ties: the team listed first,
    then by number.
    """
    if not choice.may_start(floor.queues[job.queue]):
        return []
    able: list[Agent] = []
    for equals in ranks(floor, job.line):
        idle = [agent for team in equals for agent in idle_line(floor, team)]
        able += sorted(idle, key=attrgetter("idle_since"))
        busy = [agent for team in equals for agent in with_room(floor, team, job.line)]
        able += sorted(busy, key=attrgetter("holding"))
    return able


def ranks(floor: Floor, line: int) -> Iterator[list[Team]]:
    """The teams that serve a line, in the order of choice; those of equal rank together.

    A reserve that is not called serves none.
    """
    first = 0
    while first < floor.lines[line].teams:
        end = floor.equals_end[line, first]
        teams = (floor.order[line, k] for k in range(first, end))
        yield [floor.teams[team] for team in teams if not is_held_back(floor, team, line)]
        first = end


def idle_line(floor: Floor, team: Team) -> Iterator[Agent]:
    """The team's idle agents, the longest idle first."""
    a = team.idle_head
    while a != NOBODY:
        yield floor.agents[a]
        a = floor.agents[a].next


def with_room(floor: Floor, team: Team, line: int) -> Iterator[Agent]:
    """The busy agents of a team who may take a job of the line beside what they hold."""
    for a in range(team.first_agent, team.first_agent + team.agents):
        agent = floor.agents[a]
        if choice.may_begin(team, agent) and choice.has_room(floor, agent, line):
            yield agent


def heads_for(floor: Floor, agent: Agent) -> list[Job]:
    """The jobs that the agent may take now: of each line, the first of each group that waits, and
    those that are kept from it for this agent.

    Lines in the order of the team's skills. If live contacts are among them, then none of what
    they come before.
    """
    team = floor.teams[agent.team]
    lines = [floor.lines[floor.serves[team.id, k]] for k in range(team.lines)]
    waits = [one for one in lines if choice.first_for(floor, agent, one.id) != NOBODY]
    free = [one for one in waits if choice.may_take(floor, agent, one.id)]
    if any(line.live for line in free):
        free = [line for line in free if choice.rank(floor, team, line.id) < choice.BEHIND_LIVE]
    return [
        job
        for line in free
        for job in (*first_of_each_group(floor, line.head), *own_cases(floor, agent, line.id))
    ]


def own_cases(floor: Floor, agent: Agent, line: int) -> Iterator[Job]:
    """The jobs that are kept from a line for the agent, who owns their cases."""
    place = agent.cases
    while place != NOBODY:
        job = floor.jobs[place]
        if floor.lines[job.line].overflow_to == line:
            yield job
        place = floor.for_owner[place].next


def first_of_each_group(floor: Floor, head: int) -> Iterator[Job]:
    """Of those who wait in a line, each who is the first of the same issue type, segment and
    standing: routing treats them alike, rules of a user's own may not."""
    seen = set()
    place = head
    while place != NOBODY:
        job = floor.jobs[place]
        issue = floor.issues[job.issue]
        group = issue.type, issue.segment, issue.standing
        if group not in seen:
            seen.add(group)
            yield job
        place = job.next


# -- how it is shown -------------------------------------------------------------------------


def speed(floor: Floor, agent: Agent, job: Job) -> float:
    """How fast the agent works on the job alone."""
    return agent.speed * floor.speed[agent.team, job.line]


def job_row(floor: Any, now: float, job: Job, at_speed: float) -> JobRow:
    """A job as rules are shown it."""
    issue, queue, line = floor.issues[job.issue], floor.queues[job.queue], floor.lines[job.line]
    names = floor.names
    return JobRow(
        kind="task" if queue.desk else "contact",
        queue=floor.queue_names[queue.id],
        live=bool(queue.live),
        issue=issue.id,
        issue_type=names["types"][issue.type],
        segment=names["segments"][issue.segment],
        waited_s=now - job.queued_at,
        age_s=now - job.opened_at,
        in_line=line.count if job.state == WAITING else 0,
        priority=line.priority,
        number=job.number,
        requeues=job.requeues,
        public=bool(issue.standing & PUBLIC),
        reopened=bool(issue.standing & REOPENED),
        speed=at_speed,
        _chance=partial(uniform, issue.key0, issue.key1, U_AGENT, occasion(floor, job)),
    )


def agent_row(floor: Any, now: float, agent: Agent, job: Job | None = None) -> AgentRow:
    """An agent as rules are shown him; ``job``: the one that somebody is sought for, if any."""
    team = floor.teams[agent.team]
    here = now - agent.duty_since
    work_s = agent.busy_s if unset(agent.busy_since) else agent.busy_s + now - agent.busy_since
    idle = agent.holding == 0 and unset(agent.busy_since)
    freed = agent.idle_since if agent.idle_since > agent.duty_since else agent.duty_since
    return AgentRow(
        team=floor.names["teams"][team.id],
        number=agent.id - team.first_agent,
        team_rank=0 if job is None else rank_of(floor, team, job.line),
        in_hand=agent.holding,
        idle_s=now - freed if idle else 0.0,
        on_duty_s=here,
        occupancy=work_s / here if here > 0.0 else 0.0,
        speed=agent.speed if job is None else speed(floor, agent, job),
    )


def rank_of(floor: Floor, team: Team, line: int) -> int:
    """The rank of a team among those that serve a line, from 0; equals have the same."""
    return next(k for k, equals in enumerate(ranks(floor, line)) if team in equals)
