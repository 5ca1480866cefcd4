"""What is measured in records: of a result's, or of one with its scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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

    Arrays = dict[str, npt.NDArray[np.float64]]


def of_records(
    name: str,
    measure: Callable[[Record, Scenario], Arrays],
    of: RunResult | Record,
    scenario: Scenario | ScenarioFile | str | Path | None,
) -> Arrays:
    """What a function makes of the records of a result, a row each, or of one record.

    Arrays of different lengths are filled up with zeros. ``name``: the function, as messages call
    it. Raises RequestError without records, for a record without its scenario, or with another.
    """
    from sim.experiment.results import RunResult
    from sim.record import Record

    if isinstance(of, RunResult):
        if not of.records:
            raise RequestError(f"{name}: the result has no records; run with keep_records=True")
        found = [_of_record(name, measure, record, of.resolved) for record in of.records]
        return {key: _stacked([one[key] for one in found]) for key in found[0]}
    if not isinstance(of, Record):
        kind = type(of).__name__
        raise RequestError(f"{name}: expected a result of `run` or a record, not a {kind}")
    if scenario is None:
        raise RequestError(f"{name}: a record does not say all of its scenario: name the scenario")
    return _of_record(name, measure, of, _resolved(scenario))


def _stacked(rows: list[npt.NDArray[np.float64]]) -> npt.NDArray[np.float64]:
    import numpy as np

    longest = max(row.size for row in rows)
    filled = [
        row if row.ndim == 0 else np.append(row, np.zeros(longest - len(row))) for row in rows
    ]
    return np.stack(filled)


def _resolved(scenario: Any) -> Scenario:
    from sim.scenario import Scenario

    return scenario if isinstance(scenario, Scenario) else scenario_file(scenario).resolve()


def _of_record(
    name: str, measure: Callable[[Record, Scenario], Arrays], record: Record, scenario: Scenario
) -> Arrays:
    own: dict[str, Iterable[str]] = {
        "channels": scenario.channels,
        "desks": scenario.tasks,
        "teams": scenario.teams,
    }
    for what, names in own.items():
        if record.names.get(what, ()) != tuple(names):
            told = ", ".join(record.names.get(what, ())) or "none"
            raise RequestError(f"{name}: the record is of another scenario; its {what}: {told}")
    return measure(record, scenario)
