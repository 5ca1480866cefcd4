"""Measures by hour of the week."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.api.of_records import of_records

if TYPE_CHECKING:
    from sim.api.of_records import Arrays
    from sim.experiment.results import RunResult
    from sim.record import Record
    from sim.scenario import Scenario, ScenarioFile


def by_hour(
    of: RunResult | Record, scenario: Scenario | ScenarioFile | str | Path | None = None
) -> Arrays:
    """Measures by hour of the week, Monday 00:00 first; nan for hours that nothing defines.

    ``of``: the result of ``run(…, keep_records=True)``: each array has a row for each replication
    and 168 columns. Or one record (of ``on_record``, or ``sim.record.open_record``) with the
    ``scenario`` that it is of, resolved, or a file whose baseline it is: arrays of 168.

    ``<channel>.offered``, ``.answered``, ``.abandoned``: contacts per hour, by the hour in which
    they were made; ``<channel>.gave_up``: customers per hour who gave up in it, whenever they came.
    ``<channel>.mean_wait_s`` (seconds), ``.delayed_share``, ``.service_level``,
    ``.service_level_offered`` (shares): of the contacts made in the hour.
    ``<channel>.mean_queue``, ``.mean_in_system``: contacts waiting, and there, on average over the
    hour. ``tasks.<desk>.created``: tasks per hour; ``tasks.<desk>.backlog``: tasks not done.
    ``teams.<team>.staffed``, ``.busy``: agents on duty, and of these with work in hand.

    Raises RequestError without records, for a record without its scenario, or with another one.
    """
    from sim.kpi import by_hour as of_record

    return of_records("by_hour", of_record, of, scenario)
