"""Work in an agent's hands: taking it up, its pace, laying it down.

With k jobs in hand each runs at speed / (1 + slow_down (k - 1)) of its solo pace, and one
finishing moment per agent is asked for: that of the job which is done first.
"""

from __future__ import annotations

from sim.codes import FINISH, NOBODY, WORKING, WRAPPING
from sim.draws.quantiles import on_grid
from sim.floor.allocation import schedule
from sim.floor.own_cases import end_keeping
from sim.floor.reserve import change_over
from sim.floor.tables import Agent, Floor, Job
from sim.floor.times import NAN, unset
from sim.floor.waiting import end_wait
from sim.floor.worded import is_worded
from sim.jit import jitable


@jitable
def pace(floor: Floor, agent: Agent, job: Job) -> float:
    """Work content done per second on ``job`` with what the agent now holds."""
    solo = agent.speed * floor.speed[agent.team, job.line]
    if agent.holding == 1:
        return solo
    return solo / (1.0 + floor.teams[agent.team].slow_down * (agent.holding - 1))


@jitable
def settle(floor: Floor, now: float, agent: Agent) -> None:
    """Account for the work done in hand since the last change."""
    spent = now - agent.since
    agent.since = now
    if spent > 0.0:
        j = agent.job
        while j != NOBODY:
            job = floor.jobs[j]
            left = job.left_s - spent * pace(floor, agent, job)
            job.left_s = left if left > 0.0 else 0.0
            j = job.beside


@jitable
def first_done(floor: Floor, agent: Agent) -> int:
    """The job in hand that is done first at the present pace; ties: the one taken up last."""
    best = agent.job
    j = floor.jobs[best].beside
    if j == NOBODY:
        return best
    least = floor.jobs[best].left_s / pace(floor, agent, floor.jobs[best])
    while j != NOBODY:
        job = floor.jobs[j]
        need = job.left_s / pace(floor, agent, job)
        if need < least:
            best = j
            least = need
        j = job.beside
    return best


@jitable
def plan_finish(floor: Floor, now: float, agent: Agent) -> None:
    """Ask for the moment at which the first job in hand will be done."""
    job = floor.jobs[agent.job]
    if agent.holding > 1:
        job = floor.jobs[first_done(floor, agent)]
    due = on_grid(now + job.left_s / pace(floor, agent, job))
    if due != agent.due_at:
        agent.due_at = due
        schedule(floor, due, FINISH, agent.id)


@jitable
def take_up(floor: Floor, now: float, agent: Agent, job: Job) -> None:
    """Put a prepared job into the agent's hands; the caller plans its end."""
    if agent.holding > 0:
        settle(floor, now, agent)
    elif unset(agent.busy_since):
        agent.busy_since = now
    agent.since = now
    if floor.watched:
        note_taken(floor, now, agent, job)
    job.beside = agent.job
    agent.job = job.id
    agent.holding += 1
    job.agent = agent.id
    job.team = agent.team
    job.taken_at = now
    if unset(job.answered_at):
        job.answered_at = now
    worded = is_worded(floor, job) if floor.watched else not unset(job.ended_at)
    job.state = WRAPPING if worded else WORKING


@jitable
def note_taken(floor: Floor, now: float, agent: Agent, job: Job) -> None:
    """A wait ends, the keeping for an owner too, and a reserve may have to change over."""
    queue = floor.queues[job.queue]
    if queue.counts_waits == 1:
        end_wait(floor, now, job)
    if queue.owner_waits_s > 0.0:
        end_keeping(floor, now, job)
    if floor.teams[agent.team].changes_over == 1:
        change_over(floor, agent, job)


@jitable
def lay_down(floor: Floor, agent: Agent, job: Job) -> None:
    """Take ``job`` out of the agent's hands; the caller has settled and plans what follows."""
    if agent.job == job.id:
        agent.job = job.beside
    else:
        held = floor.jobs[agent.job]
        while held.beside != job.id:
            held = floor.jobs[held.beside]
        held.beside = job.beside
    job.beside = NOBODY
    agent.holding -= 1
    agent.due_at = NAN
