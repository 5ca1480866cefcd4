"""The automatic reply: it acknowledges at once, and does no work."""

from __future__ import annotations

from sim.codes import BELIEVED, SEEN_THROUGH, U_SEEN_THROUGH
from sim.floor.draws import strikes
from sim.floor.tables import Floor, Job
from sim.floor.times import unset
from sim.jit import jitable


@jitable
def reply_automatically(floor: Floor, now: float, job: Job) -> None:
    """The channel says that it has the contact; who does not see through it feels answered."""
    issue = floor.issues[job.issue]
    if strikes(issue, floor.queues[job.queue].seen_through, U_SEEN_THROUGH, job.number):
        job.automatic_reply = SEEN_THROUGH
        return
    job.automatic_reply = BELIEVED
    if unset(issue.acknowledged_at):
        issue.acknowledged_at = now
