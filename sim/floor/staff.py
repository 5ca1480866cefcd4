"""Agents between jobs: the line of idle ones, starting work, handing it back."""

from __future__ import annotations

from sim.codes import ASIDE, HANDED_BACK, INTERRUPTED, NOBODY, OVERFLOW, STAYS, WAITING
from sim.floor.agent_time import note_busy, note_duty
from sim.floor.allocation import note_piece, schedule
from sim.floor.choice import has_room
from sim.floor.follow_ups import (
    HAND_BACK,
    NOTE_INTERRUPTED,
    SERVE_LINE,
    SERVE_TEAM,
    WAIT_AGAIN,
    do_next,
)
from sim.floor.hands import lay_down, plan_finish, settle, take_up
from sim.floor.line import join, join_by_age, leave
from sim.floor.own_cases import end_keeping
from sim.floor.prepare import get_ready, prepare
from sim.floor.tables import Agent, Floor, Job
from sim.floor.times import INFINITE, unset
from sim.floor.waiting import wait
from sim.jit import jitable

# -- the team's line of idle agents ----------------------------------------------------------


@jitable
def join_idle(floor: Floor, now: float, agent: Agent) -> None:
    """The agent, with empty hands, joins the end of the team's idle line."""
    note_busy(floor, now, agent)
    team = floor.teams[agent.team]
    agent.prev = team.idle_tail
    agent.next = NOBODY
    if team.idle_tail == NOBODY:
        team.idle_head = agent.id
    else:
        floor.agents[team.idle_tail].next = agent.id
    team.idle_tail = agent.id
    team.idle += 1
    agent.idle_since = now


@jitable
def leave_idle(floor: Floor, agent: Agent) -> None:
    """The agent leaves the idle line."""
    team = floor.teams[agent.team]
    if agent.prev == NOBODY:
        team.idle_head = agent.next
    else:
        floor.agents[agent.prev].next = agent.next
    if agent.next == NOBODY:
        team.idle_tail = agent.prev
    else:
        floor.agents[agent.next].prev = agent.prev
    team.idle -= 1


# -- starting work ---------------------------------------------------------------------------


@jitable
def put_aside(floor: Floor, now: float, agent: Agent) -> None:
    """The agent puts the one job in hand aside, to resume it later."""
    settle(floor, now, agent)
    job = floor.jobs[agent.job]
    lay_down(floor, agent, job)
    job.state = ASIDE
    job.beside = agent.aside
    agent.aside = job.id


@jitable
def start(floor: Floor, now: float, agent: Agent, job: Job) -> None:
    """The agent starts ``job``, which stands in no line."""
    if agent.holding == 0:
        leave_idle(floor, agent)
    elif not has_room(floor, agent, job.line):
        note_piece(floor, now, floor.jobs[agent.job], INTERRUPTED)
        put_aside(floor, now, agent)
    if floor.watched:
        get_ready(floor, now, agent, job)
    elif unset(job.left_s):
        prepare(floor, now, agent, job)
    take_up(floor, now, agent, job)
    plan_finish(floor, now, agent)


@jitable
def note_interrupted(floor: Floor, now: float, j: int, count: int) -> None:
    """Write down that ``count`` jobs were put aside for a pause: ``j``, and those beside it."""
    job = floor.jobs[j]
    note_piece(floor, now, job, INTERRUPTED)
    if count > 1:
        do_next(floor, NOTE_INTERRUPTED, job.beside, count - 1)


@jitable
def begin_at_once(floor: Floor, now: float, job: Job) -> bool:
    """Start ``job``, which stands in no line, if an agent can take it at once."""
    a = floor.agent_for(now, job)
    if a == NOBODY:
        return False
    start(floor, now, floor.agents[a], job)
    return True


@jitable
def queue_up(floor: Floor, now: float, job: Job) -> None:
    """Put ``job`` at the end of its line, with the overflow timer of the line."""
    join(floor, job)
    if floor.lines[job.line].overflow_to != NOBODY:
        watch(floor, now, job)


