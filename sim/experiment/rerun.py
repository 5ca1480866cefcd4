"""The experiment of a results folder done again, and compared byte by byte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sim.experiment.comparisons.compare import again
from sim.experiment.comparisons.folder import ESTIMATES, publish, results_of
from sim.experiment.comparisons.kept_rules import named_again
from sim.experiment.comparisons.tables import TABLE_CSV, TABLE_PARQUET
from sim.experiment.conditions import Conditions
from sim.experiment.errors import ResultsError
from sim.experiment.folders.drafts import EXPERIMENT, Draft
from sim.experiment.folders.publish import digest
from sim.experiment.folders.reading import expecting
from sim.experiment.folders.saved import Saved, digest_in
from sim.experiment.results.compare_result import CompareResult
from sim.experiment.sweeps.design import Shard
from sim.experiment.sweeps.read_tables import rows_of
from sim.experiment.sweeps.sweep import asked, sweep_into
from sim.experiment.sweeps.write_tables import FRONT, POINTS, ROWS, SWEEP, TIDY
from sim.scenario import AS_IS, Scenario, load
from sim.scenario.sweep import Sweep, load_sweep
from sim.version import __version__

if TYPE_CHECKING:
    from sim.own_rules import OwnRules, Source


def rerun(saved: Saved, conditions: Conditions, rules: Iterable[Source] = ()) -> list[str]:
    """Do the experiment of a folder again; returns the files whose bytes differ.

    Of ``conditions`` those count that change no number. Records, if kept, are compared too.
    ``rules``: files of the rules of a user's own under which it was done, or RequestError.
    Raises ResultsError when the folder was made by another version, whose numbers may differ.
    """
    if saved.experiment["version"] != __version__:
        raise ResultsError(
            f"{saved.path} was made by version {saved.experiment['version']}, this is {__version__}"
        )
    own_rules = named_again(saved, rules)
    with TemporaryDirectory() as folder, Draft(Path(folder)) as draft:
        if saved.command == "sweep":
            place, names = _sweep(saved, conditions, draft)
        else:
            place, names = _comparison(saved, conditions, draft, own_rules)
        return [name for name in names if digest(place / name) != digest_in(saved.path, name)]


def _comparison(
    saved: Saved, conditions: Conditions, draft: Draft, rules: Mapping[str, OwnRules]
) -> tuple[Path, list[str]]:
    """A run or comparison again: where, and the files to compare."""
    before = results_of(saved)  # that it holds what it says is seen before anything runs
    as_before = _as_before(saved, conditions)
    if saved.experiment["records"]:
        as_before = replace(as_before, on_record=draft.save_record, keeps=("records",))
    runs = again(before, replace(as_before, draft=draft), rules)
    # Which engine ran makes no number, but stands among the estimates.
    runs = {name: replace(run, engine=before.engine) for name, run in runs.items()}
    if isinstance(before, CompareResult):
        place = publish(draft, replace(before, runs=runs))
    else:
        place = publish(draft, *runs.values())
    kept = [path.relative_to(place) for path in place.glob("records/*/*/*")]
    names = [path.as_posix() for path in kept if path.name != "provenance.json"]
    return place, [ESTIMATES, TABLE_CSV, TABLE_PARQUET, *names]


def _sweep(saved: Saved, conditions: Conditions, draft: Draft) -> tuple[Path, list[str]]:
    """A sweep again: where, and the files to compare."""
    shard, sweep = Shard(*saved.experiment["shard"]), _sweep_of(saved)
    as_before = _as_before(saved, conditions)
    rows_of(saved)  # that it holds what it says is seen before anything runs
    with expecting(saved.file(SWEEP)):
        facts = asked(sweep, as_before, shard).facts
        if facts.experiment["fingerprint"] != saved.experiment["fingerprint"]:
            raise ValueError("it describes another sweep than that of the rows")
    found = sweep_into(draft, sweep, as_before, shard)
    return found.path, [ROWS, POINTS, f"{TIDY}.parquet", f"{TIDY}.csv", FRONT]


def _as_before(saved: Saved, conditions: Conditions) -> Conditions:
    return Conditions(
        seed=saved.experiment["seed"],
        replications=saved.experiment["replications"],
        engine=conditions.engine,
        workers=conditions.workers,
        executor=conditions.executor,
        progress=conditions.progress,
        insist=conditions.insist,
    )


def _sweep_of(saved: Saved) -> Sweep:
    """The sweep of a folder, on the explicit scenarios that are kept there.

    Raises ResultsError for that of a sensitivity study, whose points no file describes.
    """
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
        self.variants = {}
        for name, path in saved.scenarios.items():
            with expecting(path):
                self.variants[name] = load(path)
        with expecting(saved.path / EXPERIMENT):
            self.baseline = next(iter(self.variants), "")
            if not self.variants:
                raise ValueError("files: it lists no scenario")
        self.name = str(saved.experiment["scenario"])
        self._labels = saved.design.variants

    def label_of(self, variant: str) -> str:
        """As of a scenario file."""
        return self._labels.get(variant, "")

    def changed(self, variant: str, changes: Any) -> Scenario:
        """As of a scenario file."""
        return self.variants[variant].changed(AS_IS, changes)
