"""What customers do: contact, give up, come back, stop trying."""

from __future__ import annotations

from sim.codes import (
    ABANDONED,
    AFTER_ABANDONED,
    AFTER_BLOCKED,
    AFTER_CLOSED,
    AFTER_DISCONNECTED,
    AFTER_NO_REPLY,
    BLOCKED,
    COME_BACK,
    D_RECUR,
    D_RETURN,
    DISCONNECTED,
    FUTURE,
    GAVE_UP,
    NEED,
    NOBODY,
    NOT_MADE,
    NOTHING,
    OPEN,
    OPENING,
    RECUR,
    RECURRENCE,
    REPLY_DUE,
    TURNED_AWAY,
    U_RECUR,
    U_RETURN,
    WAITING,
)
from sim.draws.threefry import uniform
from sim.floor.books import NAN, ask
from sim.floor.capacity import refuse
from sim.floor.line import leave
from sim.floor.patience import INFINITE, wait
from sim.floor.prepare import drawn
from sim.floor.staff import begin_at_once, queue_up
from sim.floor.tables import Floor, Issue, Job
from sim.jit import jitable

MOST_CONTACTS = 10000
"""Contacts or recurrences of an issue, after which its customer falls silent.

What an issue counts has 16 bits; a contact leaves two tasks and is transferred thrice at most.
"""


@jitable
def new_job(floor: Floor, issue: Issue, number: int, queue: int, reason: int) -> Job:
    """A fresh row for a contact or a task; its links and times are empty."""
    hall = floor.hall[0]
    if hall.jobs >= hall.jobs_end:
        refuse()
    job = floor.jobs[hall.jobs]
    job.id = hall.jobs
    hall.jobs += 1
    job.issue = issue.id
    job.number = number
    job.queue = queue
    job.cls = NOBODY
    job.reason = reason
    job.state = FUTURE
    job.agent = NOBODY
    job.team = NOBODY
    job.stage = NOTHING
    job.rule = NOBODY
    job.transfers = 0
    job.requeues = 0
    job.prev = NOBODY
    job.next = NOBODY
    job.beside = NOBODY
    job.opened_at = NAN
    job.queued_at = NAN
    job.answered_at = NAN
    job.ended_at = NAN
    job.freed_at = NAN
    job.left_s = NAN
    job.promised_at = NAN
    job.patient_until = NAN
    return job


@jitable
def new_contact(floor: Floor, issue: Issue, queue: int, reason: int) -> Job:
    """The issue's next contact, not yet made."""
    job = new_job(floor, issue, issue.contacts, queue, reason)
    issue.contacts += 1
    issue.pending += 1
    return job


@jitable
def class_of(floor: Floor, issue: Issue, queue: int) -> int:
    """The class of the issue's jobs in a queue."""
    return floor.class_of[queue, issue.group + issue.public]


@jitable
def arrive(floor: Floor, now: float, i: int) -> None:
    """A need arises: the customer makes the first contact."""
    issue = floor.issues[i]
    issue.state = OPEN
    recurs = floor.types[issue.type].recurs
    if recurs != NOBODY:
        ask(floor, now + drawn(floor, issue, recurs, D_RECUR, 0), RECUR, i)
    offer(floor, now, new_contact(floor, issue, issue.channel, NEED))


@jitable
def offer(floor: Floor, now: float, job: Job) -> None:
    """The contact reaches its channel: turned away, blocked, answered at once, or waiting."""
    issue = floor.issues[job.issue]
    queue = floor.queues[job.queue]
    job.opened_at = now
    job.queued_at = now
    if queue.public == 1:
        issue.public = 1
    job.cls = class_of(floor, issue, job.queue)
    if queue.open == 0 and queue.queues_when_closed == 0:
        lose(floor, now, job, TURNED_AWAY, AFTER_CLOSED)
        return
    if queue.lines != NOBODY and queue.present >= queue.lines:
        lose(floor, now, job, BLOCKED, AFTER_BLOCKED)
        return
    queue.present += 1
    if begin_at_once(floor, now, job):
        if queue.live == 0:
            ask_for_reply(floor, now, job)
        return
    if queue.room != NOBODY and queue.waiting >= queue.room:
        queue.present -= 1
        lose(floor, now, job, BLOCKED, AFTER_BLOCKED)
        return
    queue_up(floor, now, job)
    wait(floor, now, job)
    if queue.live == 0:
        ask_for_reply(floor, now, job)


