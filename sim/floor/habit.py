"""Habit: customers of a population learn from what became of their contacts, by channel."""

from __future__ import annotations

from sim.codes import BELIEVED, NOBODY
from sim.draws.quantiles import on_grid
from sim.floor.judgement import has_left
from sim.floor.tables import Floor, Issue, Job
from sim.floor.times import unset
from sim.jit import jitable
from sim.scoring import DOUBLINGS, doublings_of

IN_VAIN = -1.0
"""What becomes of a contact without any answer, or whose customer is sent elsewhere."""


@jitable
def learn(floor: Floor, now: float, issue: Issue, q: int, outcome: float) -> None:
    """What became of a contact on a channel, from -1 to 1: habit moves towards it.

    Nothing else changes what customers are used to. Who has left learns nothing any more.
    """
    if len(floor.habits) == 0 or issue.who == NOBODY or has_left(floor, now, issue):
        return
    rules = floor.choosing[0]
    used = floor.habits[issue.who * rules.channels + q]
    used.customer = issue.customer
    used.channel = q
    used.lessons += 1
    used.habit = on_grid(used.habit + rules.learning * (outcome - used.habit))


@jitable
def learn_answer(floor: Floor, now: float, issue: Issue, job: Job) -> None:
    """A contact is over that a person has answered: the sooner than expected, the better.

    Three doublings of the expected wait are the worst, three halvings the best; where nothing is
    expected the outcome is neither. An automatic reply that was believed was an answer at once.
    """
    if len(floor.habits) == 0:
        return
    queue = floor.queues[job.queue]
    if unset(queue.expected_wait_s):
        learn(floor, now, issue, job.queue, 0.0)
        return
    answered_at = job.answered_at if queue.live == 1 else now
    if len(floor.automatic_replies) > 0 and floor.automatic_replies[job.id].state == BELIEVED:
        answered_at = job.opened_at
    waits = doublings_of(answered_at - job.opened_at, queue.expected_wait_s)
    learn(floor, now, issue, job.queue, -waits / DOUBLINGS)
