"""docs/planner-guide.md, walked from top to bottom: its files, its commands, what it quotes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.pages import BLOCK, REPO, Block, blocks, page, plain, run

PAGE = page("docs/planner-guide.md")
PROSE = re.sub(r"`[^`]*`", "", BLOCK.sub("", PAGE))

FIGURE = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+"


def amount(figure: str) -> float:
    """``1,723.9`` as a number."""
    return float(figure.replace(",", ""))


class Walk(NamedTuple):
    """Where the guide was followed; each quotation with what the commands before it printed."""

    folder: Path
    quoted: list[tuple[str, str]]
    printed: str


@pytest.fixture
def walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """Everything is run in a folder of its own, as a reader would."""
    shutil.copy(REPO / "scenarios" / "weekend-coverage.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    quoted, printed = [], [""]
    for block in blocks(PAGE):
        if block.language == "yaml":
            name = re.match(r"# ([\w-]+\.yaml)\n", block.text)
            assert name is not None
            Path(name[1]).write_text(block.text, encoding="utf-8")
        elif block.language == "sh":
            printed.append(run(block))
        else:
            quoted.append((block.text, printed[-1]))
    return Walk(tmp_path, quoted, "\n".join(printed))


@pytest.mark.slow
def test_the_guide_is_true(walk: Walk) -> None:
    """One test, since the walk takes half a minute."""
    what_is_quoted_is_printed_in_that_order(walk)
    figures_in_the_prose_are_printed(walk)
    what_it_says_is_there_is_there(walk)
    the_last_slip_shows_once_the_others_are_mended(walk)


def what_is_quoted_is_printed_in_that_order(walk: Walk) -> None:
    assert len(walk.quoted) > 8
    for quoted, printed in walk.quoted:
        rest = plain(printed)
        for line in quoted.splitlines():
            _, found, rest = rest.partition(plain(line))
            assert found, f"not printed (in that order): {line}\n{printed}"


def figures_in_the_prose_are_printed(walk: Walk) -> None:
    """Those with a point or a comma; rounded ones count."""
    figures = re.findall(FIGURE, PROSE)
    printed = [amount(figure) for figure in re.findall(FIGURE, walk.printed)]
    assert figures
    for figure in figures:
        places = len(figure.partition(".")[2])
        assert amount(figure) in [round(one, places) for one in printed], figure


def what_it_says_is_there_is_there(walk: Walk) -> None:
    report = walk.folder / "results" / "our-desk-compare-1" / "report.html"
    assert report.stat().st_size > 100_000
    assert (walk.folder / "our-desk.xlsx").is_file()
    assert (walk.folder / "welch.png").is_file()
    assert "The same bytes." in walk.printed


def the_last_slip_shows_once_the_others_are_mended(walk: Walk) -> None:
    broken = (walk.folder / "broken.yaml").read_text(encoding="utf-8")
    mended = broken.replace("1300", "1300 per week").replace("ofice", "office")
    (walk.folder / "mended.yaml").write_text(mended, encoding="utf-8")
    told = run(Block("sh", "supportsim validate mended.yaml  # exit code 2\n"))
    assert "the paid hours are not those of `as_is`" in told


def test_pictures_are_small_and_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", PAGE)
    pictures = [link for link in links if link.endswith(".png")]
    assert len(pictures) >= 4
    assert [link for link in links if not (REPO / "docs" / link).exists()] == []
    assert [name for name in pictures if (REPO / "docs" / name).stat().st_size > 100_000] == []


def test_it_is_short() -> None:
    assert len(PAGE.splitlines()) <= 250
