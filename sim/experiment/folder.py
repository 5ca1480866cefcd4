"""Results on disk: a folder for each experiment, which appears complete or not at all.

experiment.json       what ran: names, overrides, seed, version, and on what machine
scenarios/as_is.yaml  the explicit scenario of each variant
estimates.json        means with intervals, as the command prints them with --json
estimates.csv         the same as a table, with ratios of sums
differences.csv       of a comparison: differences from the baseline, with what pairing saved
kpis.csv              a row for each variant and replication, a column for each KPI
kpis.parquet          a row for each variant, replication and KPI, with the numerator and
                      denominator of ratios
records/as_is/0000/   what happened in a replication, if asked for
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import platform
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from sim.durable import NEW, write_whole, writing
from sim.experiment.drafts import EXPERIMENT, LOCK, Draft
from sim.experiment.printed import as_json
from sim.experiment.results import CompareResult, RunResult
from sim.experiment.sample import Estimate
from sim.regular import lies_in, open_regular

LAYOUT = 1
MOST_BYTES = 1 << 40
ESTIMATES = "estimates.json"
SCENARIOS = "scenarios"
SEAL = "seal"
TABLE_CSV, TABLE_PARQUET = "kpis.csv", "kpis.parquet"
ESTIMATES_CSV, DIFFERENCES_CSV = "estimates.csv", "differences.csv"


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
    folder, runs = draft.path, result.runs
    (folder / SCENARIOS).mkdir(exist_ok=True)
    for name, run in runs.items():
        write(folder / SCENARIOS / f"{name}.yaml", run.explicit)
    write(folder / ESTIMATES, result.to_json())
    write(folder / TABLE_CSV, _csv(runs))
    _write_parquet(folder / TABLE_PARQUET, runs)
    write(folder / ESTIMATES_CSV, _estimates(runs))
    if isinstance(result, CompareResult):
        write(folder / DIFFERENCES_CSV, _differences(result))
    write_experiment(folder, what, result.engine)
    return draft.appear(_name(result), str(what["fingerprint"]))


def _name(result: RunResult | CompareResult) -> str:
    what = "compare" if isinstance(result, CompareResult) else result.variant
    return "-".join(slug(part) for part in (result.scenario, what, str(result.seed)))


def slug(text: str) -> str:
    """The text as part of a folder's name."""
    return re.sub(r"[^a-z0-9_]+", "-", text.lower()).strip("-")[:60] or "unnamed"


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
    }
    if isinstance(result, CompareResult) and result.aim is not None:
        what["best"] = result.aim._asdict()
    explicit = {name: run.explicit for name, run in result.runs.items()}
    command = "compare" if isinstance(result, CompareResult) else "run"
    return {
        "layout": LAYOUT,
        "command": command,
        **what,
        "notes": {name: list(run.notes) for name, run in result.runs.items() if run.notes},
        "fingerprint": fingerprint([what, explicit]),
    }


def fingerprint(what: Any) -> str:
    """A digest of plain data."""
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


def circumstances(engine: str) -> dict[str, Any]:
    """When and on what an experiment ran; no number depends on it."""
    return {
        "engine": engine,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "environment": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "system": f"{platform.system()} {platform.machine()}",
        },
    }


def write_experiment(folder: Path, what: Mapping[str, Any], engine: str) -> None:
    """Write what ran and when, with the checksums of the files that are there."""
    whole = {**what, **circumstances(engine), "files": sums(folder)}
    write(folder / EXPERIMENT, as_json(sealed(whole)))


def sealed(experiment: Mapping[str, Any]) -> dict[str, Any]:
    """The content of experiment.json with its own checksum as the last entry."""
    rest = {key: value for key, value in experiment.items() if key != SEAL}
    return {**rest, SEAL: fingerprint(rest)}


def sums(folder: Path) -> dict[str, str]:
    """SHA-256 of the files in a folder, the records apart, by name."""
    files = [*folder.glob("*.*"), *folder.glob(f"{SCENARIOS}/*"), *folder.glob("charts/*")]
    return {
        path.relative_to(folder).as_posix(): digest(path)
        for path in sorted(files)
        if path.is_file()
        and lies_in(path, folder)
        and path.name not in (EXPERIMENT, LOCK)
        and not path.name.startswith(NEW)
    }


def digest(path: Path) -> str:
    """The SHA-256 of a file, whatever its size. Raises OSError."""
    sha = hashlib.sha256()
    with open_regular(path, MOST_BYTES) as file:
        while block := file.read(1 << 20):
            sha.update(block)
    return sha.hexdigest()


def _csv(runs: Mapping[str, RunResult]) -> str:
    names = dict.fromkeys(name for run in runs.values() for name in run.sample.names)
    rows = [["variant", "replication", *names]]
    for variant, run in runs.items():
        columns = [run.sample.columns.get(name) for name in names]
        for replication, row in enumerate(run.sample.table.tolist()):
            cells = ("" if at is None or row[at] != row[at] else repr(row[at]) for at in columns)
            rows.append([variant, str(replication), *cells])
    return _lines(rows)


def _estimates(runs: Mapping[str, RunResult]) -> str:
    header = ["variant", "kpi", "unit", "mean", "low", "high", *(f"ratio_{n}" for n in LIMITS)]
    rows = [
        [variant, name, found.unit, *_cells(found), *_cells(run.ratios.get(name))]
        for variant, run in runs.items()
        for name, found in run.kpis.items()
    ]
    return _lines([header, *rows])


def _differences(result: CompareResult) -> str:
    ratio = (f"ratio_{name}" for name in LIMITS)
    saved = ("correlation", "factor", "shown")
    header = ["variant", "kpi", "unit", "mean", "low", "high", *ratio, *saved]
    rows = [
        [
            variant, name, found.unit, *_cells(found),
            *_cells(result.ratio_differences[variant].get(name)),
            *map(_cell, result.pairings[variant][name]), result.verdict(variant, name),
        ]
        for variant, differences in result.differences.items()
        for name, found in differences.items()
    ]  # fmt: skip
    return _lines([header, *rows])


LIMITS = ("mean", "low", "high")


def _cells(estimate: Estimate | None) -> list[str]:
    return ["", "", ""] if estimate is None else [_cell(getattr(estimate, n)) for n in LIMITS]


def _cell(number: float) -> str:
    return "" if number != number else repr(float(number))


def _lines(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _write_parquet(path: Path, runs: Mapping[str, RunResult]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    parts = []
    for variant, run in runs.items():
        sample, rows = run.sample, run.replications
        parts.append(
            pa.table(
                {
                    "variant": pa.array([variant] * sample.table.size).dictionary_encode(),
                    "replication": np.repeat(np.arange(rows, dtype=np.int32), len(sample.names)),
                    "kpi": pa.array(list(sample.names) * rows).dictionary_encode(),
                    "value": pa.array(sample.table.ravel(), from_pandas=True),
                    "numerator": pa.array(sample.numerators.ravel(), from_pandas=True),
                    "denominator": pa.array(sample.denominators.ravel(), from_pandas=True),
                }
            )
        )
    with writing(path) as file:
        whole = pa.concat_tables(parts).unify_dictionaries()
        parquet.write_table(whole, file, compression="zstd")


def write(path: Path, text: str) -> None:
    """Write a text that ends with one line break."""
    write_whole(path, text.rstrip("\n") + "\n")
