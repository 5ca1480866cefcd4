"""What the customer knows of the outcome of an issue."""

from __future__ import annotations

from sim.codes import NOBODY, OPEN
from sim.floor.false_fix import believed_fix
from sim.floor.tables import Floor, Issue
from sim.jit import jitable


@jitable
def awaits_outcome(floor: Floor, issue: Issue) -> bool:
    """Whether the customer has reason to do something about the issue, as far as known to it."""
    return issue.state == OPEN and believed_fix(floor, issue) == NOBODY
