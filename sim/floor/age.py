"""Who has waited longer."""

from __future__ import annotations

from sim.floor.tables import Job
from sim.floor.times import unset
from sim.jit import jitable


@jitable
def is_ahead(other: Job, job: Job) -> bool:
    """Whether ``other``, which stands in a line, is before ``job``, which joins it by age.

    At equal age work begun comes before work not begun (whose content is not known yet).
    """
    if other.queued_at == job.queued_at and not unset(job.left_s):
        return not unset(other.left_s) and other.id < job.id
    return other.queued_at <= job.queued_at
