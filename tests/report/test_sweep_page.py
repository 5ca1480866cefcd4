"""The page of a sweep: the front, the price of its steps, and what each factor does."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import sim
from sim import api
from sim.cli import main
from sim.experiment.errors import RequestError, ResultsError
from sim.experiment.folders.saved import Saved, open_folder
from sim.experiment.sweeps.design import Shard
from sim.report.again import report_again
from sim.report.charts.sweep_front import front_chart, thinned
from sim.report.data.measures import Estimate
from sim.report.data.sweep import spaced
from sim.report.gathering.factors import factor_of
from sim.report.gathering.sweep import gather_sweep
from sim.report.pages.frame import write_page
from sim.report.pages.sweep import sweep_page
from sim.report.texts.sweep import headlines, movers
from tests.experiment.sweeps.by_hand import swept
from tests.report.browser import browser, missing
from tests.report.test_browser import CHARTS, OVERFLOW

STAFF = {
    "sweep": "Staff",
    "about": "Who <answers>, and for which wage?",
    "scenario": "phone-queue",
    "set": {"clock.length": "2 days"},
    "factors": {
        "teams.care.shifts.0.agents": [4, 6],
        "teams.care.wage": {"from": "18 USD/h", "to": "30 USD/h"},
        "channels.phone.patience": ["exponential(1 min)", "exponential(3 min)"],
    },
    "design": {"kind": "latin_hypercube", "points": 24},
}


@pytest.fixture
def toy(tmp_path: Path) -> Saved:
    """Ten points: staff 2 to 6, which share the work, by trouble, which does nothing to it."""
    return swept(tmp_path)


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A design that fills the space, with numbers, amounts and text."""
    saved = sim.sweep(STAFF, replications=2, out=tmp_path_factory.mktemp("staff"), workers=1)
    written(saved)
    return saved.path


def written(saved: Saved) -> Path:
    """The page of a sweep, in its folder."""
    return write_page(sweep_page(gather_sweep(saved)), saved.path)


def text_of(page: Path) -> str:
    return re.sub(r"\s+", " ", page.read_text(encoding="utf-8").replace("\u200b", ""))


def work(saved: Saved) -> np.ndarray:
    """The mean work of each replication: the wait is it ÷ staff."""
    rows = saved.frame("rows.parquet")
    return rows[rows["point"] == 0]["phone.mean_wait_s"].to_numpy() * 2


def test_effects_are_those_worked_out_by_hand(toy: Saved) -> None:
    data = gather_sweep(toy)
    mean = work(toy).mean()
    assert [factor.path for factor in data.factors] == ["staff", "trouble"]
    assert data.factors[0].names == ("2", "3", "4", "5", "6")
    assert data.factors[1].names == ("–", "no chat")
    waits = data.effects[0]
    assert waits[0] is not None
    assert [one.mean for one in waits[0].means] == pytest.approx([mean / n for n in range(2, 7)])
    half = 2.5705818 * work(toy).std(ddof=1) / np.sqrt(6)  # Student's quantile, 5 degrees
    assert waits[0].means[0].half_width == pytest.approx(half / 2)
    assert waits[0].swing.mean == pytest.approx(mean / 3)
    assert waits[0].swing.half_width == pytest.approx(half / 3)
    assert waits[1] is not None
    assert waits[1].swing[:3] == pytest.approx((0.0, 0.0, 0.0))
    assert data.by_size == (0, 1)
    assert data.without == {"chat.service_level": 5}  # that is what the trouble is
    assert data.effects[2][1] is not None
    assert np.isnan(data.effects[2][1].means[1].mean)


def test_the_price_of_a_step_is_worked_out_by_hand(toy: Saved) -> None:
    data = gather_sweep(toy)
    assert [one.point for one in data.candidates] == list(range(10))
    assert [one.step is None for one in data.candidates] == [True, *[True, False] * 4, True]
    step = data.candidates[2].step
    assert step is not None
    assert step.mean == pytest.approx(100 / (work(toy).mean() * (1 / 2 - 1 / 3)))
    assert step.low < step.mean < step.high


