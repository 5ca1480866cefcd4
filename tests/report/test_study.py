"""A sensitivity study has a page of its own, and a place in the report of a comparison."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

import sim
from sim import api
from sim.cli import main
from sim.experiment.errors import ResultsError
from sim.experiment.folders.saved import open_folder
from sim.readable import names_of
from sim.report.again import read_study
from sim.report.charts.tornado import tornado_chart
from sim.report.data.comparison import ReportInput
from sim.report.data.measures import Estimate
from sim.report.data.sensitivity import Effect, Sensitivity, Swing, Wins
from sim.report.texts.robustness import survives
from tests.report.browser import browser, missing

OFFICE = """\
scenario: office
clock: {length: 2 weeks, run_out: 1 week}
demand: {calls: {rate: 2000 per week}}
issue_types:
  question:
    work: {value: 6 min, range: [5 min, 7 min], source: a <guess>, grade: W}
channels:
  phone:
    hours: Mon-Fri 09:00-17:00
    patience: {value: 5 min, range: [1 min, 1 h], grade: assumed}
teams:
  care:
    shifts: {agents: 2, hours: "Mon-Fri 09:00-17:00"}
    skills: {channels: phone}
variants:
  more: {teams.care.shifts.0.agents: 3}
  best:
    about: Twice as many agents.
    teams.care.shifts.0.agents: 4
"""
COMPARED, STUDIED = "results/office-compare-1", "results/office-sensitivity-as_is-best-sweep-1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A comparison and a study of two of its variants, both with a report."""
    place = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        Path("office.yaml").write_text(OFFICE)
        study = ["sensitivity", "office.yaml", "--between", "as_is,best", "--points", "4"]
        study += ["--measure", "satisfaction.csat", "--trajectories", "2"]
        assert main([*study, "--replications", "3", "--report", "--quiet"]) == 0
        compare = ["compare", "office.yaml", "--replications", "3", "--report", "--quiet"]
        assert main(compare) == 0
    return place


def text_of(page: Path) -> str:
    return re.sub(r"[\u200b\s]+", " ", page.read_text(encoding="utf-8").replace("\u200b", ""))


def test_the_page_of_a_study(folder: Path) -> None:
    text = text_of(folder / STUDIED / "report.html")
    assert "The difference of “best” from “as is” in satisfied customers is +" in text
    assert "When all are moved at once, it keeps its sign at 100 % of 4 points" in text
    assert "Twice as many agents." in text
    assert "a &lt;guess&gt;" in text
    assert "1 min to 1 h" in text
    assert "Mean size of the effect" in text
    assert "<script" not in text
    assert (folder / STUDIED / "charts" / "tornado.png").read_bytes().startswith(b"\x89PNG")
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", text)[0].startswith("Does the difference survive")


def test_it_says_what_the_study_found(folder: Path) -> None:
    found = read_study(open_folder(folder / STUDIED)).found
    again = sim.sensitivity(
        sim.load(folder / "office.yaml"), ("as_is", "best"), measure="satisfaction.csat",
        points=4, trajectories=2, replications=3, out=folder / "results",
    )  # fmt: skip
    assert [swing.path for swing in found.swings] == [bar.path for bar in again.tornado.bars]
    assert found.base[:3] == tuple(again.base)
    assert found.swings[0].at_high[:3] == tuple(again.tornado.bars[0].at_high)
    assert again.robust is not None
    assert found.wins == Wins(4, *again.robust[:5])
    assert [effect.path for effect in found.effects] == [effect.path for effect in again.effects]
    assert (found.replications, found.direction) == (3, "higher")


def test_both_folders_are_whole_and_their_pages_are_made_again(folder: Path) -> None:
    for name in (COMPARED, STUDIED):
        page = folder / name / "report.html"
        before = page.read_bytes()
        page.unlink()
        with pytest.raises(ResultsError, match=r"report\.html"):
            sim.open_results(folder / name)
        page.write_bytes(before)
        assert api.report(folder / name).read_bytes() == before
        assert sim.open_results(folder / name).path == folder / name


def test_a_comparison_tells_how_to_ask_and_then_shows_the_answer(folder: Path) -> None:
    page = folder / COMPARED / "report.html"
    command = (
        "supportsim sensitivity office.yaml --between as_is,best --measure satisfaction.csat "
        "--report"
    )
    assert command in text_of(page)
    assert 'id="chart-tornado-1"' not in text_of(page)
    for _ in range(2):  # a study of the same takes the place of the first
        assert main(["report", str(folder / COMPARED), "--sensitivity", str(folder / STUDIED)]) == 0
        text = text_of(page)
        assert command not in text
        assert 'id="chart-tornado-1"' in text
        assert 'id="chart-tornado-2"' not in text
    assert api.report(folder / COMPARED).read_text(encoding="utf-8").count("tornado-1") > 0


