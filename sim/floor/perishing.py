"""Perishing value: a need that is not met in time is no longer worth meeting."""

from __future__ import annotations

from sim.codes import D_PERISH, GAVE_UP, NOBODY, OPEN, PERISH
from sim.floor.allocation import schedule
from sim.floor.draws import drawn
from sim.floor.false_fix import believed_fix, see_through
from sim.floor.knowing import learn_outcome
from sim.floor.tables import Floor, Issue
from sim.floor.times import INFINITE
from sim.jit import jitable


@jitable
def begin_to_perish(floor: Floor, now: float, issue: Issue) -> None:
    """The need arises that will be worth nothing after a time."""
    lasts_s = drawn(floor, issue, floor.types[issue.type].perishes, D_PERISH, 0)
    if lasts_s < INFINITE:
        schedule(floor, now + lasts_s, PERISH, issue.id)


@jitable
def perish(floor: Floor, now: float, i: int) -> None:
    """The value of an unmet need is gone: the customer makes no further contacts.

    Who believed that it was done sees that it was not.
    Those under way go on, and so do tasks: the firm does not know.
    """
    issue = floor.issues[i]
    if issue.state == OPEN:
        if believed_fix(floor, issue) != NOBODY:
            see_through(floor, now, issue)
        issue.state = GAVE_UP
        issue.closed_at = now
        floor.perished[i].perished_at = now
        learn_outcome(floor, now, issue)
