"""Peers: other customers who answer what is asked in public, before the firm does or never."""

from __future__ import annotations

from sim.codes import (
    ANSWERED_BY_PEERS,
    D_PEERS,
    IGNORED,
    MET,
    NOBODY,
    OPEN,
    PEER_ANSWERS,
    U_PEER_RESOLVES,
    U_PEERS,
    WAITING,
)
from sim.floor.allocation import schedule
from sim.floor.draws import drawn, strikes
from sim.floor.false_fix import believed_fix
from sim.floor.knowing import learn_outcome
from sim.floor.line import leave
from sim.floor.tables import Floor, Issue, Job
from sim.floor.times import INFINITE, unset
from sim.floor.trunks import release
from sim.floor.worded import is_worded
from sim.jit import jitable


@jitable
def be_seen(floor: Floor, now: float, issue: Issue, job: Job) -> None:
    """A contact is made in public: some peer may answer it later."""
    if strikes(issue, floor.peers[job.queue, issue.type], U_PEERS, job.number):
        after_s = drawn(floor, issue, floor.queues[job.queue].peers_after, D_PEERS, job.number)
        if after_s < INFINITE:
            schedule(floor, now + after_s, PEER_ANSWERS, job.id)


@jitable
def peer_answers(floor: Floor, now: float, j: int) -> None:
    """A peer answers a contact that nobody of the firm has in hand; it may be all that is needed.

    It means nothing any more once the firm has replied or is about to, the customer has gone,
    or the need is met, given up or thought to be met.
    """
    job = floor.jobs[j]
    issue = floor.issues[job.issue]
    waits = job.state == WAITING and not is_worded(floor, job)
    if not waits and job.state != IGNORED:
        return
    if issue.state != OPEN or believed_fix(floor, issue) != NOBODY:
        return
    answer, queue = floor.peer_answers[j], floor.queues[job.queue]
    answer.answered_at = now
    if unset(issue.acknowledged_at):
        issue.acknowledged_at = now
    if not strikes(issue, queue.peers_resolve, U_PEER_RESOLVES, job.number):
        return
    answer.resolved = 1
    if waits:
        leave(floor, job)
        if queue.trunk != NOBODY:
            release(floor, queue)
        job.state = ANSWERED_BY_PEERS
        job.ended_at = now
        issue.pending -= 1
    issue.stage = floor.types[issue.type].steps
    issue.state = MET
    issue.met_at = now
    issue.closed_at = now
    learn_outcome(floor, now, issue)