@jitable
def ask_for_reply(floor: Floor, now: float, job: Job) -> None:
    """The customer of a deferred channel looks for the reply when it is expected."""
    queue = floor.queues[job.queue]
    if queue.expected_reply_s <= 0.0:
        return
    if floor.back[AFTER_NO_REPLY, job.queue] != NOBODY:
        ask(floor, now + queue.expected_reply_s, REPLY_DUE, job.id)


@jitable
def lose(floor: Floor, now: float, job: Job, outcome: int, reason: int) -> None:
    """The customer goes without result and may try again, or stop trying."""
    issue = floor.issues[job.issue]
    job.state = outcome
    job.ended_at = now
    issue.pending -= 1
    if floor.queues[job.queue].live == 1 and issue.acknowledged_at != issue.acknowledged_at:
        issue.acknowledged_at = job.answered_at  # nan unless passed on or handed back
    come_back_or_stop(floor, now, issue, reason, job.queue)


@jitable
def give_up(floor: Floor, now: float, j: int) -> None:
    """Patience ends; it means nothing unless the contact still waits in that very line."""
    job = floor.jobs[j]
    if job.state == WAITING and job.patient_until == now:
        leave(floor, job)
        floor.queues[job.queue].present -= 1
        lose(floor, now, job, ABANDONED, AFTER_ABANDONED)


@jitable
def disconnect(floor: Floor, now: float, job: Job) -> None:
    """The channel closes on a waiting contact."""
    leave(floor, job)
    floor.queues[job.queue].present -= 1
    lose(floor, now, job, DISCONNECTED, AFTER_DISCONNECTED)


@jitable
def next_opening(floor: Floor, now: float, queue: int) -> float:
    """When the channel's doors are open next: now, its next planned opening, or never."""
    if floor.queues[queue].open == 1:
        return now
    for m in range(floor.hall[0].moment, len(floor.moments)):
        moment = floor.moments[m]
        if moment.kind == OPENING and moment.id == queue:
            return moment.at
    return INFINITE


@jitable
def comes_back(floor: Floor, now: float, issue: Issue, reason: int, queue: int) -> bool:
    """Decide whether the customer tries again after ``reason`` and, if so, plan it."""
    row = floor.back[reason, queue]
    if issue.state != OPEN or row == NOBODY:
        return False
    tries = issue.contacts
    if tries > floor.returns[row].at_most or tries >= MOST_CONTACTS:
        return False
    u = uniform(issue.key0, issue.key1, U_RETURN + reason, tries)
    while u >= floor.returns[row].chance:
        if floor.returns[row].more == 0:
            return False
        row += 1
    rule = floor.returns[row]
    channel = rule.channel
    if channel == -1:
        channel = queue
    elif channel == -2:
        channel = floor.queues[queue].second
        if channel == NOBODY:
            channel = queue
    when = next_opening(floor, now, channel) if rule.at_opening == 1 else now
    when += drawn(floor, issue, rule.delay, D_RETURN + reason, tries)
    job = new_contact(floor, issue, channel, reason)
    ask(floor, when, COME_BACK, job.id)
    return True


@jitable
def come_back_or_stop(floor: Floor, now: float, issue: Issue, reason: int, queue: int) -> None:
    """The customer tries again, or stops trying: then nothing else pending, the issue ends."""
    if comes_back(floor, now, issue, reason, queue):
        return
    idle = issue.state == OPEN and issue.pending == 0 and issue.open_tasks == 0
    if idle and floor.types[issue.type].recurs == NOBODY:
        issue.state = GAVE_UP
        issue.closed_at = now


@jitable
def come_back(floor: Floor, now: float, j: int) -> None:
    """A planned return: made only if the issue is still open."""
    job = floor.jobs[j]
    issue = floor.issues[job.issue]
    if issue.state == OPEN:
        offer(floor, now, job)
    else:
        job.state = NOT_MADE
        issue.pending -= 1


@jitable
def recur(floor: Floor, now: float, i: int) -> None:
    """The harm of an open issue repeats and may make the customer contact again."""
    issue = floor.issues[i]
    if issue.state != OPEN or max(issue.recurrences, issue.contacts) >= MOST_CONTACTS:
        return
    kind = floor.types[issue.type]
    issue.recurrences += 1
    number = issue.recurrences
    ask(floor, now + drawn(floor, issue, kind.recurs, D_RECUR, number), RECUR, i)
    if uniform(issue.key0, issue.key1, U_RECUR, number) < kind.recurs_contact:
        offer(floor, now, new_contact(floor, issue, issue.channel, RECURRENCE))
