"""Records that must stay as they are until somebody means to change them (`make golden`).

Compared column by column and measure by measure: the names say what has moved.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim.record import digest, open_record, save
from tests.golden.described import (
    FOLDER,
    NAMES,
    column_digest,
    described,
    differing,
    entries,
    recorded,
    text_of,
    unknown,
)

Kept = Callable[[str, str], str]


@pytest.mark.parametrize("name", NAMES)
def test_the_record_is_as_it_was(name: str, golden: Kept) -> None:
    found = described(name)
    kept = json.loads(golden(f"records/{name}.json", text_of(found)))
    moved = differing(entries(kept), entries(found))
    assert not moved, f"{', '.join(moved)} differ; if this is meant, run `make golden`"


def test_whatever_is_recorded_is_kept() -> None:
    """A new table, column or measure needs its entries: `make golden` adds them."""
    kept = json.loads((FOLDER / "records" / "office.json").read_text(encoding="utf-8"))
    new = unknown(entries(kept), entries(described("office")))
    assert not new, f"{', '.join(new)} are new: run `make golden`"


def test_each_golden_file_has_its_scenario() -> None:
    assert sorted(path.stem for path in (FOLDER / "records").glob("*.json")) == NAMES


def test_only_what_was_kept_is_compared() -> None:
    kept = {"rows of tasks": 1, "tasks.id": "ab", "kpi cost.total": None, "kpi phone.lost": 2.0}
    found = {"rows of tasks": 1, "tasks.id": "cd", "kpi cost.total": None, "tasks.new": "ef"}
    assert differing(kept, found) == ["tasks.id", "kpi phone.lost"]
    assert unknown(kept, found) == ["tasks.new"]


def test_digests_of_columns_go_by_values_alone() -> None:
    whole = np.arange(5)
    assert column_digest(whole.astype("i2")) == column_digest(whole.astype(">i8"))
    assert column_digest(whole) != column_digest(whole[::-1])
    real = np.array([1.5, np.nan, -0.25])
    other_nan = np.array([1.5, -np.nan, -0.25])
    assert real.tobytes() != other_nan.tobytes()
    assert column_digest(real.astype("f4")) == column_digest(real) == column_digest(other_nan)
    assert column_digest(real) != column_digest(np.nextafter(real, 2))


def test_the_digest_survives_saving(tmp_path: Path) -> None:
    """Engines keep narrower columns than files do."""
    record = recorded("office")
    save(record, tmp_path / "record")
    assert digest(open_record(tmp_path / "record")) == digest(record)
