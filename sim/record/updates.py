"""Updates stand among the tasks of a record: they are jobs at desks."""

from __future__ import annotations

from sim.codes import NOBODY
from sim.record.details import details_of
from sim.record.record import Array, Record


def without_updates(record: Record) -> Array:
    """The tasks of a record that are no updates about others."""
    tasks = record.tasks
    if "updates" not in record.details:
        return tasks
    found: Array = tasks[details_of(record, "updates", tasks["id"])["about"] == NOBODY]
    return found
