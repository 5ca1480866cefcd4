"""The manner of the last talk about an issue, which enters the judgement."""

from __future__ import annotations

from sim.codes import NOBODY
from sim.floor.tables import Floor, Issue, Job
from sim.jit import jitable


@jitable
def note_talk(floor: Floor, job: Job) -> None:
    """A talk with the customer ends: the last one about the issue up to now."""
    floor.talked[job.id].team = job.team
    last = floor.last_talks[job.issue]
    last.team = job.team
    last.queue = job.queue


@jitable
def manner_of(floor: Floor, issue: Issue, denied: bool) -> float:
    """Points for the manner of the last talk about an issue; 0.0 without one."""
    if len(floor.last_talks) == 0 or floor.last_talks[issue.id].team == NOBODY:
        return 0.0
    last = floor.last_talks[issue.id]
    if denied:
        return floor.denied_manners[last.team, last.queue]
    return floor.manners[last.team, last.queue]
