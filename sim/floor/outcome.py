"""What a finished piece of work leads to: met, denied, passed on, promised, or tried in vain."""

from __future__ import annotations

from sim.codes import (
    AWAITING_APPROVAL,
    DENIED,
    DONE,
    MET,
    NOBODY,
    NOT_REACHED,
    NOTHING,
    OPEN,
    PASSED_ON,
    REDIRECTED,
    U_DENY,
    U_RESOLVE,
    WORKING,
    WRAPPING,
)
from sim.floor.allocation import note_piece
from sim.floor.amends import make_amends
from sim.floor.approval import answered_with, is_awaited, submit
from sim.floor.callback import callback_of
from sim.floor.case_owner import begin_or_keep
from sim.floor.customer import send_on, try_in_vain
from sim.floor.draws import strikes
from sim.floor.duty import seek
from sim.floor.failed_fix import fail
from sim.floor.false_fix import is_thought_done, say_done_falsely
from sim.floor.follow_ups import LEFT_ALONE, SERVE_TEAM, do_last, do_next
from sim.floor.habit import learn_answer
from sim.floor.handle_time_target import holds, note_effort
from sim.floor.hands import first_done, lay_down, plan_finish, settle
from sim.floor.informed import is_update
from sim.floor.knowing import learn_outcome, tell_outcome
from sim.floor.manner import note_talk
from sim.floor.offers import hear_answer, share_that_holds
from sim.floor.prepare import is_fixed, step_of, wrap_work
from sim.floor.promise import promise
from sim.floor.redirect import tells_only
from sim.floor.staff import queue_up
from sim.floor.tables import Agent, Floor, Issue, Job
from sim.floor.tasks import leave_task
from sim.floor.times import NAN, unset
from sim.floor.trunks import release
from sim.floor.turns import ask, is_question
from sim.floor.understanding import note_understanding
from sim.floor.updates import end_update
from sim.floor.waiting import wait
from sim.jit import jitable


@jitable
def finish(floor: Floor, now: float, a: int) -> None:
    """The first job in an agent's hands is done: its phase ends, and maybe the whole job."""
    agent = floor.agents[a]
    if agent.due_at != now:
        return
    finish_first(floor, now, agent)
    team = floor.teams[agent.team]
    if agent.on_duty == 0:
        if team.by_count == 1 and team.on_duty == team.target:
            do_last(floor, SERVE_TEAM, agent.team, 0)
        do_last(floor, LEFT_ALONE, 0, 0)
    elif team.concurrency > 1 and team.puts_aside == 1 and agent.holding == 1:
        do_last(floor, SERVE_TEAM, agent.team, 0)  # what is now alone in hand may be put aside


@jitable
def finish_first(floor: Floor, now: float, agent: Agent) -> None:
    """End the phase of the job that is done, and find the agent something else to do."""
    job = floor.jobs[agent.job]
    if agent.holding > 1:
        job = floor.jobs[first_done(floor, agent)]
        settle(floor, now, agent)
    agent.due_at = NAN
    if floor.watched and job.stage == NOTHING and has_not_talked(floor, now, job):
        pass
    elif job.state == WORKING:
        job.ended_at = now
        if floor.watched and len(floor.offers) > 0:
            hear_answer(floor, now, job)
        to = next_line(floor, job)
        if to != NOBODY:
            lay_down(floor, agent, job)
            note_piece(floor, now, job, PASSED_ON)
            hand_over(floor, now, job, to)
            seek(floor, now, agent)
            return
        if not floor.watched or len(floor.approvals) == 0:
            conclude(floor, now, job)
        elif not submit(floor, now, job):
            conclude(floor, now, floor.jobs[answered_with(floor, now, job)])
        wrap = wrap_work(floor, job)
        if wrap > 0.0:
            job.state = WRAPPING
            job.left_s = wrap
            agent.since = now
            plan_finish(floor, now, agent)
            return
    job.state = state_after(floor, job) if floor.watched else DONE
    job.freed_at = now
    lay_down(floor, agent, job)
    seek(floor, now, agent)


@jitable
def has_not_talked(floor: Floor, now: float, job: Job) -> bool:
    """Whether nobody was reached, or the customer only told to turn elsewhere: the contact ends."""
    if callback_of(floor, job) == NOT_REACHED:
        job.ended_at = now
        miss(floor, now, job)
        return True
    if tells_only(floor, job):
        send_on(floor, now, job)
        return True
    return False


@jitable
def state_after(floor: Floor, job: Job) -> int:
    """The state of a job that its agent has done with."""
    if job.state == REDIRECTED:
        return REDIRECTED
    return AWAITING_APPROVAL if is_awaited(floor, job) else DONE


# -- live transfers --------------------------------------------------------------------------


