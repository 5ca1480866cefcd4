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
def say_done_falsely(floor: Floor, now: float, issue: Issue, job: Job) -> None:
    """``job`` ends with the words that the need is met, which it is not.

    The issue stays open, in a new round of which nothing seems left to do. Only for types with
    a time until it is found out (``IssueType.found_out``).
    """
    issue_type = floor.types[issue.type]
    issue.round += 1
    issue.stage = issue_type.steps
    floor.false_fixes[job.id].said_at = now
    floor.beliefs[issue.id].fix = job.id
    after = drawn(floor, issue, issue_type.found_out, D_FOUND_OUT, occasion(floor, job))
    schedule(floor, now + after, FOUND_OUT, job.id)


@jitable
def see_through(floor: Floor, now: float, issue: Issue) -> None:
    """The customer sees that what was believed done is not: all is still to do."""
    belief = floor.beliefs[issue.id]
    floor.false_fixes[belief.fix].found_out_at = now
    belief.fix = NOBODY
    issue.stage = NOTHING
    issue.standing |= REOPENED
