"""How long a customer stays in a line."""

from __future__ import annotations

from sim.codes import D_PATIENCE, GIVE_UP, NOBODY
from sim.draws.pace import hour_of_week, paced
from sim.draws.quantiles import value
from sim.floor.books import ask
from sim.floor.tables import Floor, Job
from sim.jit import jitable

INFINITE = float("inf")
OF_REQUEUES = 65536
"""Times the requeues, added to a contact's number: patience is drawn anew in each line."""


@jitable
def wait(floor: Floor, now: float, job: Job) -> None:
    """The customer begins to wait in a line and will give up when patience ends."""
    issue = floor.issues[job.issue]
    if job.number == 0 and job.requeues == 0 and job.queue == issue.channel:
        patience = issue.patience_s
    else:
        dist = floor.queues[job.queue].patience
        row = floor.queues[job.queue].by_hour
        if floor.queues[job.queue].live == 1 and floor.types[issue.type].patience != NOBODY:
            dist = floor.types[issue.type].patience
            row = NOBODY
        number = job.number + OF_REQUEUES * job.requeues
        patience = value(floor.dists, floor.knots, dist, issue.key0, issue.key1, D_PATIENCE, number)
        if row != NOBODY:
            patience = paced(patience, floor.factors[row, hour_of_week(job.opened_at)])
    job.patient_until = now + patience
    if patience < INFINITE:
        ask(floor, job.patient_until, GIVE_UP, job.id)
