"""Charts draw whatever there is, the same way every time, as part of a page."""

from __future__ import annotations

import gc
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiment.executors import Processes, Serial
from sim.report.charts.chart import Chart, Key, figure
from sim.report.charts.drawing import draw_all
from sim.report.charts.marks import spread
from sim.report.charts.style import COLOURS, VARIABLES, look
from sim.report.charts.svg import inline
from sim.report.data.comparison import ReportInput
from sim.report.pages.comparison import charts_of
from sim.report.pages.frame import css_swatch

EXPECTED = {
    "weekend": ["differences", "price", "cost", "by-channels", "by-types", "resolution", "waits",
                "promises", "funnel", "ends", "week", "occupancy"],
    "phone": ["differences", "price", "cost", "by-channels", "resolution", "waits", "funnel",
              "ends", "week", "occupancy"],
    "single": ["cost", "by-channels", "resolution", "waits", "funnel", "ends", "week", "occupancy"],
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_a_chart_for_all_that_is_there(name: str, request: pytest.FixtureRequest) -> None:
    assert [chart.name for chart in charts_of(request.getfixturevalue(name))] == EXPECTED[name]


@pytest.mark.parametrize("name", ["weighed", "single", "no_run_out", "many"])
def test_every_chart_is_drawn_wide_and_narrow(
    name: str, request: pytest.FixtureRequest, page_of: Callable[[str], Path]
) -> None:
    charts = charts_of(request.getfixturevalue(name))
    drawn = re.findall(r"(?s)<svg .*?</svg>", page_of(name).read_text(encoding="utf-8"))
    assert len(drawn) == 2 * len(charts)
    for at, text in enumerate(drawn):
        root = ElementTree.fromstring(text)
        assert root.attrib["role"] == "img"
        assert root.attrib["aria-label"] == charts[at // 2].alt
        assert not re.search(r"(?i)\bnan\b", text)
        ids = re.findall(r'\bid="([^"]+)"', text)
        assert set(re.findall(r'(?:url\(#|href="#)([^)"]+)', text)) <= set(ids)
        for colour in VARIABLES:
            assert colour not in text.lower()
    for chart in charts:
        picture = page_of(name).parent / "charts" / f"{chart.name}.png"
        assert picture.read_bytes().startswith(b"\x89PNG")


def test_lengths_begin_at_zero(weekend: ReportInput) -> None:
    charts = {chart.name: chart for chart in charts_of(weekend)}
    for name in ("cost", "funnel", "ends", "week"):
        for axes in figure(charts[name], True).axes:
            if name == "week":
                assert axes.get_ylim()[0] == 0.0
            elif axes.get_title() and axes.axison:
                low, high = axes.get_xlim()
                assert low <= 0.0 <= high


def test_text_is_escaped_in_labels_and_tips() -> None:
    svg = (
        '<?xml?><svg viewBox="0 0 1 1" width="1pt"><g id="tip:a &lt; b"><path d="M 0 0"/></g></svg>'
    )
    text = inline(svg, "x", 'less < "more"')
    assert "<title>a &lt; b</title>" in text
    assert ElementTree.fromstring(text).attrib["aria-label"] == 'less < "more"'


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=8), st.floats(0.01, 0.1))
def test_names_are_spread_without_overlap(wanted: list[float], step: float) -> None:
    places = spread(sorted(wanted), step, -0.05, 1.05)
    gaps = [b - a for a, b in pairwise(places)]
    assert all(gap >= 0.8 * step for gap in gaps)
    assert len(places) == len(wanted)


def test_colours_differ() -> None:
    assert len(set(COLOURS)) == len(COLOURS)
    assert len(set(VARIABLES.values())) == len(VARIABLES)


def test_lines_are_told_apart_without_their_colours_too() -> None:
    assert look(0).dash == "-"
    assert len({str(look(place).dash) for place in range(5)}) == 5
    assert len({str(look(place)) for place in range(28)}) == 28
    line = Key("b", "line", *look(1))
    assert css_swatch(line) == (
        "repeating-linear-gradient(to right, var(--c1) 0px 10px, transparent 10px 13px)"
    )
    assert css_swatch(Key("a", "mark", look(1).colour)) == "var(--c1)"


def test_titles_captions_and_words_for_who_cannot_see(weekend: ReportInput) -> None:
    for chart in charts_of(weekend):
        assert isinstance(chart, Chart)
        assert chart.title
        assert len(chart.alt) > 40
        assert chart.caption.endswith(".")


def test_pictures_are_the_same_whatever_shares_the_work(
    single: ReportInput,
    page_of: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    charts = charts_of(single)
    told: list[tuple[int, int]] = []
    monkeypatch.setattr("sim.report.charts.drawing.Processes", lambda: Processes(2))
    drawn = draw_all(charts, tmp_path / "two", lambda *now: told.append(now))
    assert told == [(n + 1, len(charts)) for n in range(len(charts))]
    monkeypatch.setattr("sim.report.charts.drawing.Processes", Serial)
    assert drawn == draw_all(charts, tmp_path / "one")
    for chart in charts:
        first, second = (tmp_path / way / "charts" / f"{chart.name}.png" for way in ("one", "two"))
        assert first.read_bytes() == second.read_bytes()
        assert drawn[chart.name].wide in page_of("single").read_text(encoding="utf-8")
    assert gc.isenabled()