def test_sentences(toy: Saved) -> None:
    data = gather_sweep(toy)
    first, ends, step, last = headlines(data)
    assert first.startswith("Of 10 points, 10 are on the front of phone.mean_wait_s and total cost")
    assert ends.startswith("By the means, cheapest is point 0 (staff = 2; trouble = –), with")
    assert "; best in phone.mean_wait_s is point 9 (staff = 6; trouble = no chat), with" in ends
    assert step.startswith("The next step up from the first of them, to point 2, costs ")
    assert last.startswith("The last step, to point 8, costs ")
    told, cost = movers(data)
    assert told.startswith(
        "What moves phone.mean_wait_s most is “staff”: on average over all else,"
    )
    assert told.endswith("No effect is shown of “trouble”.")
    assert "200.0 USD at 2 and 600.0 USD at 6, a swing of 400.0 USD." in cost


def test_a_price_that_is_not_shown_is_not_told(toy: Saved) -> None:
    """Fieller's interval is unknown where nothing is shown to be gained; it may include 0."""
    data = gather_sweep(toy)
    first, second = data.front[:2]

    def told(step: Estimate) -> str:
        return headlines(replace(data, candidates=(first, second._replace(step=step))))[-1]

    unit = data.second.unit
    unknown = told(Estimate(12.0, np.nan, np.nan, unit))
    assert unknown.endswith(
        "is not shown to give less of phone.mean_wait_s, so that its price is not known."
    )
    assert "12" not in unknown
    assert "is not shown to cost anything: 12 (-3 to 27) USD per s" in told(
        Estimate(12.0, -3.0, 27.0, unit)
    )
    assert ", costs 12.0 (9.0 to 15.0) USD per s" in told(Estimate(12.0, 9.0, 15.0, unit))


def test_one_replication_shows_no_effect(tmp_path: Path) -> None:
    data = gather_sweep(swept(tmp_path, replications=1))
    assert movers(data) == [
        "No factor is shown to move phone.mean_wait_s.", "No factor is shown to move total cost.",
    ]  # fmt: skip


def test_labels_are_shown_and_paths_are_kept(tmp_path: Path) -> None:
    saved = swept(tmp_path, labels={"labels": {"staff": "Agents <early>"}})
    data = gather_sweep(saved)
    assert [(one.path, one.name) for one in data.factors] == [
        ("staff", "Agents <early>"),
        ("trouble", "trouble"),
    ]
    text = text_of(written(saved))
    assert '<span title="staff">Agents &lt;early&gt;</span>' in text
    assert "Agents &lt;early&gt;<small><code>staff</code></small>" in text
    assert saved.design.labels == {"staff": "Agents <early>"}
    plain = swept(tmp_path / "plain")
    for name in ("points.csv", "rows.parquet", "estimates.csv", "front.csv"):
        assert (saved.path / name).read_bytes() == (plain.path / name).read_bytes()
    assert "labels" not in plain.text("design.json")


def test_of_many_points_those_on_the_front_are_told(toy: Saved) -> None:
    candidates = gather_sweep(toy).candidates
    assert spaced(candidates, 10) == list(candidates)
    assert [one.point for one in spaced(candidates, 4)] == [0, 3, 6, 9]
    beaten = [one._replace(on_front=one.point not in (1, 8)) for one in candidates]
    assert [one.point for one in spaced(beaten, 8)] == [0, 2, 3, 4, 5, 6, 7, 9]


def test_nothing_known_of_a_measure(toy: Saved) -> None:
    data = gather_sweep(toy)
    unknown = np.full(10, np.nan)
    data = replace(data, candidates=(), means=(unknown, unknown), effects=((None, None),) * 2)
    assert headlines(data) == [
        "At none of the 10 points are both phone.mean_wait_s and total cost known."
    ]
    assert movers(data) == []
    assert front_chart(data) is None


def test_the_page(staff: Path) -> None:
    page = staff / "report.html"
    text = text_of(page)
    assert "Who &lt;answers&gt;, and for which wage?" in text
    assert "<script" not in text
    assert not re.search(r'(?:href|src)="(?!#|data:)', text)
    assert page.stat().st_size < 500_000
    for name in ("front", "effects"):
        assert f'id="chart-{name}"' in text
        picture = staff / "charts" / f"{name}.png"
        assert picture.read_bytes().startswith(b"\x89PNG")
    assert "a Latin hypercube, design seed 1" in text
    assert "exponential(1 min), exponential(3 min)" in text
    assert "Fixed: clock: length<small><code>clock.length</code></small>" in text
    assert "The points were not balanced" in text
    assert f"supportsim table {staff.name}" in text
    assert not re.search(r"\bnan\b", text)


