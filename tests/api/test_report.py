"""The page of a result that was just computed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.experiment.results import CompareResult, RunResult
from sim.report import first
from sim.report.charts.chart import Chart, Drawn
from sim.report.data.json_form import to_json
from sim.report.first import watched_again
from sim.report.gathering.comparison import gather
from sim.report.pages import frame
from tests.experiment.tiny import FILE

OPTIONS: dict[str, Any] = {"replications": 3, "engine": "simpy", "workers": 1}
MANY = "many: teams.care.shifts.0.agents=4"


@pytest.fixture(autouse=True)
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts are drawn by tests of their own, and take longer than all the rest."""

    def draw_all(charts: Sequence[Chart], folder: Path, _: object = None) -> dict[str, Drawn]:
        assert folder.is_dir()
        return {chart.name: Drawn(f"<svg>{chart.name}</svg>", "") for chart in charts}

    for room in (first, frame):
        monkeypatch.setattr(room, "draw_all", draw_all)


@pytest.fixture(scope="module")
def asked() -> CompareResult:
    return sim.compare(FILE, ["more"], MANY, report=True, **OPTIONS)


def test_it_is_the_page_of_the_results_folder_and_nothing_else(
    asked: CompareResult, tmp_path: Path
) -> None:
    (tmp_path / "page").mkdir()
    page = sim.report(asked, tmp_path / "page" / "page.html")
    assert [path.name for path in page.parent.iterdir()] == ["page.html"]
    folder = sim.save(asked, tmp_path)
    assert page.read_bytes() == (folder / "report.html").read_bytes()
    assert "chart-differences" in page.read_text(encoding="utf-8")


def test_a_result_without_what_a_report_shows_is_computed_again(
    asked: CompareResult, tmp_path: Path
) -> None:
    unasked = sim.compare(FILE, ["more"], MANY, **OPTIONS)
    assert unasked.watch is None
    assert to_json(gather(watched_again(unasked))) == to_json(gather(asked))
    pages = [sim.report(one, tmp_path / "page.html").read_bytes() for one in (unasked, asked)]
    assert pages[0] == pages[1]


def test_of_a_run_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, done: RunResult
) -> None:
    monkeypatch.chdir(tmp_path)
    assert sim.report(done) == Path("report.html")
    assert "<title>" in Path("report.html").read_text(encoding="utf-8")


def test_a_folders_page_is_copied(asked: CompareResult, tmp_path: Path) -> None:
    folder = sim.save(asked, tmp_path / "results")
    assert sim.report(folder, tmp_path / "copy.html") == tmp_path / "copy.html"
    assert (tmp_path / "copy.html").read_bytes() == (folder / "report.html").read_bytes()


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
