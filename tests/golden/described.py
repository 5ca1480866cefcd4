"""Records as golden files keep them: a digest of each column, and every measure.

An entry stands for one column or measure, so that a new one changes no other entry.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from sim.engine import run
from sim.kpi import measure
from sim.plan import make_plan
from sim.record import Record
from sim.record.columns import TABLES
from sim.record.record import Array
from sim.scenario import ScenarioFile, load

FOLDER = Path(__file__).parent
NAMES = sorted(path.stem for path in (FOLDER / "scenarios").glob("*.yaml"))
DIGITS_OF_DIGEST = 16
MISSING = object()

Described = dict[str, Any]
Entries = dict[str, Any]


@cache
def scenario_file(name: str) -> ScenarioFile:
    return load(FOLDER / "scenarios" / f"{name}.yaml")


@cache
def recorded(name: str) -> Record:
    return run(make_plan(scenario_file(name).resolve(), seed=1), "simpy")


@cache
def described(name: str) -> Described:
    """``tables``: rows and a digest of each column; ``kpis``: all measures."""
    record = recorded(name)
    kpis = measure(record, scenario_file(name).resolve())
    return {
        "tables": {
            **{table: _table(getattr(record, table)) for table in TABLES},
            **{table: _table(rows) for table, rows in record.details.items()},
        },
        "kpis": {kpi: _nine_digits(value.value) for kpi, value in kpis.items()},
    }


def text_of(found: Described) -> str:
    return json.dumps(found, indent=1, allow_nan=False) + "\n"


def _table(table: Array) -> dict[str, Any]:
    names = table.dtype.names or ()
    return {"rows": len(table), "columns": {name: column_digest(table[name]) for name in names}}


def column_digest(column: Array) -> str:
    """Of the values as 64 bits each, however wide the column is; every nan counts the same."""
    real = column.dtype.kind == "f"
    values = np.array(column, "<f8" if real else "<i8")
    if real:
        values[np.isnan(values)] = np.nan
    return hashlib.sha256(values.tobytes()).hexdigest()[:DIGITS_OF_DIGEST]


def _nine_digits(value: float) -> float | None:
    """``None``: undefined."""
    return None if math.isnan(value) else float(f"{value:.9g}")


def entries(of: Mapping[str, Any]) -> Entries:
    """Each column, number of rows and measure by its name."""
    found: Entries = {}
    for table, part in of["tables"].items():
        found[f"rows of {table}"] = part["rows"]
        found.update({f"{table}.{name}": digest for name, digest in part["columns"].items()})
    return found | {f"kpi {name}": value for name, value in of["kpis"].items()}


def differing(kept: Entries, found: Entries) -> list[str]:
    """Names of kept entries that are missing or others now; new ones do not count."""
    return [name for name, value in kept.items() if found.get(name, MISSING) != value]


def unknown(kept: Entries, found: Entries) -> list[str]:
    """Names of entries that are not kept yet."""
    return [name for name in found if name not in kept]