@jitable
def next_line(floor: Floor, job: Job) -> int:
    """The line to which a live contact is transferred now, or NOBODY."""
    if job.rule != NOBODY:
        return floor.moved[floor.transfers[job.rule].to, job.line]
    issue = floor.issues[job.issue]
    if floor.types[issue.type].by_transfer == 0:
        return NOBODY
    reached = max(job.stage, issue.stage)
    if reached >= floor.types[issue.type].steps or issue.open_tasks > 0:
        return NOBODY
    if job.stage == NOTHING and job.transfers > 0:  # passed on to somebody who could do nothing
        return NOBODY
    return floor.deeper[job.line, step_of(floor, issue, reached).depth]  # of live lines only


@jitable
def hand_over(floor: Floor, now: float, job: Job, line: int) -> None:
    """The customer stays and waits for another team."""
    issue = floor.issues[job.issue]
    if len(floor.efforts) > 0:
        note_effort(floor, issue, job)
    issue.stage = max(issue.stage, job.stage)
    issue.transfers += 1
    job.transfers += 1
    job.requeues += 1
    job.ended_at = NAN
    job.left_s = NAN
    job.line = line
    job.queued_at = now
    if not begin_or_keep(floor, now, job):
        queue_up(floor, now, job)
        wait(floor, now, job)
        do_next(floor, LEFT_ALONE, 0, line)


# -- after the talk --------------------------------------------------------------------------


@jitable
def conclude(floor: Floor, now: float, job: Job) -> None:
    """The customer goes, or the task is done: judge the result."""
    issue = floor.issues[job.issue]
    queue = floor.queues[job.queue]
    if floor.watched and is_update(floor, job):
        end_update(floor, now, issue, job)
        return
    if queue.desk == 1:
        issue.open_tasks -= 1
    else:
        if queue.trunk != NOBODY:
            release(floor, queue)
        issue.pending -= 1
        if unset(issue.acknowledged_at):
            issue.acknowledged_at = job.answered_at if queue.live == 1 else now
        if floor.watched:
            if len(floor.understandings) > 0:
                note_understanding(floor, issue, job)
            learn_answer(floor, now, issue, job)
            if len(floor.amended) > 0:
                make_amends(floor, now, issue, job, issue.state == DENIED)
            if len(floor.last_talks) > 0:
                note_talk(floor, job)
    if issue.state != OPEN:
        if queue.desk == 0:
            learn_outcome(floor, now, issue)
        return
    if floor.watched:
        if floor.types[issue.type].asks == 1 and is_question(floor, issue, job):
            ask(floor, now, issue, job)
            return
        if len(floor.efforts) > 0:
            note_effort(floor, issue, job)
    issue.stage = max(issue.stage, job.stage)
    if is_fixed(floor, issue):
        judge(floor, now, issue, job)
    elif issue.open_tasks == 0:
        pass_on(floor, now, issue, job)
    elif queue.desk == 0:  # else an answer about it waits to be approved
        promise(floor, now, issue, job)


@jitable
def miss(floor: Floor, now: float, job: Job) -> None:
    """The customer did not pick up when called back: as if tried in vain."""
    issue, queue = floor.issues[job.issue], floor.queues[job.queue]
    if queue.trunk != NOBODY:
        release(floor, queue)
    issue.pending -= 1
    try_in_vain(floor, now, issue, job)


@jitable
def judge(floor: Floor, now: float, issue: Issue, job: Job) -> None:
    """The fix is done: the need is met, denied for good, or not met after all.

    Nothing is judged while the firm believes in a false fix: who asks is told that it is done.
    """
    issue_type = floor.types[issue.type]
    if floor.watched and is_thought_done(floor, issue):
        if floor.queues[job.queue].desk == 0:
            say_done_falsely(floor, now, issue, job)
        return
    hopeless = issue_type.unresolvable
    if hopeless > 0.0 and strikes(issue, hopeless, U_DENY, 0):
        if len(floor.amended) > 0 and floor.queues[job.queue].desk == 0:
            make_amends(floor, now, issue, job, True)
        issue.state = DENIED
        issue.closed_at = now
        if floor.watched:
            tell_outcome(floor, now, issue, job)
        return
    chance = floor.resolves[issue_type.first_pair + job.team, job.queue]
    may_fail = floor.watched and issue_type.needs_answer == 0
    if may_fail and len(floor.offers) > 0:
        chance *= share_that_holds(floor, issue, job)
    met = chance >= 1.0 or strikes(issue, chance, U_RESOLVE, issue.round)
    if met and (not may_fail or len(floor.efforts) == 0 or holds(floor, issue, job)):
        issue.state = MET
        issue.met_at = now
        issue.closed_at = now
        if floor.watched:
            tell_outcome(floor, now, issue, job)
        return
    fail(floor, now, issue, job)


@jitable
def pass_on(floor: Floor, now: float, issue: Issue, job: Job) -> None:
    """Leave the next stage to the desk that does it, unless that one just could not."""
    desk = step_of(floor, issue, issue.stage).desk
    if desk == NOBODY or (desk == job.queue and job.stage == NOTHING):
        try_in_vain(floor, now, issue, job)
        return
    if floor.queues[job.queue].desk == 0:
        promise(floor, now, issue, job)
    leave_task(floor, now, issue, desk)
