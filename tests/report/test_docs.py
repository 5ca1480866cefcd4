"""The Python example of docs/report.md runs, and its pictures exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
PAGE = (REPO / "docs" / "report.md").read_text(encoding="utf-8")


def test_the_python_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"(?ms)^```python\n(.*?)^```", PAGE)
    exec(code, {})
    assert (tmp_path / "report" / "report.html").is_file()


def test_pictures_and_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", PAGE)
    assert len(links) >= 7
    assert [link for link in links if not (REPO / "docs" / link).exists()] == []
