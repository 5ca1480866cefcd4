"""From a results folder back to the results, and to the same experiment again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiment.choosing import Aim
from sim.experiment.conditions import Conditions
from sim.experiment.conduct import Arm, conduct, matters_of, measures_of
from sim.experiment.drafts import EXPERIMENT, Draft
from sim.experiment.errors import ResultsError
from sim.experiment.folder import (
    ESTIMATES,
    SCENARIOS,
    TABLE_CSV,
    TABLE_PARQUET,
    digest,
    publish,
)
from sim.experiment.reading import expecting
from sim.experiment.results import CompareResult, RunResult
from sim.experiment.sample import Sample
from sim.experiment.saved import Saved
from sim.experiment.steps import real_steps
from sim.experiment.sweep_folder import FRONT, POINTS, ROWS, SWEEP, TIDY
from sim.experiment.sweep_saved import rows_of
from sim.experiment.sweeping import Shard, asked, sweep_into
from sim.regular import lies_in

if TYPE_CHECKING:
    from sim.scenario.model import Scenario
    from sim.scenario.sweep import Sweep


def results_of(saved: Saved) -> RunResult | CompareResult:
    """The result of a run or comparison, with every number that it had.

    Raises ResultsError for the folder of a sweep or of another version.
    """
    if saved.command not in ("run", "compare"):
        raise ResultsError(f"{saved.path} is the folder of a {saved.command}")
    what, steps = saved.experiment, real_steps()
    samples = _samples(saved)
    runs = {}
    for name, overrides in what["variants"].items():
        sample, scenario = samples[name], scenario_of(saved, name)
        with expecting(saved.file(TABLE_PARQUET)):
            measures = measures_of(sample, steps, scenario.cost.currency)
        runs[name] = RunResult(
            scenario=what["scenario"],
            variant=name,
            seed=what["seed"],
            engine=what["engine"],
            version=what["version"],
            sample=sample,
            measures=measures,
            resolved=scenario,
            explicit=saved.text(f"{SCENARIOS}/{name}.yaml"),
            planned=steps.planned(scenario),
            same=what["same"].get(name),
            overrides=tuple(overrides),
            notes=tuple(what["notes"].get(name, ())),
            matters=matters_of(scenario, steps),
        )
    if saved.command == "run":
        return next(iter(runs.values()))
    return CompareResult(what["scenario"], what["baseline"], runs, aim_of(saved))


def aim_of(saved: Saved) -> Aim | None:
    """Of what the best variant was sought, if it was."""
    found = saved.experiment.get("best")
    return None if found is None else Aim(**found)


def scenario_of(saved: Saved, variant: str) -> Scenario:
    """The scenario of a variant, from its explicit form. Raises ResultsError."""
    from sim.scenario import load

    path = saved.file(f"{SCENARIOS}/{variant}.yaml")
    with expecting(path):
        return load(path).resolve()


def rerun(saved: Saved, conditions: Conditions) -> list[str]:
    """Do the experiment of a folder again; returns the files whose bytes differ.

    Of ``conditions`` those count that change no number. Records, if kept, are compared too.
    Raises ResultsError when the folder was made by another version, whose numbers may differ.
    """
    from sim.version import __version__

    if saved.experiment["version"] != __version__:
        raise ResultsError(
            f"{saved.path} was made by version {saved.experiment['version']}, this is {__version__}"
        )
    with TemporaryDirectory() as folder, Draft(Path(folder)) as draft:
        again = _again_sweep if saved.command == "sweep" else _again
        place, names = again(saved, conditions, draft)
        return [name for name in names if digest(place / name) != _digest(saved, name)]


def _digest(saved: Saved, name: str) -> str:
    """The SHA-256 of a file of the folder, a record's too. Raises ResultsError."""
    path = saved.path / name
    with expecting(path):
        if not lies_in(path, saved.path):
            raise ValueError("it lies outside of the folder")
        return digest(path)


def _again(saved: Saved, conditions: Conditions, draft: Draft) -> tuple[Path, list[str]]:
    what = saved.experiment
    _samples(saved)  # that it holds what it says is seen before anything runs
    arms = {
        name: Arm(scenario_of(saved, name), tuple(overrides), what["same"].get(name))
        for name, overrides in what["variants"].items()
    }
    records = bool(what["records"])
    runs = conduct(
        what["scenario"],
        arms,
        _as_before(saved, conditions, draft.save_record if records else None, draft),
    )
    # Which engine ran makes no number, but stands among the estimates.
    runs = {name: replace(run, engine=what["engine"]) for name, run in runs.items()}
    compared = what["command"] == "compare"
    result: RunResult | CompareResult = (
        CompareResult(what["scenario"], what["baseline"], runs, aim_of(saved))
        if compared
        else next(iter(runs.values()))
    )
    place = publish(draft, result)
    kept = [path.relative_to(place) for path in place.glob("records/*/*/*")]
    names = [path.as_posix() for path in kept if path.name != "provenance.json"]
    return place, [ESTIMATES, TABLE_CSV, TABLE_PARQUET, *names]


