"""Proactive recovery: the firm has noticed its own error and acts without being asked."""

from __future__ import annotations

from sim.codes import OPEN
from sim.floor.false_fix import is_thought_done
from sim.floor.reactions import stop_if_idle
from sim.floor.tables import Floor
from sim.floor.tasks import leave_task
from sim.jit import jitable


@jitable
def notice(floor: Floor, now: float, i: int) -> None:
    """The firm notices that something is wrong: a task is left, unless one is under way.

    Nothing is done about what is met, denied, or taken for done.
    """
    issue = floor.issues[i]
    issue.pending -= 1
    if issue.state == OPEN and issue.open_tasks == 0 and not is_thought_done(floor, issue):
        floor.noticed[i].noticed_at = now
        leave_task(floor, now, issue, floor.types[issue.type].notices_at)
    stop_if_idle(floor, now, issue)
