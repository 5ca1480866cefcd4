"""Sweeps: the same bytes however they were shared, stopped, or put together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.experiment.comparisons.compare import run
from sim.experiment.errors import RequestError, ResultsError
from sim.experiment.executors import Executor, Serial
from sim.experiment.executors.processes import Processes
from sim.experiment.folders.drafts import Draft
from sim.experiment.folders.saved import Saved, open_folder
from sim.experiment.shipped import beside
from sim.experiment.sweeps.design import WHOLE, Shard, design_points, shard_of
from sim.experiment.sweeps.merge import merge_into
from sim.experiment.sweeps.sweep import sweep_into
from sim.scenario import ScenarioError
from sim.scenario.sweep import Sweep, load_sweep
from tests.experiment.tiny import FILE, PATH, WAIT, conditions

AGENTS, LEVEL = "teams.care.shifts.0.agents", "chat.service_level"
FILES = ("rows.parquet", "points.csv", "estimates.parquet", "estimates.csv", "front.csv")


def tiny(agents: Sequence[int] = (1, 2, 3, 4, 5), **changes: Any) -> Sweep:
    """A sweep of the tiny scenario: agents, by whether there is a chat."""
    asked = {
        "sweep": "Tiny",
        "scenario": str(PATH),
        "factors": {AGENTS: list(agents), "variant": ["as_is", "quiet"]},
        "front": [WAIT, "cost.total"],
    }
    return load_sweep({**asked, **changes}, beside)


def swept(
    out: Path,
    sweep: Sweep | None = None,
    shard: Shard = WHOLE,
    **changes: Any,
) -> Saved:
    with Draft(out) as draft:
        return sweep_into(
            draft, sweep or tiny(), conditions(**{"replications": 6, **changes}), shard
        )


def same(one: Saved, other: Saved) -> bool:
    return all((one.path / name).read_bytes() == (other.path / name).read_bytes() for name in FILES)


class NoWork(Serial):
    """An executor that is never to be asked."""

    def execute(self, *args: Any, **settings: Any) -> Any:
        raise AssertionError("nothing is left to run")


@pytest.fixture
def whole(tmp_path: Path) -> Saved:
    return swept(tmp_path / "whole", executor=Serial())


def test_a_row_for_each_point_and_replication(whole: Saved) -> None:
    rows, points = whole.frame("rows.parquet"), whole.frame("points.csv")
    assert list(zip(rows["point"], rows["replication"], strict=True)) == [
        (point, replication) for point in range(10) for replication in range(6)
    ]
    assert points[AGENTS].tolist() == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    came = rows.set_index(["point", "replication"])["demand.issues"].unstack("point")
    assert came.nunique(axis=1).eq(1).all()  # the same customers at every point
    one = rows[rows["point"] == 0]
    np.testing.assert_array_equal(one[f"{WAIT}:of"], one["phone.offered"])
    np.testing.assert_array_equal(one[LEVEL].isna(), one["chat.offered"] == 0.0)
    assert one[LEVEL].isna().sum() == 1
    assert rows[rows["point"] == 1][LEVEL].isna().all()


def test_a_point_has_the_numbers_of_a_run(whole: Saved) -> None:
    rows = whole.frame("rows.parquet")
    alone = run(FILE, "quiet", [f"{AGENTS}=2"], conditions(replications=6))
    for name, values in alone.values.items():
        np.testing.assert_array_equal(rows[rows["point"] == 3][name], values)


def test_the_tidy_table_and_the_front_follow_from_the_rows(whole: Saved) -> None:
    from sim.stats import mean_intervals

    rows, tidy = whole.frame("rows.parquet"), whole.estimates
    cost = tidy[(tidy["kpi"] == "cost.total") & (tidy["point"] == 4)].iloc[0]
    assert (cost["n"], cost["unit"], cost[AGENTS]) == (6, "USD", 3)
    level = tidy[(tidy["kpi"] == LEVEL) & (tidy["point"] == 2)].iloc[0]
    values = rows[rows["point"] == 2][LEVEL].to_numpy()[:, None]
    expected = mean_intervals(values)
    assert (level["mean"], level["low"]) == (expected.mean[0], expected.low[0])
    assert level["n"] == 5
    front = whole.frame("front.csv")
    waits, costs = (rows.groupby("point")[name].mean().to_numpy() for name in (WAIT, "cost.total"))
    both = list(zip(waits, costs, strict=True))
    beaten = [
        any(one != other and one[0] <= other[0] and one[1] <= other[1] for one in both)
        for other in both
    ]
    assert front["on_front"].tolist() == [not one for one in beaten]
    assert set(front["on_front"]) == {True, False}
    assert front["chance"][front["on_front"]].min() > 0.0


@pytest.mark.parametrize("executor", [Processes(1), Processes(2), Processes(3)])
def test_the_way_of_sharing_changes_no_byte(
    tmp_path: Path, whole: Saved, executor: Executor
) -> None:
    assert same(swept(tmp_path / "other", executor=executor), whole)


class Stop:
    def __init__(self, after: int) -> None:
        self.after = after
        self.seen: list[int] = []

    def __call__(self, done: int, total: int) -> None:
        self.seen.append(done)
        if done == self.after:
            raise KeyboardInterrupt


def test_a_stopped_sweep_goes_on(tmp_path: Path, whole: Saved) -> None:
    with pytest.raises(KeyboardInterrupt):
        swept(tmp_path, progress=Stop(after=25))
    again = Stop(after=99)
    found = swept(tmp_path, progress=again)
    assert again.seen[0] == 25
    assert same(found, whole)


def test_a_changed_scenario_is_never_mixed_in(
    tmp_path: Path, whole: Saved, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(KeyboardInterrupt):
        swept(tmp_path, progress=Stop(after=25))
    changed, again = tiny(set={"teams.care.wage": "21 USD/h"}), Stop(after=99)
    swept(tmp_path, changed, progress=again)
    assert again.seen[0] == 0
    other = swept(tmp_path / "whole", changed)
    assert other.path.name == "tiny-sweep-1-2"
    assert "has changed" in caplog.text
    assert open_folder(whole.path)


def test_more_replications_go_on_from_fewer(tmp_path: Path, whole: Saved) -> None:
    swept(tmp_path, replications=4)
    again = Stop(after=99)
    found = swept(tmp_path, progress=again)
    assert again.seen[0] == 40
    assert found.path == tmp_path / "tiny-sweep-1"
    assert same(found, whole)
    assert [path.name for path in tmp_path.iterdir() if path.name != "whole"] == [found.path.name]


def test_other_measures_are_shown_without_running(tmp_path: Path, whole: Saved) -> None:
    front = [WAIT, "demand.issues"]
    with pytest.raises(RequestError, match=r"neither more nor less of demand\.issues"):
        swept(whole.path.parent, tiny(front=front))
    asked_for = tiny(measures=["cost.total"], front=["cost.total", WAIT])
    fresh = swept(tmp_path / "fresh", asked_for)
    again = swept(whole.path.parent, asked_for, executor=NoWork(), replications=2)
    assert again.path == whole.path
    assert same(again, fresh)
    assert again.experiment["replications"] == 6
    assert again.experiment["front"] == ["cost.total", WAIT]
    assert set(again.estimates["kpi"]) == {"cost.total", WAIT}


def test_shards_of_other_measures_are_not_merged(tmp_path: Path) -> None:
    other = tiny(front=["cost.total", WAIT])
    parts = [swept(tmp_path, tiny(), Shard(1, 2)), swept(tmp_path, other, Shard(2, 2))]
    with Draft(tmp_path) as draft, pytest.raises(RequestError, match="shows other measures"):
        merge_into(draft, parts)


def test_measures_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"there is no measure 'cost\.totl'"):
        swept(tmp_path, tiny(measures=["cost.totl"]))
    with pytest.raises(ScenarioError, match=r"`a\.b` fits no measure"):
        swept(tmp_path, tiny(front=["a.b", "cost.total"]))


def test_too_many_points_are_refused() -> None:
    spread = replace(tiny(), design="sobol", numbers={"points": 10**12})
    with pytest.raises(RequestError, match="a sobol design of 1000000000000 points"):
        design_points(spread)


def test_shards_make_the_whole(tmp_path: Path, whole: Saved) -> None:
    parts = [swept(tmp_path, shard=Shard(number, 3)) for number in (1, 2, 3)]
    assert [part.path.name for part in parts] == [
        f"tiny-sweep-1-shard-{number}-of-3" for number in (1, 2, 3)
    ]
    with Draft(tmp_path / "merged") as draft:
        assert same(merge_into(draft, parts), whole)
    with Draft(tmp_path / "merged") as draft, pytest.raises(RequestError, match="3 of 10 points"):
        merge_into(draft, parts[:2])
    other = swept(tmp_path / "other", shard=Shard(3, 3), seed=2)
    with Draft(tmp_path / "merged") as draft, pytest.raises(RequestError, match="another sweep"):
        merge_into(draft, [*parts[:2], other])


@pytest.mark.parametrize("text", ["0/2", "3/2", "2", "a/b", "1/"])
def test_shards_that_make_no_sense(text: str) -> None:
    with pytest.raises(RequestError, match="such as 2/4"):
        shard_of(text)


@pytest.mark.parametrize("name", [*FILES, "sweep.yaml", "design.json", "scenarios/as_is.yaml"])
def test_a_damaged_file_is_noticed(whole: Saved, name: str) -> None:
    data = bytearray((whole.path / name).read_bytes())
    data[len(data) // 2] ^= 1
    (whole.path / name).write_bytes(data)
    with pytest.raises(ResultsError, match=f"{name.split('/')[-1]} is not as it was written"):
        open_folder(whole.path)


def test_folders_that_are_none(tmp_path: Path, whole: Saved) -> None:
    with pytest.raises(ResultsError, match="is not a results folder"):
        open_folder(tmp_path)
    (whole.path / "front.csv").unlink()
    with pytest.raises(ResultsError, match=r"front\.csv is damaged \(No such file"):
        open_folder(whole.path)
    (whole.path / "experiment.json").write_text("{")
    with pytest.raises(ResultsError, match="is damaged"):
        open_folder(whole.path)


SCRIPT = """
import sys
from pathlib import Path
from sim.experiment.folders import journal
journal.EVERY_S = 0.1
from tests.experiment.sweeps.test_sweep import swept
told = lambda done, total: print(done, flush=True)
swept(Path(sys.argv[1]), progress=told, workers=2, replications=20)
"""


def test_killed_at_any_moment_it_goes_on(tmp_path: Path, repo: Path) -> None:
    whole = swept(tmp_path / "whole", replications=20)
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "killed")]
    for until in (20, 90):
        tried = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=repo)
        assert tried.stdout is not None
        for line in tried.stdout:
            if int(line) >= until:
                break
        os.kill(tried.pid, signal.SIGKILL)
        tried.communicate()
    last = subprocess.run(command, capture_output=True, text=True, cwd=repo, check=True)
    told = [int(number) for number in last.stdout.split()]
    assert 0 < told[0] < 200
    assert told[-1] == 200
    (place,) = (tmp_path / "killed").iterdir()
    assert same(open_folder(place), whole)
