"""docs/planner-guide.md, walked from top to bottom: its files, its commands, what it quotes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.pages import BLOCK, REPO, blocks, page, plain, run

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


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Everything is run once, in a folder of its own, as a reader would."""
    folder = tmp_path_factory.mktemp("guide")
    shutil.copy(REPO / "scenarios" / "weekend-coverage.yaml", folder)
    quoted, printed = [], [""]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("COLUMNS", raising=False)
        for block in blocks(PAGE):
            if block.language == "yaml":
                name = re.match(r"# ([\w-]+\.yaml)\n", block.text)
                assert name is not None
                Path(name[1]).write_text(block.text, encoding="utf-8")
            elif block.language == "sh":
                printed.append(run(block))
            else:
                quoted.append((block.text, printed[-1]))
    return Walk(folder, quoted, "\n".join(printed))


def test_what_is_quoted_is_printed_in_that_order(walk: Walk) -> None:
    assert len(walk.quoted) > 8
    for quoted, printed in walk.quoted:
        rest = plain(printed)
        for line in quoted.splitlines():
            _, found, rest = rest.partition(plain(line))
            assert found, f"not printed (in that order): {line}\n{printed}"


def test_figures_in_the_prose_are_printed(walk: Walk) -> None:
    """Those with a point or a comma; rounded ones count."""
    figures = re.findall(FIGURE, PROSE)
    printed = [amount(figure) for figure in re.findall(FIGURE, walk.printed)]
    assert figures
    for figure in figures:
        places = len(figure.partition(".")[2])
        assert amount(figure) in [round(one, places) for one in printed], figure


def test_what_the_guide_says_is_there_is_there(walk: Walk) -> None:
    report = walk.folder / "results" / "our-desk-compare-1" / "report.html"
    assert report.stat().st_size > 100_000
    assert (walk.folder / "our-desk.xlsx").is_file()
    assert (walk.folder / "welch.png").is_file()
    assert "The same bytes." in walk.printed


def test_the_slips_are_all_told(walk: Walk) -> None:
    """The third shows once the first two are mended."""
    from sim.cli import main

    broken = (walk.folder / "broken.yaml").read_text(encoding="utf-8")
    mended = walk.folder / "mended.yaml"
    mended.write_text(broken.replace("1300", "1300 per week").replace("ofice", "office"))
    assert main(["validate", str(mended)]) == 2


def test_pictures_are_small_and_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", PAGE)
    pictures = [link for link in links if link.endswith(".png")]
    assert len(pictures) >= 4
    assert [link for link in links if not (REPO / "docs" / link).exists()] == []
    assert [name for name in pictures if (REPO / "docs" / name).stat().st_size > 100_000] == []


def test_it_is_short() -> None:
    assert len(PAGE.splitlines()) <= 250
