"""The page of a result that was just computed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.experiment.results import CompareResult, RunResult
from tests.experiment.tiny import FILE

OPTIONS = {"replications": 3, "engine": "simpy", "workers": 1}


@pytest.fixture(scope="module")
def asked() -> CompareResult:
    return sim.compare(FILE, ["more"], "many: teams.care.shifts.0.agents=4", report=True, **OPTIONS)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def page(asked: CompareResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sim.report(asked, tmp_path_factory.mktemp("asked") / "page.html")


def test_it_is_the_page_of_the_results_folder_and_nothing_else(
    asked: CompareResult, page: Path, tmp_path: Path
) -> None:
    assert [path.name for path in page.parent.iterdir()] == ["page.html"]
    folder = sim.save(asked, tmp_path)
    assert page.read_bytes() == (folder / "report.html").read_bytes()


def test_a_result_without_what_a_report_shows_is_computed_again(page: Path, tmp_path: Path) -> None:
    unasked = sim.compare(FILE, ["more"], "many: teams.care.shifts.0.agents=4", **OPTIONS)  # type: ignore[arg-type]
    assert unasked.watch is None
    assert sim.report(unasked, tmp_path / "page.html").read_bytes() == page.read_bytes()


def test_of_a_run_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, done: RunResult
) -> None:
    monkeypatch.chdir(tmp_path)
    charts: list[tuple[int, int]] = []
    assert sim.report(done, progress=lambda *now: charts.append(now)) == Path("report.html")
    assert "<title>" in Path("report.html").read_text(encoding="utf-8")
    assert len(charts) == charts[-1][1] > 3


def test_a_folders_page_is_copied(asked: CompareResult, page: Path, tmp_path: Path) -> None:
    folder = sim.save(asked, tmp_path / "results")
    assert sim.report(folder, tmp_path / "copy.html") == tmp_path / "copy.html"
    assert (tmp_path / "copy.html").read_bytes() == page.read_bytes()


def test_what_cannot_be_computed_again_is_told(done: RunResult, tmp_path: Path) -> None:
    with pytest.raises(sim.RequestError, match="from a results folder: give report the folder"):
        sim.report(replace(done, file=None), tmp_path / "page.html")
    with pytest.raises(sim.RequestError, match="only the report of a comparison's folder"):
        sim.report(done, tmp_path / "page.html", sensitivity=[sim.save(done, tmp_path)])
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize("before", ["", "import sim.report.numbers; ", "import sim.api; "])
def test_the_room_of_that_name_can_be_called(before: str) -> None:
    code = (
        f"{before}import sim; print(callable(sim.report));"
        "from sim.report import numbers; import sim.report.words as words;"
        "print(callable(sim.report), numbers.__name__, words.__name__)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["True", "True", "sim.report.numbers", "sim.report.words"]
