"""The page: one file that needs nothing else, with every section in its order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sim.report.charts.differences import differences_chart
from sim.report.data.comparison import ReportInput
from sim.report.pages.comparison import comparison_page
from sim.report.pages.frame import text_of, write_page
from sim.report.texts.comparison import thresholds

VOID = {"meta", "br", "img", "link", "hr", "input"}


class Outline(HTMLParser):
    """Tags, ids, headings and what is linked; complains about tags that are not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.headings: list[str] = []
        self.tables_without_caption = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(str(value))
            if name in ("href", "src", "xlink:href"):
                self.links.append(str(value))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "h2":
            self.headings.append(data)


@pytest.fixture
def page(page_of: Callable[[str], Path]) -> Path:
    return page_of("weighed")


def test_sections_answer_in_this_order(page: Path) -> None:
    outline = Outline(page.read_text(encoding="utf-8"))
    assert outline.open == []
    assert outline.headings == [
        "Which policy",
        "By how much, and how sure",
        "At what price",
        "For whom",
        "When",
        "What it depends on",
        "What the words mean",
        "Where the numbers come from",
    ]


def test_it_stands_alone(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    outline = Outline(text)
    assert "script" not in outline.tags
    assert "link" not in outline.tags
    for link in outline.links:
        assert link.startswith(("#", "data:image/png")), link
    for link in outline.links:
        if link.startswith("#"):
            assert link[1:] in outline.ids
    assert len(outline.ids) == len(set(outline.ids))
    assert "default-src 'none'" in text
    assert page.stat().st_size < 3_000_000


def test_tables_and_charts_say_what_they_are(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.count("<table") == text.count("<caption>")
    assert text.count("<svg ") == text.count('role="img" aria-label="')
    assert text.count("<th ") == len(re.findall(r"<th scope=", text))


def test_every_difference_and_assumption_is_there(page: Path, weekend: ReportInput) -> None:
    text = page.read_text(encoding="utf-8")
    plain = re.sub(r"\u200b", "", text)
    for one in weekend.assumptions:
        assert one.path in plain
    for story in weekend.stories:
        assert story.title in text
    for channel in weekend.channels:
        assert f">{channel.name}<" in text
    assert "honest promise" in text


def test_a_picture_of_each_chart_lies_beside(page: Path) -> None:
    pictures = {path.stem for path in (page.parent / "charts").iterdir()}
    assert {"differences", "price", "week", "resolution", "occupancy", "cost"} <= pictures
    assert {path.name for path in page.parent.iterdir()} == {"report.html", "charts"}


def test_the_same_data_gives_the_same_bytes(
    single: ReportInput, page_of: Callable[[str], Path], tmp_path: Path
) -> None:
    first, second = page_of("single"), write_page(comparison_page(single), tmp_path)
    assert first.read_bytes() == second.read_bytes()
    for picture in (first.parent / "charts").iterdir():
        assert picture.read_bytes() == (tmp_path / "charts" / picture.name).read_bytes()


def test_text_of_a_scenario_is_no_markup(single: ReportInput) -> None:
    evil = replace(single, scenario="<script>alert(1)</script>", about='"><b>', notes=("<i>x",))
    text = text_of(comparison_page(evil)._replace(charts=[]), {})
    assert "<script" not in text
    assert "<b>" not in text
    assert "<i>x" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("name", ["no_run_out", "many"])
def test_odd_experiments_have_a_page_too(name: str, page_of: Callable[[str], Path]) -> None:
    text = page_of(name).read_text(encoding="utf-8")
    assert Outline(text).open == []
    assert not re.search(r"\bnan\b", text)


def test_a_single_variant_is_not_compared(page_of: Callable[[str], Path]) -> None:
    outline = Outline(page_of("single").read_text(encoding="utf-8"))
    assert outline.headings[0] == "The variant"
    assert "By how much, and how sure" not in outline.headings


def test_what_matters_is_told_and_drawn(weekend: ReportInput, phone: ReportInput) -> None:
    limits = {"satisfaction.csat": 0.01, "resolution.mean_h": 0.5}
    data = replace(weekend, matters=limits)
    assert thresholds(data) == [
        "The scenario says how large a difference must be to matter: satisfied customers 1 "
        "percentage points and time to resolution 0.5 h. An interval that lies within "
        "such limits shows a difference smaller than matters."
    ]
    assert "shaded band" in differences_chart(data).caption
    assert thresholds(replace(phone, matters={})) == []
    assert "shaded band" not in differences_chart(replace(phone, matters={})).caption
