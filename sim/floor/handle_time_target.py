"""The target for handling time: talk is cut short, a fix holds in proportion to the work done.

Work is reckoned at speed 1. All pieces of work that have brought the issue further in a round
count, at desks too; a chase, and the talk before a transfer, are never cut.
"""

from __future__ import annotations

from sim.codes import D_OVERHEAD, NOBODY, NOT_REACHED, NOTHING, U_HOLDS
from sim.floor.callback import callback_of
from sim.floor.draws import drawn, strikes
from sim.floor.tables import Agent, Floor, Issue, Job
from sim.floor.waiting import OF_REQUEUES
from sim.jit import jitable


@jitable
def hold_to_target(floor: Floor, agent: Agent, job: Job) -> None:
    """Cut the work on a contact just prepared at the team's target, and add the overhead."""
    cut = floor.cut_short[job.id]
    cut.needed_s = 0.0 if job.stage == NOTHING else job.left_s
    cut.missing_s = 0.0
    target = floor.handle_time_targets[agent.team]
    if floor.queues[job.queue].desk == 1 or callback_of(floor, job) == NOT_REACHED:
        return
    if cut.needed_s > target.talk_s:
        cut.missing_s = cut.needed_s - target.talk_s
        cut.left_out_s += cut.missing_s
        cut.team = agent.team
        job.left_s = target.talk_s
    if target.overhead != NOBODY:
        number = job.number + OF_REQUEUES * job.requeues
        job.left_s += drawn(floor, floor.issues[job.issue], target.overhead, D_OVERHEAD, number)


@jitable
def note_effort(floor: Floor, issue: Issue, job: Job) -> None:
    """A piece of work is over that may bring the issue further: what it needed, and lacked."""
    if job.stage > issue.stage:
        cut, effort = floor.cut_short[job.id], floor.efforts[issue.id]
        effort.needed_s += cut.needed_s
        if cut.missing_s > 0.0:
            effort.missing_s += cut.missing_s
            effort.team = cut.team


@jitable
def holds(floor: Floor, issue: Issue, job: Job) -> bool:
    """Whether a fix that would meet the need holds, with the work that went into it."""
    effort = floor.efforts[issue.id]
    if effort.missing_s == 0.0:
        return True
    share = (effort.needed_s - effort.missing_s) / effort.needed_s
    if strikes(issue, share, U_HOLDS, issue.round):
        return True
    floor.cut_short[job.id].lost_by = effort.team
    return False


@jitable
def begin_anew(floor: Floor, issue: Issue) -> None:
    """A new round: a need that was cut short keeps its work, if the team's target says so."""
    effort = floor.efforts[issue.id]
    if effort.team == NOBODY or floor.handle_time_targets[effort.team].keeps_work == 0:
        effort.drawn_in = issue.round
    effort.team = NOBODY
    effort.needed_s = 0.0
    effort.missing_s = 0.0
