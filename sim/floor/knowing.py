"""What the customer knows of the outcome of an issue: told, found out, or not known yet."""

from __future__ import annotations

from sim.codes import D_KNOWN, FOUND_OUT, MET, NOBODY, OPEN, U_CONFIRM
from sim.floor.allocation import schedule
from sim.floor.draws import drawn, occasion, strikes
from sim.floor.false_fix import believed_fix
from sim.floor.judgement import judge_firm
from sim.floor.tables import Floor, Issue, Job
from sim.floor.times import unset
from sim.jit import jitable


@jitable
def awaits_outcome(floor: Floor, issue: Issue) -> bool:
    """Whether the customer has reason to do something about the issue, as far as known to it.

    Not when it is known how the issue ended, nor while a false fix is believed.
    """
    if issue.state == OPEN:
        return believed_fix(floor, issue) == NOBODY
    if len(floor.outcomes) == 0:
        return False
    outcome = floor.outcomes[issue.id]
    return outcome.silent_task != NOBODY and unset(outcome.known_at)


@jitable
def learn_outcome(floor: Floor, now: float, issue: Issue) -> None:
    """The customer comes to know how the issue ended: here, and once for each issue.

    It was met or denied in a contact, or at a desk and the customer was told, heard it when
    asking, or saw it; or the customer has given up.
    """
    if len(floor.outcomes) > 0 and unset(floor.outcomes[issue.id].known_at):
        floor.outcomes[issue.id].known_at = now
    judge_firm(floor, now, issue, True)


@jitable
def is_told(floor: Floor, issue: Issue, job: Job) -> bool:
    """Whether the customer hears what came of the work: in a contact, or if the desk confirms."""
    chance = floor.queues[job.queue].confirms
    return chance >= 1.0 or strikes(issue, chance, U_CONFIRM, job.number)


@jitable
def tell_outcome(floor: Floor, now: float, issue: Issue, job: Job) -> None:
    """The need is met or denied: the customer is told, may see later that it is met, or asks."""
    if is_told(floor, issue, job):
        learn_outcome(floor, now, issue)
        return
    floor.outcomes[issue.id].silent_task = job.id
    dist = floor.types[issue.type].found_out
    if issue.state == MET and dist != NOBODY:
        after = drawn(floor, issue, dist, D_KNOWN, occasion(floor, job))
        schedule(floor, now + after, FOUND_OUT, job.id)
