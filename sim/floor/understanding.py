"""Explanations: who knows why it takes time, and what comes next, does not ask.

Looked at is the last talk about the issue. It tells nothing of a need that was to be met and is
not (``unresolved``), nor of contacts that reached nobody.
"""

from __future__ import annotations

from sim.codes import AFTER_BROKEN_PROMISE, AFTER_NO_REPLY, NOBODY, U_EXPLAINED
from sim.floor.draws import strikes
from sim.floor.tables import Floor, Issue, Job
from sim.jit import jitable


@jitable
def note_understanding(floor: Floor, issue: Issue, job: Job) -> None:
    """A talk with an agent is over: the customer knows how it will go on, or not any more."""
    chance = floor.explaining[job.team].chance
    understands = chance > 0.0 and strikes(issue, chance, U_EXPLAINED, job.number)
    floor.understandings[issue.id].contact = job.id if understands else NOBODY


@jitable
def lets_pass(floor: Floor, issue: Issue, reason: int) -> bool:
    """Whether the customer, who knows how it goes on, does not mind what has happened."""
    if reason != AFTER_NO_REPLY and reason != AFTER_BROKEN_PROMISE:
        return False
    understanding = floor.understandings[issue.id]
    if understanding.contact == NOBODY:
        return False
    understanding.let_pass += 1
    return True
