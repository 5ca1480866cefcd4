"""Calling reserves, and letting them go.

Who is needed is looked at when somebody joins a line, has waited so long, or doors open; a reserve
goes when somebody leaves a line that is short then, or when no work may begin.
"""

from __future__ import annotations

from sim.codes import RESERVE_DUE, WAITING
from sim.floor.allocation import note_call, schedule
from sim.floor.choice import may_start
from sim.floor.follow_ups import (
    CLOSE_CALLS,
    LEFT_ALONE,
    LOOK_FOR_RESERVE,
    NOTE_CALLS,
    SERVE_QUEUE,
    do_last,
    do_next,
)
from sim.floor.tables import Floor, Job, Queue, Reserve
from sim.floor.times import INFINITE, unset
from sim.jit import jitable


@jitable
def has_joined(floor: Floor, job: Job) -> None:
    """``job`` has joined a line that has a reserve, which may be needed now."""
    floor.queues[job.queue].in_reach += 1
    do_next(floor, LOOK_FOR_RESERVE, job.id, 0)


@jitable
def has_left(floor: Floor, q: int) -> None:
    """Somebody has left such a line: who is called goes where few enough wait now."""
    queue = floor.queues[q]
    queue.in_reach -= 1
    let_go_of(floor, queue, False)


@jitable
def let_go_of(floor: Floor, queue: Queue, everybody: bool) -> None:
    """End the calls where few enough wait, or all of them."""
    ended = False
    for r in range(queue.first_reserve, queue.first_reserve + queue.reserves):
        rule = floor.reserves[r]
        if rule.called == 1 and (everybody or queue.in_reach <= rule.until):
            rule.called = 0
            ended = True
    if ended:
        do_next(floor, NOTE_CALLS, queue.id, 0)


@jitable
def note_calls(floor: Floor, now: float, q: int) -> None:
    """Write down a call that has ended, then the others.

    Then nobody may be left to serve out what has closed.
    """
    queue = floor.queues[q]
    for r in range(queue.first_reserve, queue.first_reserve + queue.reserves):
        rule = floor.reserves[r]
        if rule.called == 0 and not unset(rule.called_at):
            do_next(floor, NOTE_CALLS, q, 0)
            note_call(floor, rule, now)
            return
    if queue.in_reach > 0 and queue.open == 0:
        do_last(floor, LEFT_ALONE, 0, 0)


@jitable
def close_calls(floor: Floor, now: float, first: int) -> None:
    """At the end of the run: write down the calls still running, from the rule ``first`` on."""
    for r in range(first, len(floor.reserves)):
        if not unset(floor.reserves[r].called_at):
            do_next(floor, CLOSE_CALLS, r + 1, 0)
            note_call(floor, floor.reserves[r], now)
            return


@jitable
def longest_wait(floor: Floor, now: float, q: int) -> float:
    """Seconds that who came first of those in reach has waited; -1: nobody waits."""
    longest = -1.0
    for c in range(len(floor.lines)):
        line = floor.lines[c]
        if line.queue == q and line.reserves == 1 and line.count > 0:
            longest = max(longest, now - floor.jobs[line.head].queued_at)
    return longest


@jitable
def at_work(floor: Floor, q: int) -> float:
    """Jobs that those now on duty of the teams without a rule get through at once."""
    number = 0.0
    for team in range(len(floor.teams)):
        number += floor.teams[team].on_duty * floor.regular[q, team]
    return number


@jitable
def is_needed(floor: Floor, now: float, queue: Queue, rule: Reserve) -> bool:
    """Whether the line is as long, its head's wait or the wait to expect as high as stated."""
    if queue.in_reach <= rule.until:
        return False
    if not unset(rule.waited_s):
        return longest_wait(floor, now, queue.id) >= rule.waited_s
    if not unset(rule.expected_s):
        work_s = queue.in_reach * queue.mean_work_s
        return work_s > rule.expected_s * at_work(floor, queue.id)
    return queue.in_reach > rule.above


@jitable
def call_reserves(floor: Floor, now: float, q: int) -> None:
    """Call the reserves of a queue that are needed now; those who are free take what waits."""
    queue = floor.queues[q]
    if not may_start(queue):
        return
    anybody = False
    for r in range(queue.first_reserve, queue.first_reserve + queue.reserves):
        rule = floor.reserves[r]
        if rule.called == 0 and is_needed(floor, now, queue, rule):
            anybody = True
            rule.called = 1
            if unset(rule.called_at):
                rule.called_at = now
    if anybody:
        do_next(floor, SERVE_QUEUE, q, 0)


@jitable
def look_for_reserve(floor: Floor, now: float, j: int) -> None:
    """Who joined a line, or has waited so long, may make a reserve needed; later ones by waiting.

    It means nothing unless the contact or task still waits in such a line.
    """
    job = floor.jobs[j]
    if job.state != WAITING or floor.lines[job.line].reserves == 0:
        return
    queue = floor.queues[job.queue]
    next_due = INFINITE
    for r in range(queue.first_reserve, queue.first_reserve + queue.reserves):
        due = job.queued_at + floor.reserves[r].waited_s  # nan: not by waiting
        if now < due < next_due:
            next_due = due
    if next_due < INFINITE:
        schedule(floor, next_due, RESERVE_DUE, j)
    call_reserves(floor, now, queue.id)
