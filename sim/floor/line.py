"""Lines: jobs wait first come first served, in a doubly linked list."""

from __future__ import annotations

from sim.codes import NOBODY, WAITING
from sim.floor.age import is_ahead
from sim.floor.own_cases import forget, remember
from sim.floor.reserve_calls import has_joined, has_left
from sim.floor.tables import Floor, Issue, Job
from sim.jit import jitable


@jitable
def line_of(floor: Floor, issue: Issue, queue: int) -> int:
    """The line of the issue's jobs in a queue."""
    return floor.line_of[queue, issue.group + issue.standing]


@jitable
def join(floor: Floor, job: Job) -> None:
    """Put ``job`` at the end of its line."""
    line = floor.lines[job.line]
    job.state = WAITING
    job.prev = line.tail
    job.next = NOBODY
    if line.tail == NOBODY:
        line.head = job.id
    else:
        floor.jobs[line.tail].next = job.id
    line.tail = job.id
    line.count += 1
    floor.queues[job.queue].waiting += 1
    if floor.watched and line.noted == 1:
        note_joined(floor, job)


@jitable
def note_joined(floor: Floor, job: Job) -> None:
    """``job`` is kept for its owner from now on, and makes a line longer that has a reserve."""
    line = floor.lines[job.line]
    if line.for_owner == 1:
        remember(floor, job)
    if line.reserves == 1:
        has_joined(floor, job)


@jitable
def join_by_age(floor: Floor, job: Job) -> None:
    """Put ``job``, which queued before, where its age belongs: before all that came later."""
    line = floor.lines[job.line]
    if line.tail == NOBODY or is_ahead(floor.jobs[line.tail], job):
        join(floor, job)
        return
    after = line.head
    while is_ahead(floor.jobs[after], job):
        after = floor.jobs[after].next
    follower = floor.jobs[after]
    job.state = WAITING
    job.prev = follower.prev
    job.next = after
    if follower.prev == NOBODY:
        line.head = job.id
    else:
        floor.jobs[follower.prev].next = job.id
    follower.prev = job.id
    line.count += 1
    floor.queues[job.queue].waiting += 1
    if line.reserves == 1:
        has_joined(floor, job)


@jitable
def leave(floor: Floor, job: Job) -> None:
    """Take ``job`` out of its line, wherever it stands."""
    line = floor.lines[job.line]
    if job.prev == NOBODY:
        line.head = job.next
    else:
        floor.jobs[job.prev].next = job.next
    if job.next == NOBODY:
        line.tail = job.prev
    else:
        floor.jobs[job.next].prev = job.prev
    job.prev = NOBODY
    job.next = NOBODY
    line.count -= 1
    floor.queues[job.queue].waiting -= 1
    if floor.watched and line.noted == 1:
        note_left(floor, job)


@jitable
def note_left(floor: Floor, job: Job) -> None:
    """``job`` is kept for its owner no more, and makes a line shorter that has a reserve."""
    line = floor.lines[job.line]
    if line.for_owner == 1:
        forget(floor, job)
    if line.reserves == 1:
        has_left(floor, line.queue)
