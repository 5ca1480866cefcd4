"""The false fix: it is said to be done and is not; the customer finds out later, or never.

Until then customer and firm believe it: nothing is left to do, nobody asks for more.
"""

from __future__ import annotations

from sim.codes import D_FOUND_OUT, FOUND_OUT, NOBODY, NOTHING, REOPENED
from sim.floor.allocation import schedule
from sim.floor.draws import drawn, occasion
from sim.floor.tables import Floor, Issue, Job
from sim.jit import jitable


@jitable
def believed_fix(floor: Floor, issue: Issue) -> int:
    """The contact or task of the false fix that is taken for done now, or NOBODY."""
    return floor.beliefs[issue.id].fix if len(floor.beliefs) > 0 else NOBODY


@jitable
def is_thought_done(floor: Floor, issue: Issue) -> bool:
    """Whether the firm takes the need for met, which is not."""
    return len(floor.beliefs) > 0 and floor.beliefs[issue.id].done == 1


@jitable
def think_done(floor: Floor, issue: Issue) -> None:
    """A fix does not hold and nobody sees it: a new round, of which nothing seems left to do."""
    issue.round += 1
    issue.stage = floor.types[issue.type].steps
    floor.beliefs[issue.id].done = 1


@jitable
def say_done_falsely(floor: Floor, now: float, issue: Issue, job: Job) -> None:
    """``job`` ends with the words that the need is met, which it is not: the issue stays open.

    Only for types whose fixes may fail, with a time until that shows (``IssueType.found_out``).
    """
    belief = floor.beliefs[issue.id]
    if belief.done == 0:
        think_done(floor, issue)
    if belief.fix != NOBODY:
        return
    belief.fix = job.id
    floor.false_fixes[job.id].said_at = now
    dist = floor.types[issue.type].found_out
    after = drawn(floor, issue, dist, D_FOUND_OUT, occasion(floor, job))
    schedule(floor, now + after, FOUND_OUT, job.id)


@jitable
def see_through(floor: Floor, now: float, issue: Issue) -> None:
    """The customer sees that what was believed done is not: all is still to do."""
    belief = floor.beliefs[issue.id]
    floor.false_fixes[belief.fix].found_out_at = now
    belief.done = 0
    belief.fix = NOBODY
    issue.stage = NOTHING
    issue.standing |= REOPENED
