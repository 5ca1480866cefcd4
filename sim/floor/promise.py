"""When a task will be done: the due time said to the customer."""

from __future__ import annotations

from sim.codes import (
    AFTER_BROKEN_PROMISE,
    HONEST_PROMISE,
    NO_PROMISE,
    NOBODY,
    PROMISE_DUE,
    VAGUE_PROMISE,
)
from sim.draws.quantiles import on_grid
from sim.floor.allocation import schedule
from sim.floor.amends import note_due
from sim.floor.informed import waits_since_told
from sim.floor.judgement import note_promise
from sim.floor.line import line_of
from sim.floor.prepare import step_of
from sim.floor.reactions import may_react, react
from sim.floor.tables import Floor, Issue, Job, PromiseRule
from sim.jit import jitable

LEAST = 1.0 / 1048576.0
"""Work of no length is done while somebody is there, too: the least needed, in seconds."""


@jitable
def supplied(floor: Floor, first: int, last: int, at: float) -> float:
    """Planned agent seconds of a team up to ``at``: linear between the rows first..last.

    These span the run: the first is at its beginning, the last at its end.
    """
    low = first
    high = last
    while high - low > 1:
        middle = (low + high) // 2
        if floor.supply[middle].at <= at:
            low = middle
        else:
            high = middle
    a = floor.supply[low]
    b = floor.supply[high]
    return a.cumulative_s + (b.cumulative_s - a.cumulative_s) * ((at - a.at) / (b.at - a.at))


@jitable
def when_supplied(floor: Floor, first: int, last: int, amount: float) -> float:
    """The first moment at which the team's planned agent seconds reach ``amount``, above 0.

    The end of the plan if they never do.
    """
    low = first
    high = last
    if floor.supply[high].cumulative_s < amount:
        return floor.supply[high].at
    while high - low > 1:
        middle = (low + high) // 2
        if floor.supply[middle].cumulative_s < amount:
            low = middle
        else:
            high = middle
    a = floor.supply[low]
    b = floor.supply[high]
    share = (amount - a.cumulative_s) / (b.cumulative_s - a.cumulative_s)
    return a.at + (b.at - a.at) * share


@jitable
def backlog_s(floor: Floor, team: int) -> float:
    """Expected work waiting in all lines that the team serves."""
    work = 0.0
    for k in range(floor.teams[team].lines):
        line = floor.lines[floor.serves[team, k]]
        work += line.count * floor.queues[line.queue].mean_work_s
    return work


@jitable
def due_time(floor: Floor, now: float, rule: PromiseRule, line: int) -> float:
    """Fixed, vague: so long from now. Honest: what the doing team's plan and backlog allow.

    The team is the first that serves the task's line. Its planned presence must cover
    ``margin`` times the expected work waiting before it and the task itself.
    """
    if rule.kind != HONEST_PROMISE or floor.lines[line].teams == 0:
        return on_grid(now + rule.within_s)
    team = floor.order[line, 0]
    first = floor.supply_of[team, 0]
    last = floor.supply_of[team, 1] - 1
    own = floor.queues[floor.lines[line].queue].mean_work_s
    needed = max(rule.margin * (backlog_s(floor, team) + own), LEAST)
    begun = supplied(floor, first, last, now)
    due = when_supplied(floor, first, last, begun + needed)
    return on_grid(due + rule.margin * own)


@jitable
def promise(floor: Floor, now: float, issue: Issue, job: Job) -> None:
    """Say in this contact when the task will be done; who hears "soon" expects it in a while."""
    rule = floor.promise[job.queue]
    if rule.kind == NO_PROMISE:
        return
    desk = step_of(floor, issue, issue.stage).desk
    if desk == NOBODY:
        return
    due_at = due_time(floor, now, rule, line_of(floor, issue, desk))
    if rule.kind != VAGUE_PROMISE:
        job.promised_at = due_at
        if len(floor.judged) > 0:
            note_promise(floor, issue, due_at)
        if len(floor.amended) > 0:
            note_due(floor, issue, due_at)
    if may_react(floor, AFTER_BROKEN_PROMISE, job.queue):
        schedule(floor, due_at, PROMISE_DUE, job.id)


@jitable
def promise_due(floor: Floor, now: float, j: int) -> None:
    """The promised time has come: an unmet need makes some customers chase."""
    job = floor.jobs[j]
    if len(floor.informed) > 0 and waits_since_told(floor, now, job):
        return
    react(floor, now, floor.issues[job.issue], AFTER_BROKEN_PROMISE, job.queue)