def test_the_same_bytes_twice_and_a_whole_folder(staff: Path) -> None:
    files = [staff / "report.html", *sorted((staff / "charts").iterdir())]
    before = [path.read_bytes() for path in files]
    assert api.report(staff) == staff / "report.html"
    assert [path.read_bytes() for path in files] == before
    assert "report.html" in open_folder(staff).experiment["files"]
    (staff / "report.html").write_text("")
    with pytest.raises(ResultsError, match=r"report\.html"):
        open_folder(staff)
    (staff / "report.html").write_bytes(before[0])


def test_one_replication_has_no_intervals_and_no_chances(tmp_path: Path) -> None:
    saved = swept(tmp_path, replications=1)
    text = text_of(written(saved))
    assert "With one replication there are no intervals" in text
    assert "of being on the front" not in re.sub(r"<dl.*?</dl>", "", text)
    assert "95 % interval" not in re.sub(r"<dl.*?</dl>", "", text)
    assert not re.search(r"\bnan\b", text)


def test_a_shard_says_so(tmp_path: Path) -> None:
    saved = swept(tmp_path, shard=Shard(2, 2))
    data = gather_sweep(saved)
    assert data.points == 5
    assert not data.balanced
    assert "This is shard 2 of 2: 5 of 10 points." in text_of(written(saved))


def test_a_study_is_no_sweep(toy: Saved) -> None:
    with pytest.raises(RequestError, match="a sweep, not a comparison"):
        api.report(toy.path, sensitivity=[toy.path])
    listed = Saved(toy.path, {**toy.experiment, "design": "listed"})
    with pytest.raises(ResultsError, match="do the sensitivity study again with --report"):
        report_again(listed)


def test_the_levels_of_factors() -> None:
    few = factor_of("a.b", ["1 week", "3 weeks", "2 weeks", "1 week"], False)
    assert (few.names, few.at, few.unit) == (("1 weeks", "2 weeks", "3 weeks"), (1, 2, 3), "weeks")
    assert few.place.tolist() == [0, 2, 1, 0]
    text = factor_of("variant", ["seven_days", "as_is", "seven_days"], False)
    assert (text.names, text.at) == (("seven days", "as is"), ())
    mixed = factor_of("a.b", ["30 min", "1 h"], False)
    assert mixed.at == ()
    flags = factor_of("a.b", [True, False], False)
    assert flags.names == ("True", "False")
    many = factor_of("a.b", [f"{n / 10} %" for n in range(100)], True)
    assert many.binned
    assert many.names[0] == "0.0 to 1.6 %"
    assert np.bincount(many.place).tolist() == [17, 17, 16, 17, 16, 17]


def test_dots_are_thinned_but_none_is_lost_alone() -> None:
    x = np.concatenate([np.full(5000, 1.0), [2.0, 3.0, np.nan]])
    y = np.concatenate([np.full(5000, 1.0), [2.0, 9.0, 1.0]])
    assert [each.tolist() for each in thinned(x, y)] == [[1.0, 2.0, 3.0], [1.0, 2.0, 9.0]]
    rng = np.random.default_rng(1)
    assert len(thinned(rng.random(10_000), rng.random(10_000))[0]) < 6300


def test_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = ["sweep", "weekend-staffing", "--replications", "1", "--shard", "1/9", "--quiet"]
    assert main([*asked, "--report"]) == 0
    assert "Report: results/weekend-staffing-sweep-1-shard-1-of-9/report.html" in (
        capsys.readouterr().out.replace("\\", "/")
    )
    (page,) = tmp_path.glob("results/*/report.html")
    made = page.read_bytes()
    assert main(["report", str(page.parent)]) == 0
    assert page.read_bytes() == made


@pytest.mark.skipif(bool(missing()), reason=missing() or "a browser is there")
@pytest.mark.parametrize("width", [360, 800, 1280])
def test_the_page_in_a_browser(staff: Path, toy: Saved, tmp_path: Path, width: int) -> None:
    pages = [staff / "report.html", written(toy)]
    with browser(tmp_path) as window:
        for page, names in zip(pages, (["front", "effects"],) * 2, strict=True):
            window.open(page, width)
            assert window.log() == []
            assert window.run(OVERFLOW) <= 0
            charts = window.run(CHARTS)
            assert {f"chart-{name}" for name in names} <= {chart[0] for chart in charts}
            for chart, shown, across, along, drawn, cut in charts:
                assert shown == 1, chart
                assert across > 300, chart
                assert along > 50, chart
                assert drawn >= 5, chart
                assert cut == [], (chart, width)
