"""Stopped at any moment, an experiment goes on where it was and ends as if never stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.experiment.comparisons.compare import compare
from sim.experiment.comparisons.folder import publish
from sim.experiment.folders.drafts import Draft
from sim.experiment.folders.journal import Journal, Line
from tests.experiment.tiny import FILE, conditions

VARIANTS = ("more", "quiet")


@pytest.fixture(autouse=True)
def _writes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.experiment.folders.journal.EVERY_S", 0.0)


class Stop:
    """Interrupts after some replications, as Ctrl-C does."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.seen: list[int] = []

    def __call__(self, done: int, total: int) -> None:
        self.seen.append(done)
        if done == self.after:
            raise KeyboardInterrupt


def tried(out: Path, progress: Any, **changes: Any) -> Path:
    with Draft(out) as draft:
        asked = conditions(**{"replications": 8, "progress": progress, "draft": draft, **changes})
        return publish(draft, compare(FILE, VARIANTS, conditions=asked))


def test_a_stopped_comparison_goes_on_and_ends_with_the_same_bytes(tmp_path: Path) -> None:
    whole = tried(tmp_path / "whole", None)
    out = tmp_path / "stopped"
    with pytest.raises(KeyboardInterrupt):
        tried(out, Stop(after=3))
    (left,) = out.iterdir()
    assert left.name.startswith(".unfinished-")
    again = Stop(after=99)
    place = tried(out, again)
    assert again.seen == [3, 4, 5, 6, 7, 8]
    assert [path.name for path in out.iterdir()] == [place.name]
    for name in ("estimates.json", "kpis.csv", "kpis.parquet"):
        assert (place / name).read_bytes() == (whole / name).read_bytes()
    assert sorted(path.name for path in place.iterdir()) == sorted(
        path.name for path in whole.iterdir()
    )


@pytest.mark.parametrize("changes", [{"seed": 2}, {"overrides": ["teams.care.wage=5 USD/h"]}])
def test_another_experiment_begins_anew(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(KeyboardInterrupt):
        tried(tmp_path, Stop(after=3))
    overrides = changes.pop("overrides", ())
    again = Stop(after=99)
    with Draft(tmp_path) as draft:
        asked = conditions(replications=4, progress=again, draft=draft, **changes)
        publish(draft, compare(FILE, VARIANTS, overrides=overrides, conditions=asked))
    assert again.seen == [0, 1, 2, 3, 4]


def test_a_damaged_part_is_done_again(tmp_path: Path) -> None:
    whole = tried(tmp_path / "whole", None)
    out = tmp_path / "stopped"
    with pytest.raises(KeyboardInterrupt):
        tried(out, Stop(after=5), workers=1)
    part = sorted(out.glob(".unfinished-*/parts/*.parquet"))[2]
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)
    again = Stop(after=99)
    place = tried(out, again)
    assert again.seen[0] == 4
    assert (place / "kpis.parquet").read_bytes() == (whole / "kpis.parquet").read_bytes()


def test_nothing_is_lost_when_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sim.experiment.folders import journal

    write, written = journal.write_whole, []

    def full(place: Path, data: bytes) -> None:
        written.append(place)
        if len(written) == 5:
            raise OSError(28, "No space left on device", str(place))
        write(place, data)

    monkeypatch.setattr(journal, "write_whole", full)
    with pytest.raises(OSError, match="No space left"):
        tried(tmp_path, None)
    again = Stop(after=99)
    tried(tmp_path, again)
    assert again.seen[0] == 4


def test_two_at_a_time_do_not_share_a_folder(tmp_path: Path) -> None:
    with Draft(tmp_path) as first, Draft(tmp_path) as second:
        first.begin("a" * 64).add([line(0, 0)])
        second.begin("a" * 64).add([line(0, 0)])
        assert first.path != second.path
        assert first.path.exists()


def test_leftovers_without_work_are_swept_and_others_after_a_week(tmp_path: Path) -> None:
    empty, fresh, old = (tmp_path / f".unfinished-{name}" for name in ("empty", "fresh", "old"))
    for folder in (empty, fresh, old):
        (folder / "parts").mkdir(parents=True)
    for folder in (fresh, old):
        (folder / "parts" / "part-000001-00000000.parquet").write_bytes(b"")
    long_ago = time.time() - 8 * 86400
    os.utime(old / "parts" / "part-000001-00000000.parquet", (long_ago, long_ago))
    with Draft(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [fresh.name]


def line(point: int, replication: int, names: tuple[str, ...] = ("a", "b")) -> Line:
    values = np.array([float(10 * point + replication + at) for at in range(len(names))])
    return Line(point, replication, names, values)


def test_parts_are_merged_and_rows_counted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.experiment.folders.journal.MERGE", 4)
    journal = Journal(tmp_path)
    everything = {(point, replication) for point in range(3) for replication in range(3)}
    for point, replication in sorted(everything, reverse=True):
        journal.add([line(point, replication)])
    assert len(list(tmp_path.iterdir())) == 3
    journal.add([line(1, 1)])
    again = Journal(tmp_path)
    assert again.keys() == everything
    table = again.read(range(1, 3))
    assert table["point"].to_pylist() == [1, 1, 1, 2, 2, 2]
    assert table["replication"].to_pylist() == [0, 1, 2, 0, 1, 2]
    assert table["a"].to_pylist() == [10.0, 11.0, 12.0, 20.0, 21.0, 22.0]


def test_rows_need_not_have_the_same_numbers(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.add([line(0, 0), line(1, 0, ("b", "c"))])
    journal.add([line(2, 0, ("d",))])
    assert journal.columns() == ["a", "b", "c", "d"]
    table = journal.read(range(3))
    assert table["b"].fill_null(np.nan).to_numpy().tolist()[:2] == [1.0, 10.0]
    assert np.isnan(table["b"].fill_null(np.nan).to_numpy()[2])


def slow(*_: object) -> None:
    time.sleep(0.05)


SCRIPT = """
import sys
from pathlib import Path
from sim.experiment.folders import journal
journal.EVERY_S = 0.2
from tests.experiment.folders.test_resume import slow, tried
from tests.experiment.tiny import nobody
told = lambda done, total: print(done, flush=True)
tried(Path(sys.argv[1]), told, replications=60, workers=2, digest=slow, on_record=nobody)
"""


@pytest.mark.slow
def test_killed_without_warning_it_goes_on(tmp_path: Path, repo: Path) -> None:
    command = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    first = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=repo)
    assert first.stdout is not None
    while int(first.stdout.readline()) < 25:
        pass
    first.send_signal(signal.SIGKILL)
    reached = int(["25", *first.communicate()[0].split()][-1])
    done = subprocess.run(command, capture_output=True, text=True, cwd=repo, check=True)
    resumed = int(done.stdout.split()[0])
    assert 0 < resumed <= reached
    (place,) = tmp_path.iterdir()
    assert json.loads((place / "experiment.json").read_text())["replications"] == 60
    whole = tried(tmp_path / "whole", None, replications=60)
    assert (place / "kpis.parquet").read_bytes() == (whole / "kpis.parquet").read_bytes()