def _as_before(
    saved: Saved, conditions: Conditions, on_record: Any, draft: Draft | None
) -> Conditions:
    return Conditions(
        seed=saved.experiment["seed"],
        replications=saved.experiment["replications"],
        engine=conditions.engine,
        workers=conditions.workers,
        executor=conditions.executor,
        progress=conditions.progress,
        insist=conditions.insist,
        on_record=on_record,
        draft=draft,
        keeps=("records",) if on_record else (),
    )


def _again_sweep(saved: Saved, conditions: Conditions, draft: Draft) -> tuple[Path, list[str]]:
    shard, sweep = Shard(*saved.experiment["shard"]), sweep_of(saved)
    as_before = _as_before(saved, conditions, None, None)
    rows_of(saved)  # that it holds what it says is seen before anything runs
    with expecting(saved.file(SWEEP)):
        facts = asked(sweep, as_before, real_steps(), shard).facts
        if facts.experiment["fingerprint"] != saved.experiment["fingerprint"]:
            raise ValueError("it describes another sweep than that of the rows")
    found = sweep_into(draft, sweep, as_before, shard)
    return found.path, [ROWS, POINTS, f"{TIDY}.parquet", f"{TIDY}.csv", FRONT]


def sweep_of(saved: Saved) -> Sweep:
    """The sweep of a folder, on the explicit scenarios that are kept there.

    Raises ResultsError for that of a sensitivity study, whose points no file describes.
    """
    from sim.scenario.sweep import load_sweep

    if saved.experiment["design"] == "listed":
        raise ResultsError(
            f"{saved.path} is of a sensitivity study; do it again with another --out and compare"
        )
    path, file = saved.file(SWEEP), Explicit(saved)
    with expecting(path):
        return load_sweep(path, lambda *_: file)


class Explicit:
    """Stands for the scenario file of a sweep: its variants in their explicit form."""

    def __init__(self, saved: Saved) -> None:
        from sim.scenario import load

        self.variants = {}
        for name, path in saved.scenarios.items():
            with expecting(path):
                self.variants[name] = load(path)
        with expecting(saved.path / EXPERIMENT):
            self.baseline = next(iter(self.variants), "")
            if not self.variants:
                raise ValueError("files: it lists no scenario")
        self.name = str(saved.experiment["scenario"])

    def changed(self, variant: str, changes: Any) -> Scenario:
        """As of a scenario file."""
        from sim.scenario import AS_IS

        return self.variants[variant].changed(AS_IS, changes)


def _samples(saved: Saved) -> dict[str, Sample]:
    """What each variant measured. Raises ResultsError."""
    what, path = saved.experiment, saved.file(TABLE_PARQUET)
    with expecting(saved.path / EXPERIMENT):
        if what["command"] == "compare" and what["baseline"] != next(iter(what["variants"])):
            raise ValueError("baseline: expected the first of the variants")
    table = saved.frame(TABLE_PARQUET)
    with expecting(path):
        if set(table["variant"]) != set(what["variants"]):
            raise ValueError("variant: expected those of experiment.json")
        return {
            name: _sample(table[table["variant"] == name], what["replications"])
            for name in what["variants"]
        }


def _sample(rows: Any, replications: int) -> Sample:
    """Rows (replication, kpi) of a variant as a sample. Raises ValueError for other rows."""
    names = tuple(dict.fromkeys(rows["kpi"]))
    shape = (replications, len(names))
    if len(rows) != replications * len(names) or list(rows["kpi"]) != [*names] * replications:
        raise ValueError("kpi: expected a row for each replication and measure")
    if not np.array_equal(rows["replication"], np.repeat(np.arange(replications), len(names))):
        raise ValueError("replication: expected a row for each replication and measure")
    columns = [rows[name].to_numpy(np.float64) for name in ("numerator", "denominator")]
    if any(np.isinf(column).any() for column in columns):
        raise ValueError("a value that is not finite")
    above, below = (column.reshape(shape) for column in columns)
    return Sample(names, above, below)
