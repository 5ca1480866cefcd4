"""The examples of docs/report.md run, and its pictures exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.pages import blocks, run

REPO = Path(__file__).resolve().parents[2]
PAGE = (REPO / "docs" / "report.md").read_text(encoding="utf-8")


def test_the_python_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for block in blocks(PAGE):
        if block.language == "python":
            exec(block.text, names)
    assert names["again"] == names["folder"] / "report.html"
    assert Path("page.html").read_text(encoding="utf-8") == names["again"].read_text("utf-8")
    assert names["page"] == names["study"].saved.path / "report.html"
    assert names["page"].is_file()


@pytest.mark.slow
def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for block in blocks(PAGE):
        if block.language == "sh":
            run(block)
    pages = tmp_path.glob("results/*/report.html")
    reports = {page.parent.name: page.read_text(encoding="utf-8") for page in pages}
    assert len(reports) == 2
    assert 'id="chart-tornado-1"' in reports["weekend-coverage-compare-1"]


def test_pictures_and_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", PAGE)
    assert len(links) >= 7
    assert [link for link in links if not (REPO / "docs" / link).exists()] == []


def test_pictures_are_small_and_all_shown() -> None:
    pictures = list((REPO / "docs" / "images").iterdir())
    assert [path.name for path in pictures if path.stat().st_size > 100_000] == []
    texts = [path.read_text(encoding="utf-8") for path in (REPO / "docs").glob("*.md")]
    pages = "".join([(REPO / "README.md").read_text(encoding="utf-8"), *texts])
    assert [path.name for path in pictures if f"images/{path.name})" not in pages] == []
