"""What docs/own-rules.md shows runs, and it tells all that rules are shown."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from sim.cli import main
from sim.own_rules import AgentRow, JobRow
from tests.cli.pages import blocks, commands, page

PAGE = page("docs/own-rules.md")
PYTHON = [block.text for block in blocks(PAGE) if block.language == "python"]
EXAMPLE, FROM_PYTHON, *OTHER_RULES = PYTHON
SHELL = [block for block in blocks(PAGE) if block.language == "sh"]
RUN = ["run", "phone-queue", "--set", "clock.length=1 week", "--replications", "2"]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_column_of_the_rows_is_documented_and_no_other() -> None:
    tables = re.findall(r"(?ms)^\| an? (\w+) has \| \|\n(.*?)\n\n", PAGE)
    named = {
        what: set(re.findall(r"`(\w+)`", " ".join(re.findall(r"(?m)^\|(.*?)\|", text))))
        for what, text in tables
    }
    assert named == {
        "job": {field.name.strip("_") for field in fields(JobRow)},
        "agent": {field.name for field in fields(AgentRow)},
    }


@pytest.mark.slow
def test_the_commands_of_the_page_run(capsys: pytest.CaptureFixture[str]) -> None:
    Path("my_rules.py").write_text(EXAMPLE)
    short = ["--set", "clock.length=3 weeks"]
    for block in SHELL:
        examples = list(commands(block))
        assert examples
        for words, code in examples:
            counted = words[0] in ("run", "compare") and "--replications" not in words
            less = [*short, *(["--replications", "2"] if counted else [])]
            assert main([*words, *(less if words[0] != "rerun" else [])]) == code, words
    assert "A program out of a folder is not run unasked" in capsys.readouterr().err


def test_the_python_of_the_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    Path("my_rules.py").write_text(EXAMPLE)
    exec(FROM_PYTHON, {})
    assert "Estimate(mean=-" in capsys.readouterr().out


@pytest.mark.parametrize("text", OTHER_RULES)
def test_the_other_rules_of_the_page_run(text: str) -> None:
    Path("mine.py").write_text(text)
    assert main([*RUN, "--rules", "mine.py", "--quiet", "--no-save"]) == 0


def test_the_message_of_the_page_is_the_one_that_comes(capsys: pytest.CaptureFixture[str]) -> None:
    looked_up = re.sub(r"MINUTES.get\((.*), 10\)", r"MINUTES[\1]", EXAMPLE)
    Path("my_rules.py").write_text(looked_up.replace(', "billing": 30', ""))
    short = ["--replications", "1", "--set", "clock.length=3 weeks"]
    assert main(["run", "weekend-coverage", "--rules", "my_rules.py", *short]) == 2
    assert capsys.readouterr().err.splitlines()[-1] in PAGE
