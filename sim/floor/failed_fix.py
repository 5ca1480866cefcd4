"""The fix that does not meet the need: believed for some time, or seen through at once."""

from __future__ import annotations

from sim.codes import NOBODY, NOTHING, REOPENED
from sim.floor.customer import try_in_vain
from sim.floor.false_fix import say_done_falsely, think_done
from sim.floor.handle_time_target import begin_anew
from sim.floor.knowing import is_told
from sim.floor.tables import Floor, Issue, Job
from sim.jit import jitable


@jitable
def fail(floor: Floor, now: float, issue: Issue, job: Job) -> None:
    """``job`` ends with a fix that does not hold: all is still to do, in a new round."""
    if floor.types[issue.type].found_out != NOBODY:
        if is_told(floor, issue, job):
            say_done_falsely(floor, now, issue, job)
        else:
            think_done(floor, issue)
        return
    issue.round += 1
    issue.stage = NOTHING
    if len(floor.efforts) > 0:
        begin_anew(floor, issue)
    issue.standing |= REOPENED
    try_in_vain(floor, now, issue, job)