@jitable
def watch(floor: Floor, now: float, job: Job) -> None:
    """Ask for the moment at which ``job`` will have waited long enough; its line overflows."""
    after = floor.lines[job.line].overflow_after_s
    schedule(floor, max(now, job.queued_at + after), OVERFLOW, job.id)


@jitable
def widen(floor: Floor, now: float, job: Job) -> None:
    """Further agents may take ``job``, which waits: it overflows to the next line, by its age."""
    line = floor.lines[job.line]
    leave(floor, job)
    job.line = line.overflow_to
    if line.for_owner == 1:
        end_keeping(floor, now, job)
    if not begin_at_once(floor, now, job):
        join_by_age(floor, job)
        if floor.lines[job.line].overflow_to != NOBODY:
            watch(floor, now, job)


@jitable
def next_to_serve(floor: Floor, now: float, line: int) -> int:
    """The head of a line; of one for owners the first whose owner can take it, else the last."""
    j = floor.lines[line].head
    if floor.lines[line].for_owner == 1:
        while floor.jobs[j].next != NOBODY and floor.agent_for(now, floor.jobs[j]) == NOBODY:
            j = floor.jobs[j].next
    return j


@jitable
def serve_line(floor: Floor, now: float, line: int) -> None:
    """Start work if somebody can take the head of a line, then see who is next.

    Whoever could take the head takes what the team's rule says, maybe from another line; only
    deferred work put aside makes way for the head itself.
    """
    if floor.lines[line].count == 0:
        return
    job = floor.jobs[next_to_serve(floor, now, line)]
    a = floor.agent_for(now, job)
    if a == NOBODY:
        return
    do_next(floor, SERVE_LINE, line, 0)
    agent = floor.agents[a]
    if agent.holding == 0 or has_room(floor, agent, line):
        agent.leaving = STAYS  # by head count: no longer one too many
        job = floor.jobs[floor.next_job(now, agent)]
    leave(floor, job)
    start(floor, now, agent, job)


@jitable
def serve_team(floor: Floor, team: int, k: int) -> None:
    """Serve the lines of a team, from the ``k``-th on: busy agents may be given work again."""
    for at in range(k, floor.teams[team].lines):
        line = floor.serves[team, at]
        kept = floor.lines[line].kept_line
        if floor.lines[line].count > 0 or (kept != NOBODY and floor.lines[kept].count > 0):
            do_next(floor, SERVE_TEAM, team, at + 1)
            do_next(floor, SERVE_LINE, line, 0)
            if kept != NOBODY:
                do_next(floor, SERVE_LINE, kept, 0)
            return


@jitable
def hand_back(floor: Floor, now: float, j: int) -> None:
    """A job begun goes back to its line with what is left, for the next who can take it.

    Then those that lie beside it.
    """
    job = floor.jobs[j]
    if job.beside != NOBODY:
        do_next(floor, HAND_BACK, job.beside, 0)
    do_next(floor, WAIT_AGAIN, j, 0)
    do_next(floor, SERVE_LINE, job.line, 0)
    job.beside = NOBODY
    if job.state == ASIDE:
        job.taken_at = now
    note_piece(floor, now, job, HANDED_BACK)
    job.requeues += 1
    job.patient_until = INFINITE
    join_by_age(floor, job)


@jitable
def wait_again(floor: Floor, now: float, job: Job) -> None:
    """Who was handed back, and could not be given to somebody else at once, waits anew."""
    if job.state == WAITING:
        if floor.lines[job.line].overflow_to != NOBODY:
            watch(floor, now, job)
        if unset(job.ended_at) and floor.queues[job.queue].live == 1:
            wait(floor, now, job)


# -- leaving the desk ------------------------------------------------------------------------


@jitable
def step_out(floor: Floor, now: float, agent: Agent) -> None:
    """The agent, with empty hands and in no idle line, is no longer on duty."""
    note_duty(floor, now, agent)
    agent.on_duty = 0
    agent.leaving = STAYS
    floor.teams[agent.team].on_duty -= 1


@jitable
def return_aside(floor: Floor, agent: Agent) -> None:
    """Work that the agent had put aside goes back to its lines."""
    if agent.aside != NOBODY:
        do_next(floor, HAND_BACK, agent.aside, 0)
        agent.aside = NOBODY
