"""From a results folder back to the results, and to the same experiment again."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiment.choosing import Aim
from sim.experiment.conditions import Conditions
from sim.experiment.conduct import Arm, conduct, matters_of, measures_of
from sim.experiment.drafts import Draft
from sim.experiment.errors import ResultsError
from sim.experiment.folder import ESTIMATES, TABLE_CSV, TABLE_PARQUET, publish
from sim.experiment.results import CompareResult, RunResult
from sim.experiment.sample import Sample
from sim.experiment.saved import Saved
from sim.experiment.steps import real_steps
from sim.experiment.sweep_folder import FRONT, POINTS, ROWS, SWEEP, TIDY
from sim.experiment.sweeping import Shard, sweep_into

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
    table = saved.frame(TABLE_PARQUET)
    runs = {}
    for name, overrides in what["variants"].items():
        sample = _sample(table[table["variant"] == name])
        scenario = scenario_of(saved, name)
        runs[name] = RunResult(
            scenario=what["scenario"],
            variant=name,
            seed=what["seed"],
            engine=what["engine"],
            version=what["version"],
            sample=sample,
            measures=measures_of(sample, steps, scenario.cost.currency),
            resolved=scenario,
            explicit=(saved.path / "scenarios" / f"{name}.yaml").read_text(encoding="utf-8"),
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
    """The scenario of a variant, from its explicit form. Raises ScenarioError."""
    from sim.scenario import load

    return load(saved.path / "scenarios" / f"{variant}.yaml").resolve()


def rerun(saved: Saved, conditions: Conditions) -> list[str]:
    """Do the experiment of a folder again; returns the files whose bytes differ.

    Of ``conditions`` those count that change no number. Records, if kept, are compared too.
    Raises ResultsError when the folder was made by another version, whose numbers may differ.
    """
    from sim import __version__

    if saved.experiment["version"] != __version__:
        raise ResultsError(
            f"{saved.path} was made by version {saved.experiment['version']}, this is {__version__}"
        )
    with TemporaryDirectory() as folder, Draft(Path(folder)) as draft:
        again = _again_sweep if saved.command == "sweep" else _again
        place, names = again(saved, conditions, draft)
        return [
            name
            for name in names
            if (place / name).read_bytes() != (saved.path / name).read_bytes()
        ]


def _again(saved: Saved, conditions: Conditions, draft: Draft) -> tuple[Path, list[str]]:
    what = saved.experiment
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
    compared = what["command"] == "compare"
    result: RunResult | CompareResult = (
        CompareResult(what["scenario"], what["baseline"], runs, aim_of(saved))
        if compared
        else next(iter(runs.values()))
    )
    place = publish(draft, result)
    kept = [path.relative_to(saved.path) for path in saved.path.glob("records/*/*/*")]
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
        on_record=on_record,
        draft=draft,
        keeps=("records",) if on_record else (),
    )


def _again_sweep(saved: Saved, conditions: Conditions, draft: Draft) -> tuple[Path, list[str]]:
    shard = Shard(*saved.experiment["shard"])
    found = sweep_into(draft, sweep_of(saved), _as_before(saved, conditions, None, None), shard)
    return found.path, [ROWS, POINTS, f"{TIDY}.parquet", f"{TIDY}.csv", FRONT]


def sweep_of(saved: Saved) -> Sweep:
    """The sweep of a folder, on the explicit scenarios that are kept there.

    Raises ResultsError for that of a sensitivity study, whose points no file describes.
    """
    from sim.scenario.sweep_reading import load_sweep

    if saved.experiment["design"] == "listed":
        raise ResultsError(
            f"{saved.path} is of a sensitivity study; do it again with another --out and compare"
        )
    return load_sweep(saved.path / SWEEP, lambda *_: Explicit(saved))


class Explicit:
    """Stands for the scenario file of a sweep: its variants in their explicit form."""

    def __init__(self, saved: Saved) -> None:
        from sim.scenario import load

        paths = sorted((saved.path / "scenarios").glob("*.yaml"))
        self.variants = {path.stem: load(path) for path in paths}
        self.baseline = next(iter(self.variants))
        self.name = str(saved.experiment["scenario"])

    def changed(self, variant: str, changes: Any) -> Scenario:
        """As of a scenario file."""
        from sim.scenario import AS_IS

        return self.variants[variant].changed(AS_IS, changes)


def _sample(rows: Any) -> Sample:
    """Rows (replication, kpi) of a variant as a sample."""
    names = tuple(dict.fromkeys(rows["kpi"].astype(str)))
    shape = (-1, len(names))
    return Sample(
        names,
        np.array(rows["numerator"], np.float64).reshape(shape),
        np.array(rows["denominator"], np.float64).reshape(shape),
    )
