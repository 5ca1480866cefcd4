"""Contacts that get no answer: nobody takes them up, and the customer cannot know."""

from __future__ import annotations

from sim.codes import ANSWER, IGNORED, REPLY_DUE, STANDINGS, U_ANSWER
from sim.floor.allocation import schedule
from sim.floor.automatic_reply import reply_automatically
from sim.floor.draws import strikes
from sim.floor.tables import Floor, Issue, Job
from sim.floor.times import INFINITE
from sim.jit import jitable


@jitable
def is_ignored(floor: Floor, issue: Issue, job: Job) -> bool:
    """Whether the firm leaves the contact unanswered; not what it has asked for."""
    if job.reason == ANSWER:
        return False
    chance = floor.answers[job.queue, issue.group // STANDINGS]
    return not strikes(issue, chance, U_ANSWER, job.number)


@jitable
def ignore(floor: Floor, now: float, job: Job) -> None:
    """The contact joins no line; the customer looks for a reply when it is expected.

    ``patient_until``: that moment; never, if nothing is expected or an automatic reply believed.
    """
    queue = floor.queues[job.queue]
    job.state = IGNORED
    job.ended_at = now
    job.patient_until = INFINITE
    answered = queue.replies == 1 and reply_automatically(floor, now, job)
    if queue.expected_reply_s > 0.0 and not answered:
        job.patient_until = now + queue.expected_reply_s
        schedule(floor, job.patient_until, REPLY_DUE, job.id)
