"""Results on disk: a folder for each experiment, which appears complete or not at all.

experiment.json       what ran: names, overrides, seed, version, and on what machine
scenarios/as_is.yaml  the explicit scenario of each variant
rules/as_is.py        of each variant that ran under rules of a user's own: their text
estimates.json        means with intervals, as the command prints them with --json
estimates.csv         the same as a table, with ratios of sums
differences.csv       of a comparison: differences from the baseline, with what pairing saved
kpis.csv              a row for each variant and replication, a column for each KPI
kpis.parquet          a row for each variant, replication and KPI, with the numerator and
                      denominator of ratios
records/as_is/0000/   what happened in a replication, if asked for
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.experiment.comparisons.kept_rules import kept_rules, write_rules
from sim.experiment.comparisons.own_rules import identities
from sim.experiment.comparisons.tables import read_samples, write_tables
from sim.experiment.errors import ResultsError
from sim.experiment.folders.drafts import Draft
from sim.experiment.folders.publish import LAYOUT, SCENARIOS, appear, fingerprint, slug, write
from sim.experiment.folders.reading import expecting
from sim.experiment.folders.saved import Saved
from sim.experiment.objectives import matters_of, objectives_of
from sim.experiment.results.compare_result import CompareResult
from sim.experiment.results.run_result import RunResult
from sim.experiment.results.selection import Aim
from sim.scenario import Scenario, load

ESTIMATES = "estimates.json"


def begin(draft: Draft, result: RunResult | CompareResult) -> None:
    """Open the draft's folder for a result, unless replications are recorded there already."""
    draft.begin(str(_what(result, False)["fingerprint"]))


def publish(draft: Draft, result: RunResult | CompareResult) -> Path:
    """Write the result and let the draft's folder appear; returns where.

    The same experiment done again takes the place of its earlier folder; another one of the
    same name gets a number. Raises OSError when it cannot be written.
    """
    what = _what(result, (draft.path / "records").exists())
    draft.begin(str(what["fingerprint"]))
    write(draft.path / ESTIMATES, result.to_json())
    write_tables(draft.path, result)
    write_rules(draft.path, result)
    scenarios = {name: run.explicit for name, run in result.runs.items()}
    return appear(draft, _name(result), what, result.engine, scenarios)


def _name(result: RunResult | CompareResult) -> str:
    what = "compare" if isinstance(result, CompareResult) else result.variant
    return "-".join(slug(part) for part in (result.scenario, what, str(result.seed)))


def _what(result: RunResult | CompareResult, records: bool) -> dict[str, Any]:
    """What ran; ``fingerprint`` is equal for experiments that must give equal numbers."""
    what = {
        "version": result.version,
        "scenario": result.scenario,
        "baseline": result.baseline if isinstance(result, CompareResult) else None,
        "variants": {name: list(run.overrides) for name, run in result.runs.items()},
        "same": {name: run.same for name, run in result.runs.items() if run.same},
        "seed": result.seed,
        "replications": result.replications,
        "records": records,
        **identities({name: run.rules for name, run in result.runs.items()}),
    }
    if isinstance(result, CompareResult) and result.aim is not None:
        what["best"] = result.aim._asdict()
    explicit = {name: run.explicit for name, run in result.runs.items()}
    labels = {name: run.label for name, run in result.runs.items() if run.label}
    command = "compare" if isinstance(result, CompareResult) else "run"
    return {
        "layout": LAYOUT,
        "command": command,
        **what,
        **({"labels": labels} if labels else {}),
        "notes": {name: list(run.notes) for name, run in result.runs.items() if run.notes},
        "fingerprint": fingerprint([what, explicit]),
    }


def results_of(saved: Saved) -> RunResult | CompareResult:
    """The result of a run or comparison, with every number that it had.

    Raises ResultsError for the folder of a sweep or of another version.
    """
    if saved.command not in ("run", "compare"):
        raise ResultsError(f"{saved.path} is the folder of a {saved.command}")
    what, samples = saved.experiment, read_samples(saved)
    runs = {}
    for name, overrides in what["variants"].items():
        sample, scenario = samples[name], _scenario(saved, name)
        runs[name] = RunResult(
            scenario=what["scenario"],
            variant=name,
            seed=what["seed"],
            engine=what["engine"],
            version=what["version"],
            sample=sample,
            resolved=scenario,
            explicit=saved.text(f"{SCENARIOS}/{name}.yaml"),
            same=what["same"].get(name),
            overrides=tuple(overrides),
            notes=tuple(what["notes"].get(name, ())),
            rules=kept_rules(saved, name),
            label=what.get("labels", {}).get(name, ""),
        )
    if saved.command == "run":
        return next(iter(runs.values()))
    aim = Aim(**what["best"]) if what.get("best") is not None else None
    return CompareResult(what["scenario"], what["baseline"], runs, aim)


def _scenario(saved: Saved, variant: str) -> Scenario:
    """The scenario of a variant, from its explicit form. Raises ResultsError."""
    path = saved.file(f"{SCENARIOS}/{variant}.yaml")
    with expecting(path):
        scenario = load(path).resolve()
        matters_of(scenario)
        objectives_of(scenario)
    return scenario
