"""The floor after every move: nobody waits whom somebody could serve, and all books agree."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given

from sim.codes import (
    AGREED,
    ASIDE,
    AWAITING_APPROVAL,
    CALLED,
    CONTAINED,
    FUTURE,
    GAVE_UP,
    IGNORED,
    NOBODY,
    NOT_ARISEN,
    NOT_REACHED,
    NOTICED,
    OPEN,
    WAITING,
    WORKING,
    WRAPPING,
)
from sim.engine.simpy_engine import Organisation
from sim.floor.agent_time import is_away
from sim.floor.callback import callback_of
from sim.floor.case_owner import is_there_before
from sim.floor.choice import agent_for, may_start, next_job, serves_out_now
from sim.floor.doors import is_attended
from sim.floor.informed import is_update
from sim.floor.pauses import owes
from sim.floor.reserve_calls import is_needed
from sim.plan import Plan, make_plan
from tests.properties.running import scenario_of
from tests.properties.strategies import scenarios


class Inspected(Organisation):
    """An organisation whose floor is inspected after every move."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.moves = 0
        self.before = 0.0
        self.at_once = 0
        self.notices: dict[int, float] = {}

    def schedule_events(self) -> None:
        for event in self.rows.events[: self.counters.events]:
            assert event.at >= self.env.now >= self.before  # time never goes back
            if event.kind == NOTICED:
                self.notices[event.id] = event.at
        super().schedule_events()
        self.moves += 1
        self.at_once = self.at_once + 1 if self.env.now == self.before else 0
        assert self.at_once < 10000  # no circle in which no time passes
        self.before = self.env.now
        if self.counters.follow_ups == 0:  # else the move has left something to do at this moment
            self.hand_over_was_at_once()
            self.head_counts_agree()
            self.nobody_is_left_alone()
            self.cases_agree()
            self.reserves_are_called_when_needed()
        self.lines_agree()
        self.hands_agree()
        if self.moves % 20 == 0:
            self.counters_agree()

    def hand_over_was_at_once(self) -> None:
        """No head of a line finds an agent, and no idle agent finds a job that he may take.

        Jobs kept for the owners of their cases may be taken by these alone; each finds nobody.
        Nor may reserves that are not called take anything.
        """
        floor, now = self.rows, self.env.now
        for line in floor.lines:
            place = line.head
            while place != NOBODY:
                assert agent_for(floor, now, floor.jobs[place]) == NOBODY
                place = floor.jobs[place].next if line.for_owner else NOBODY
        for agent in floor.agents:
            if agent.on_duty and not agent.holding:
                assert next_job(floor, now, agent) == NOBODY
                assert agent.aside == NOBODY

    def nobody_is_left_alone(self) -> None:
        """Nobody waits to be served out by nobody, unless callers queue in closed hours."""
        floor = self.rows
        for line in floor.lines:
            queue = floor.queues[line.queue]
            if queue.live and not queue.queues_when_closed and serves_out_now(queue):
                place = line.head
                while place != NOBODY:  # who has rung off waits for somebody to come
                    job = floor.jobs[place]
                    on_line = job.ended_at != job.ended_at and callback_of(floor, job) != AGREED
                    assert not on_line or is_attended(floor, line.id)
                    place = job.next

    def cases_agree(self) -> None:
        """What is kept for an agent waits in a line for owners, for nobody who will not come."""
        floor, now = self.rows, self.env.now
        over = now == self.plan.stop_s  # pauses end with the books
        kept = []
        for agent in floor.agents:
            before, place = NOBODY, agent.cases
            while place != NOBODY:
                job, details = floor.jobs[place], floor.for_owner[place]
                assert (details.agent, details.prev) == (agent.id, before)
                assert agent.id == floor.owners[job.issue].agent
                until = job.queued_at + floor.queues[job.queue].owner_waits_s
                assert details.since == job.queued_at <= now <= until
                there = agent.on_duty or is_away(agent) or is_there_before(floor, agent, until)
                assert there or over
                kept.append(place)
                before, place = place, details.next
        in_lines = []
        for line in floor.lines:
            place = line.head if line.for_owner else NOBODY
            while place != NOBODY:
                in_lines.append(place)
                place = floor.jobs[place].next
        assert sorted(kept) == sorted(in_lines)

    def reserves_are_called_when_needed(self) -> None:
        """Called only while more wait than until when; always if it is by number or head's wait."""
        floor, now = self.rows, self.env.now
        for rule in floor.reserves:
            queue = floor.queues[rule.queue]
            lines = [line for line in floor.lines if line.queue == queue.id and line.reserves]
            assert queue.in_reach == sum(line.count for line in lines)
            over = now == self.plan.stop_s
            assert over or (rule.called == 1) == (rule.called_at == rule.called_at)
            assert not rule.called or queue.in_reach > rule.until
            assert not rule.called or may_start(queue)
            by_itself = rule.expected_s != rule.expected_s
            just_before = now - 2.0**-20  # a wait that is long enough now is seen to last
            if by_itself and may_start(queue) and is_needed(floor, just_before, queue, rule):
                assert rule.called

    def lines_agree(self) -> None:
        """Lines are doubly linked lists of waiting jobs, oldest first, and are counted right."""
        floor = self.rows
        waiting = Counter[int]()
        for line in floor.lines:
            before, place, found, age = NOBODY, line.head, 0, 0.0
            while place != NOBODY:
                job = floor.jobs[place]
                assert (job.state, job.line, job.queue) == (WAITING, line.id, line.queue)
                assert job.prev == before
                assert job.queued_at >= age
                before, place, age = place, job.next, job.queued_at
                found += 1
            assert (line.tail, line.count) == (before, found)
            waiting[line.queue] += found
        assert all(queue.waiting == waiting[queue.id] for queue in floor.queues)

    def hands_agree(self) -> None:
        """Agents hold what they say; the idle ones stand in their team's line."""
        floor = self.rows
        for agent in floor.agents:
            held = chain(floor, agent.job)
            assert len(held) == agent.holding <= floor.teams[agent.team].concurrency
            assert {job.state for job in held} <= {WORKING, WRAPPING}
            assert all(job.agent == agent.id for job in held)
            assert (agent.due_at == agent.due_at) == (agent.holding > 0)
            assert all(job.state == ASIDE for job in chain(floor, agent.aside))
            away = is_away(agent)
            assert agent.on_duty or not held
            over = self.env.now == self.plan.stop_s  # pauses end with the books, work stays aside
            assert agent.on_duty or away or agent.aside == NOBODY or over
            assert not (agent.on_duty and away)
            if owes(agent) and not away and not held:  # only before the shift that it begins
                assert floor.pauses[agent.owed].start == self.env.now
        for team in floor.teams:
            own = floor.agents[team.first_agent : team.first_agent + team.agents]
            idle, place = [], team.idle_head
            while place != NOBODY:
                idle.append(place)
                place = floor.agents[place].next
            assert sorted(idle) == [a.id for a in own if a.on_duty and not a.holding]
            assert team.idle == len(idle)
            assert team.on_duty == sum(a.on_duty for a in own)

    def head_counts_agree(self) -> None:
        """As many agents are there as the count says, or more if these are all busy."""
        for team in self.rows.teams:
            if team.by_count:
                assert not team.idle or team.on_duty <= team.target
                assert team.on_duty >= min(team.target, team.agents)

    def counters_agree(self) -> None:
        """What issues and channels count is what there is."""
        floor = self.rows
        present, pending, tasks = Counter[int](), Counter[int](), Counter[int]()
        called, overdue = Counter[int](), Counter[int]()
        for job in floor.jobs[: self.counters.jobs]:
            is_task = floor.queues[job.queue].desk
            held = job.state in (WAITING, WORKING, ASIDE, WRAPPING, CONTAINED, AWAITING_APPROVAL)
            begun = held and job.ended_at != job.ended_at
            hopes = job.state == IGNORED and job.patient_until > self.env.now
            if is_task:
                tasks[job.issue] += begun and not is_update(floor, job)
            else:
                trunk = floor.queues[job.queue].trunk
                present[trunk] += begun and callback_of(floor, job) != AGREED
                called[trunk] += begun and callback_of(floor, job) in (CALLED, NOT_REACHED)
                pending[job.issue] += begun or hopes or job.state == FUTURE
                overdue[job.issue] += job.state == IGNORED and job.patient_until == self.env.now
        for queue in floor.queues:
            if queue.trunk == queue.id:
                assert queue.present == present[queue.id]
                assert queue.present - called[queue.id] <= queue.trunks  # but for calls back
        for issue in floor.issues:
            hoping = issue.pending - pending[issue.id]  # till the move about the reply due now
            noticed_at = self.notices.get(issue.id, -1.0)
            hoping -= noticed_at > self.env.now
            assert 0 <= hoping <= overdue[issue.id] + (noticed_at == self.env.now)
            assert issue.open_tasks == tasks[issue.id]
            perished = len(floor.perished) > 0 and floor.perished[issue.id].perished_at >= 0.0
            over = issue.pending + issue.open_tasks == 0 or perished  # the firm does not know
            assert issue.state != GAVE_UP or over
            assert (issue.closed_at == issue.closed_at) == (OPEN < issue.state < NOT_ARISEN)


def chain(floor: Any, first: int) -> list[Any]:
    """The jobs linked by ``beside`` from the first."""
    found = []
    while first != NOBODY:
        found.append(floor.jobs[first])
        first = floor.jobs[first].beside
    return found


@given(scenarios())
def test_after_every_move(parts: dict[str, Any]) -> None:
    organisation = Inspected(make_plan(scenario_of(parts), seed=1))
    organisation.run()
    organisation.counters_agree()
