"""Measures by hour of the week."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.api.scenario_files import scenario_file
from sim.experiment.errors import RequestError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from sim.experiment.results import RunResult
    from sim.record import Record
    from sim.scenario import Scenario, ScenarioFile

    Hours = dict[str, npt.NDArray[np.float64]]


def by_hour(
    of: RunResult | Record, scenario: Scenario | ScenarioFile | str | Path | None = None
) -> Hours:
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
    import numpy as np

    from sim.experiment.results import RunResult
    from sim.record import Record

    if isinstance(of, RunResult):
        if not of.records:
            raise RequestError("by_hour: the result has no records; run with keep_records=True")
        found = [_of_record(record, of.resolved) for record in of.records]
        return {name: np.stack([one[name] for one in found]) for name in found[0]}
    if not isinstance(of, Record):
        raise RequestError(f"by_hour: expected a result of `run` or a record, not {_kind(of)}")
    if scenario is None:
        raise RequestError("by_hour: a record does not say all of its scenario: name the scenario")
    return _of_record(of, _resolved(scenario))


def _kind(of: object) -> str:
    return f"a {type(of).__name__}"


def _resolved(scenario: Any) -> Scenario:
    from sim.scenario import Scenario

    return scenario if isinstance(scenario, Scenario) else scenario_file(scenario).resolve()


def _of_record(record: Record, scenario: Scenario) -> Hours:
    from sim.kpi import by_hour as of_record

    own: dict[str, Iterable[str]] = {
        "channels": scenario.channels,
        "desks": scenario.tasks,
        "teams": scenario.teams,
    }
    for what, names in own.items():
        if record.names.get(what, ()) != tuple(names):
            told = ", ".join(record.names.get(what, ())) or "none"
            raise RequestError(f"by_hour: the record is of another scenario; its {what}: {told}")
    return of_record(record, scenario)
