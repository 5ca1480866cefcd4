"""Results on disk: a folder for each experiment, which appears complete or not at all.

experiment.json       what ran: names, overrides, seed, version, and on what machine
scenarios/as_is.json  the explicit scenario of each variant
estimates.json        means with intervals, as the command prints them with --json
kpis.csv              a row for each variant and replication, a column for each KPI
kpis.parquet          a row for each variant, replication and KPI, with the numerator and
                      denominator of ratios
records/as_is/0000/   what happened in a replication, if asked for
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiment.results import CompareResult, RunResult, as_json

if TYPE_CHECKING:
    from sim.record.record import Record

LAYOUT = 1
EXPERIMENT, ESTIMATES = "experiment.json", "estimates.json"
TABLE_CSV, TABLE_PARQUET = "kpis.csv", "kpis.parquet"


class Draft:
    """A results folder in the making, hidden beside the place where it will appear.

    Leaving the ``with`` block without ``publish`` leaves nothing behind. Raises OSError when
    ``out`` cannot be written.
    """

    def __init__(self, out: Path) -> None:
        self.out = out

    def __enter__(self) -> Draft:
        self.first = not self.out.exists()
        self.out.mkdir(parents=True, exist_ok=True)
        self.path = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=self.out))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        if self.first:
            with suppress(OSError):  # it holds results
                self.out.rmdir()

    def save_record(self, variant: str, replication: int, record: Record) -> None:
        """Keep what happened in one replication of a variant."""
        from sim.record import save

        save(record, self.path / "records" / variant / f"{replication:04d}")

    def publish(self, result: RunResult | CompareResult) -> Path:
        """Write the result and let the folder appear; returns where.

        The same experiment done again takes the place of its earlier folder; another one of
        the same name gets a number.
        """
        runs = result.runs
        experiment = _experiment(result, (self.path / "records").exists())
        (self.path / "scenarios").mkdir()
        for name, run in runs.items():
            _write(self.path / "scenarios" / f"{name}.yaml", run.explicit)
        _write(self.path / EXPERIMENT, as_json(experiment))
        _write(self.path / ESTIMATES, result.to_json())
        _write(self.path / TABLE_CSV, _csv(runs))
        _write_parquet(self.path / TABLE_PARQUET, runs)
        self.path.chmod(0o755)
        return _appear(self.path, self.out, _name(result), experiment["fingerprint"])


def _name(result: RunResult | CompareResult) -> str:
    what = "compare" if isinstance(result, CompareResult) else result.variant
    return "-".join(_slug(part) for part in (result.scenario, what, str(result.seed)))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "-", text.lower()).strip("-")[:60] or "unnamed"


def _experiment(result: RunResult | CompareResult, records: bool) -> dict[str, Any]:
    """What ran; ``fingerprint`` is equal for experiments that must give equal numbers."""
    what = {
        "version": result.version,
        "scenario": result.scenario,
        "baseline": result.baseline if isinstance(result, CompareResult) else None,
        "variants": {name: list(run.overrides) for name, run in result.runs.items()},
        "seed": result.seed,
        "replications": result.replications,
        "records": records,
    }
    explicit = {name: run.explicit for name, run in result.runs.items()}
    fingerprint = hashlib.sha256(json.dumps([what, explicit], sort_keys=True).encode())
    return {
        "layout": LAYOUT,
        "command": "compare" if isinstance(result, CompareResult) else "run",
        **what,
        "fingerprint": fingerprint.hexdigest(),
        "engine": result.engine,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "environment": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "system": f"{platform.system()} {platform.machine()}",
        },
    }


def _csv(runs: Mapping[str, RunResult]) -> str:
    names = dict.fromkeys(name for run in runs.values() for name in run.sample.names)
    lines = [",".join(["variant", "replication", *names])]
    for variant, run in runs.items():
        columns = [run.sample.columns.get(name) for name in names]
        for replication, row in enumerate(run.sample.table.tolist()):
            cells = ("" if at is None or row[at] != row[at] else repr(row[at]) for at in columns)
            lines.append(",".join([variant, str(replication), *cells]))
    return "\n".join(lines)


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
    parquet.write_table(pa.concat_tables(parts).unify_dictionaries(), path, compression="zstd")


def _write(path: Path, text: str) -> None:
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")


def _appear(draft: Path, out: Path, name: str, fingerprint: str) -> Path:
    """Rename the draft to the first free place, or to that of the same experiment."""
    number = 1
    while True:
        place = out / (name if number == 1 else f"{name}-{number}")
        aside = draft / "replaced"
        if _fingerprint(place) == fingerprint:
            place.rename(aside)
        try:
            draft.rename(place)
        except OSError:
            if aside.exists():
                aside.rename(place)
            if not place.exists():
                raise
            number += 1
        else:
            shutil.rmtree(place / "replaced", ignore_errors=True)
            return place


def _fingerprint(place: Path) -> str | None:
    try:
        return str(json.loads((place / EXPERIMENT).read_text(encoding="utf-8"))["fingerprint"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
