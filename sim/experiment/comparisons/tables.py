"""The tables in the folder of a run or comparison: written, and read as what others may edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.durable import writing
from sim.experiment.folders.drafts import EXPERIMENT
from sim.experiment.folders.publish import write_rows
from sim.experiment.folders.reading import expecting
from sim.experiment.folders.saved import Saved
from sim.experiment.results.compare_result import CompareResult
from sim.experiment.results.run_result import RunResult
from sim.experiment.results.sample import Estimate, Sample
from sim.kpi import describe

TABLE_CSV, TABLE_PARQUET = "kpis.csv", "kpis.parquet"
ESTIMATES_CSV, DIFFERENCES_CSV = "estimates.csv", "differences.csv"
LIMITS = ("mean", "low", "high")


def write_tables(folder: Path, result: RunResult | CompareResult) -> None:
    """Write values, estimates and differences. Raises OSError."""
    write_rows(folder / TABLE_CSV, _values(result.runs))
    _write_parquet(folder / TABLE_PARQUET, result.runs)
    write_rows(folder / ESTIMATES_CSV, _estimates(result.runs))
    if isinstance(result, CompareResult):
        write_rows(folder / DIFFERENCES_CSV, _differences(result))


def _values(runs: Mapping[str, RunResult]) -> Iterator[Sequence[str]]:
    names = dict.fromkeys(name for run in runs.values() for name in run.sample.names)
    yield ["variant", "replication", *names]
    for variant, run in runs.items():
        columns = [run.sample.columns.get(name) for name in names]
        for replication, row in enumerate(run.sample.table.tolist()):
            cells = ("" if at is None or row[at] != row[at] else repr(row[at]) for at in columns)
            yield [variant, str(replication), *cells]


def _estimates(runs: Mapping[str, RunResult]) -> list[list[str]]:
    header = ["variant", "kpi", "unit", "mean", "low", "high", *(f"ratio_{n}" for n in LIMITS)]
    rows = [
        [variant, name, found.unit, *_cells(found), *_cells(run.ratios.get(name))]
        for variant, run in runs.items()
        for name, found in run.kpis.items()
    ]
    return [header, *rows]


def _differences(result: CompareResult) -> list[list[str]]:
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
    return [header, *rows]


def _cells(estimate: Estimate | None) -> list[str]:
    return ["", "", ""] if estimate is None else [_cell(getattr(estimate, n)) for n in LIMITS]


def _cell(number: float) -> str:
    return "" if number != number else repr(float(number))


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


def read_samples(saved: Saved) -> dict[str, Sample]:
    """What each variant measured, from its Parquet table. Raises ResultsError."""
    what, path = saved.experiment, saved.file(TABLE_PARQUET)
    with expecting(saved.path / EXPERIMENT):
        if what["command"] == "compare" and what["baseline"] != next(iter(what["variants"])):
            raise ValueError("baseline: expected the first of the variants")
    table = saved.frame(TABLE_PARQUET)
    with expecting(path):
        if set(table["variant"]) != set(what["variants"]):
            raise ValueError("variant: expected those of experiment.json")
        for name in dict.fromkeys(table["kpi"]):
            describe(name)
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
