"""Results folders: complete or absent, readable by others, never lost."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.experiment.comparisons.compare import compare, run
from sim.experiment.comparisons.folder import publish as publish_draft
from sim.experiment.folders.drafts import Draft
from sim.experiment.results import CompareResult, RunResult
from tests.experiment.tiny import FILE, WAIT, conditions

LEVEL = "chat.service_level"
REPLICATIONS = 6
"""The last of them has no chat."""


def compared(**changes: Any) -> CompareResult:
    return compare(
        FILE, ["more", "quiet"], conditions=conditions(replications=REPLICATIONS, **changes)
    )


def publish(result: RunResult | CompareResult, out: Path) -> Path:
    with Draft(out) as draft:
        return publish_draft(draft, result)


def test_a_folder_holds_what_ran_and_what_came_of_it(tmp_path: Path) -> None:
    result = compared()
    place = publish(result, tmp_path / "results")
    assert place == tmp_path / "results" / "tiny-compare-1"
    assert sorted(path.name for path in place.iterdir()) == [
        "differences.csv", "estimates.csv", "estimates.json", "experiment.json", "kpis.csv",
        "kpis.parquet", "scenarios",
    ]  # fmt: skip
    assert json.loads((place / "estimates.json").read_text()) == result.to_dict()
    experiment = json.loads((place / "experiment.json").read_text())
    assert experiment["variants"] == {"as_is": [], "more": [], "quiet": []}
    assert (experiment["seed"], experiment["replications"]) == (1, REPLICATIONS)
    scenarios = {path.stem: path.read_text() for path in place.glob("scenarios/*.yaml")}
    assert set(scenarios) == {"as_is", "more", "quiet"}
    assert scenarios["more"].rstrip() == result.runs["more"].explicit.rstrip()


def test_tables_give_back_every_number(tmp_path: Path) -> None:
    import pandas as pd

    result = compared()
    place = publish(result, tmp_path)
    long = pd.read_parquet(place / "kpis.parquet")
    kept = long.set_index(["variant", "replication", "kpi"])
    for variant, single in result.runs.items():
        for name, values in single.values.items():
            read = kept.loc[variant].xs(name, level="kpi")["value"].to_numpy()
            np.testing.assert_array_equal(read, values)
    ratio = long[(long.kpi == LEVEL) & (long.replication == 5)]
    assert (ratio.denominator == 0.0).all()
    assert ratio.value.isna().all()
    with (place / "kpis.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3 * REPLICATIONS
    assert float(rows[REPLICATIONS + 1][WAIT]) == result.values["more"][WAIT][1]
    assert rows[5][LEVEL] == rows[2 * REPLICATIONS][LEVEL] == ""


def test_tables_of_estimates_tell_ratios_and_what_pairing_saved(tmp_path: Path) -> None:
    result = compared()
    place = publish(result, tmp_path)
    with (place / "estimates.csv").open() as file:
        rows = {(row["variant"], row["kpi"]): row for row in csv.DictReader(file)}
    assert len(rows) == sum(len(run.kpis) for run in result.runs.values())
    level, wages = rows["as_is", LEVEL], rows["as_is", "cost.wages"]
    assert float(level["ratio_mean"]) == result.runs["as_is"].ratios[LEVEL].mean
    assert (wages["mean"], wages["unit"], wages["ratio_mean"]) == ("160.0", "USD", "")
    with (place / "differences.csv").open() as file:
        differences = {(row["variant"], row["kpi"]): row for row in csv.DictReader(file)}
    wait = differences["more", WAIT]
    assert float(wait["correlation"]) == result.pairings["more"][WAIT].correlation > 0.5
    assert float(wait["factor"]) == result.pairings["more"][WAIT].factor > 1.0
    expected = result.ratio_differences["more"][WAIT]
    assert float(wait["ratio_low"]) == expected.low


def test_the_same_experiment_takes_the_place_of_its_folder(tmp_path: Path) -> None:
    first = publish(compared(), tmp_path)
    (first / "kpis.csv").unlink()
    assert publish(compared(workers=2), tmp_path) == first
    assert (first / "kpis.csv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["tiny-compare-1"]


def test_another_experiment_of_the_same_name_gets_a_number(tmp_path: Path) -> None:
    wages = ([], ["teams.care.wage=5 USD/h"], ["teams.care.wage=6 USD/h"])
    places = [
        publish(run(FILE, None, overrides, conditions(replications=2)), tmp_path).name
        for overrides in (*wages, wages[1])
    ]
    assert places == ["tiny-as_is-1", "tiny-as_is-1-2", "tiny-as_is-1-3", "tiny-as_is-1-2"]


def test_what_is_there_and_no_result_stays(tmp_path: Path) -> None:
    (tmp_path / "tiny-compare-1").mkdir()
    (tmp_path / "tiny-compare-1" / "notes.txt").write_text("mine")
    assert publish(compared(), tmp_path).name == "tiny-compare-1-2"
    assert (tmp_path / "tiny-compare-1" / "notes.txt").read_text() == "mine"


def test_an_interrupted_experiment_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> None:
        with Draft(tmp_path) as draft:
            draft.begin("0" * 64)
            (draft.path / "records").mkdir()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not list(tmp_path.iterdir())


def test_names_are_made_safe_for_folders(tmp_path: Path) -> None:
    result = compared()
    strange = CompareResult("../Été  & co", result.baseline, result.runs)
    assert publish(strange, tmp_path).parent == tmp_path


def test_numbers_do_not_depend_on_how_the_work_was_shared(tmp_path: Path) -> None:
    alone = publish(compared(workers=1), tmp_path / "one")
    shared = publish(compared(workers=3), tmp_path / "three")
    for name in ("estimates.json", "kpis.csv", "kpis.parquet"):
        assert (shared / name).read_bytes() == (alone / name).read_bytes()
