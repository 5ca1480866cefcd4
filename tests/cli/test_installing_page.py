"""What docs/installing.md shows works: its commands run, and its files and options are there.

The wheel itself is built and tried by ``make trywheel``.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from sim.cli import main
from sim.version import __version__
from tests.cli.pages import REPO, blocks, commands, page

PAGE = page("docs/installing.md")
SHELL = [block for block in blocks(PAGE) if block.language == "sh"]
LINES = [line for block in SHELL for line in block.text.splitlines()]
PIP = [shlex.split(line)[3:] for line in LINES if line.startswith("python -m pip ")]
OURS = [found for block in SHELL for found in commands(block)]


@pytest.mark.parametrize(("arguments", "code"), OURS, ids=lambda part: str(part)[:40])
def test_command(
    arguments: list[str],
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == code
    assert capsys.readouterr().out


def test_every_other_line_is_of_a_known_kind() -> None:
    known = (
        r"supportsim |python -m pip |python3 -m venv |\. \S+/bin/activate$|make |python -m sim\."
    )
    assert not [line for line in LINES if not re.match(known, line)]
    targets = re.findall(r"(?m)^([a-z]+):", (REPO / "Makefile").read_text(encoding="utf-8"))
    assert {*re.findall(r"\bmake ([a-z]+)\b", PAGE)} <= set(targets)


@cache
def help_of(command: str) -> str:
    ask = [sys.executable, "-m", "pip", command, "--help"]
    return subprocess.run(ask, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("words", PIP, ids=" ".join)
def test_pip_knows_the_options_and_the_files_are_there(words: list[str]) -> None:
    command, *rest = words
    for word in rest:
        if word.startswith("-"):
            assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", help_of(command)), word
        if word.startswith("requirements/"):
            assert (REPO / word).exists()


def test_the_wheel_has_the_name_of_the_present_version() -> None:
    assert set(re.findall(r"supportsim-(\d[\w.]*)-py3-none-any", PAGE)) == {__version__}
    assert 'requires-python = ">=3.11"' in (REPO / "pyproject.toml").read_text(encoding="utf-8")
