"""The automatic reply: it acknowledges at once, and does no work."""

from __future__ import annotations

from sim.codes import BELIEVED, SEEN_THROUGH, U_SEEN_THROUGH
from sim.floor.draws import strikes
from sim.floor.tables import Floor, Job
from sim.floor.times import unset
from sim.jit import jitable


@jitable
def reply_automatically(floor: Floor, now: float, job: Job) -> bool:
    """The channel says that it has the contact: whether that is taken for a person's answer."""
    issue, reply = floor.issues[job.issue], floor.automatic_replies[job.id]
    if strikes(issue, floor.queues[job.queue].seen_through, U_SEEN_THROUGH, job.number):
        reply.state = SEEN_THROUGH
        return False
    reply.state = BELIEVED
    if unset(issue.acknowledged_at):
        issue.acknowledged_at = now
    return True