def test_a_study_of_something_else_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*arguments: str) -> str:
        assert main(["report", *arguments]) == 2
        return capsys.readouterr().err

    compared, studied = str(folder / COMPARED), str(folder / STUDIED)
    assert "not a sensitivity study" in refused(compared, "--sensitivity", compared)
    assert "not a comparison" in refused(studied, "--sensitivity", studied)
    (tmp_path / "office.yaml").write_text(OFFICE.replace("2000 per week", "1900 per week"))
    for variants, message in (("more", "--between as_is,more"), ("best", "another scenario")):
        other = ["compare", str(tmp_path / "office.yaml"), "--variants", variants, "--quiet"]
        other += ["--replications", "1", "--report", "--out", str(tmp_path / variants)]
        assert main(other) == 0
        capsys.readouterr()
        made = tmp_path / variants / "office-compare-1"
        assert message in refused(str(made), "--sensitivity", studied)


def test_nothing_to_ask_where_no_range_is_stated(phone: ReportInput, weekend: ReportInput) -> None:
    assert phone.hint == ""
    assert weekend.hint == (
        "supportsim sensitivity weekend-coverage --between as_is,seven_days --measure "
        "satisfaction.csat --report"
    )


def swing(path: str, low: float, high: float) -> Swing:
    ends = [Estimate(value, value - 0.1, value + 0.1, "h") for value in (low, high, high - low)]
    return Swing(path, "1 h", "2 h", *ends)


SAFE = Sensitivity(
    "more", "as_is", "resolution.mean_h", "lower", 5, Estimate(2.0, 1.5, 2.5, "h"),
    (swing("a.b", 1.0, 3.0),), Wins(64, 0.93, 0.88, 0.97, 0.8, 0.05),
    (Effect("a.b", 2.0, 0.5, 0.1),),
)  # fmt: skip


def test_a_difference_that_survives() -> None:
    assert survives([SAFE]) == [
        "The difference of “more” from “as is” in time to resolution is +2.00 h with all "
        "assumptions as stated (+1.50 to +2.50).",
        "It keeps its sign when the one assumption with a range is moved to either end of it.",
        "When all are moved at once, it keeps its sign at 93 % of 64 points spread over the space "
        "of their ranges (88 to 97 % of the space). The runs show it at 80 % of the points, and "
        "the opposite at 5 %.",
    ]


def test_a_difference_that_turns_or_is_not_there() -> None:
    turning = (swing("c.d", -1.0, 2.0), swing("a.b", 1.0, 3.0))
    weak = SAFE._replace(
        base=Estimate(2.0, -0.5, 4.5, "h"), swings=turning, wins=Wins(0, *[0.0] * 5)
    )
    first, second = survives([weak])
    assert first.endswith("It is not shown even there, so that its sign means little.")
    assert second == "It is shown to change its sign within the range of “c: d” alone."
    wide = turning[0]._replace(at_low=Estimate(-1.0, -2.5, 0.5, "h"))
    assert survives([weak._replace(swings=(wide, turning[1]))])[1] == (
        "Its mean changes its sign within the range of “c: d”, but the interval there includes 0, "
        "so that this is not shown."
    )
    once = weak._replace(base=Estimate(2.0, float("nan"), float("nan"), "h"))
    assert survives([once])[0].endswith("+2.000 h with all assumptions as stated.")


def test_the_widest_swings_are_drawn() -> None:
    many = SAFE._replace(swings=tuple(swing(f"a.n{n}", 1.0, 3.0 - n / 10) for n in range(15)))
    chart = tornado_chart(many)
    assert "The 12 widest of 15." in chart.caption
    assert "a: n11 " in chart.alt
    assert "a: n12 " not in chart.alt


@pytest.mark.skipif(bool(missing()), reason=missing() or "a browser is there")
def test_the_page_in_a_browser(folder: Path, tmp_path: Path) -> None:
    overflow = "return document.documentElement.scrollWidth - innerWidth"
    seen = "return [...document.querySelectorAll('svg')].filter(s => s.getClientRects().length)"
    with browser(tmp_path) as window:
        for width in (360, 800, 1280):
            window.open(folder / STUDIED / "report.html", width)
            assert window.log() == []
            assert window.run(overflow) <= 0
            assert window.run(f"{seen}.length") == 1
            (text,) = window.run(f"{seen}.map(s => s.outerHTML)")
            assert len(ElementTree.fromstring(text).findall(".//{*}path")) > 5


def test_the_workbook_of_a_study_says_what_its_page_says(folder: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    saved = open_folder(folder / STUDIED)
    book = load_workbook(api.export(saved, tmp_path / "study.xlsx"))
    sheet = book["Summary"]
    told = [row[0].value for row in sheet.iter_rows(max_col=1)]
    found = read_study(saved).found
    assert set(survives([found])) <= set(told)
    rows = {row[0].value: row for row in sheet.iter_rows()}
    names = names_of(swing.path for swing in found.swings)
    for swing in found.swings:
        row = rows[names[swing.path]]
        assert (row[2].value, row[3].value) == (swing.at_low.mean, swing.at_high.mean)
    assert len(sheet._charts) == 1
