"""Texts of others steer no terminal, and are no formulas in a spreadsheet."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest
import yaml

from sim.cli import main
from sim.cli.failures import exit_code
from sim.cli.terminal import say
from sim.report.terminal.console import console
from sim.report.workbook.write import write_workbook
from sim.visible import HIDDEN, visible
from tests.cli.test_damaged_folders import SCENARIO

HOSTILE = "a\x1b[31mb\x9b1mc\x07\u202ed\u2066e\x7f\udcff\ufffe\rf"
SHOWN = r"a\u001b[31mb\u009b1mc\u0007\u202ed\u2066e\u007f\udcff\ufffe\u000df"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def named(name: str) -> Path:
    """A scenario with that name."""
    path = Path("named.yaml")
    quoted = json.dumps(name)
    path.write_text(SCENARIO.replace("scenario: tiny", f"scenario: {quoted}"))
    return path


def test_what_steers_a_terminal_is_shown() -> None:
    assert visible(HOSTILE) == SHOWN
    assert visible("Zeilen\nund\tTabs, ä, 日本, 🙂") == "Zeilen\nund\tTabs, ä, 日本, 🙂"
    for code in (*range(32), *range(127, 160)):
        assert (chr(code) in "\n\t") or visible(chr(code)) == f"\\u{code:04x}"


def test_commands_say_everything_in_one_place(repo: Path) -> None:
    for path in (repo / "sim" / "cli").glob("*.py"):
        if path.name != "terminal.py":
            code = path.read_text()
            assert not re.search(r"(?<!file=file\))\bprint\(", code), path
            calls = re.findall(r"click\.echo\(.*", code)
            assert all("file=file" in call for call in calls), path


def test_lines_errors_and_tables_show_it(capsys: pytest.CaptureFixture[str]) -> None:
    def wrong() -> None:
        raise click.UsageError(HOSTILE)

    say(HOSTILE)
    say(HOSTILE, err=True)
    console().print(HOSTILE, soft_wrap=True)
    assert exit_code(wrong) == 2
    captured = capsys.readouterr()
    assert captured.out.startswith(f"{SHOWN}\n")
    assert captured.err.startswith(f"{SHOWN}\n")
    for text in (captured.out, captured.err):  # rich and click leave out some signs themselves
        assert text.count(r"b\u009b1mc") == text.count(r"\udcff") == 2
    assert not HIDDEN.search(captured.out + captured.err)


NAME = "day\x1b]0;owned\x07 \u202eyad"


@pytest.mark.parametrize(
    "command",
    [
        ["run", "named.yaml", "--replications", "2", "--engine", "simpy"],
        ["compare", "named.yaml", "--replications", "2", "--engine", "simpy"],
        ["validate", "named.yaml"],
        ["show", "named.yaml"],
        ["story", "named.yaml", "--pick", "worst", "--engine", "simpy"],
        ["run", "no\x1b[31m.yaml"],
        ["run", "named.yaml", "--set", "teams.\x1b[31m=3"],
        ["compare", "named.yaml", "--what-if", "\x1b[31m: clock.length=1 week"],
        ["table", "no\x1b[31m"],
        ["kpis", "--match", "\x1b[31m"],
        ["\x1b[31m"],
        ["run", "no\udcff.yaml"],
        ["run", "named.yaml", "--scheduler", "\x1b[31m"],
    ],
)
def test_no_command_prints_it_raw(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    named(NAME)
    assert main(command) in (0, 2)
    captured = capsys.readouterr()
    assert not HIDDEN.search(captured.out + captured.err)
    assert "Traceback" not in captured.err


def test_json_and_yaml_still_mean_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    named(NAME)
    assert main(["show", "named.yaml"]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["scenario"] == NAME
    command = ["run", "named.yaml", "--replications", "2", "--engine", "simpy", "--json"]
    assert main(command) == 0
    assert json.loads(capsys.readouterr().out)["scenario"] == NAME


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "+1", "-1", "@x", "#N/A", NAME])
def test_texts_are_texts_in_a_workbook(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    from openpyxl import load_workbook

    import sim

    named(name)
    saved = sim.open_results(
        sim.save(sim.run("named.yaml", replications=2, engine="simpy"), "results")
    )
    write_workbook(saved, Path("table.xlsx"))
    found = load_workbook("table.xlsx")
    cells = {row[0].value: row[1] for row in found["Experiment"].iter_rows()}
    assert cells["scenario"].value == visible(name)
    kinds = {cell.data_type for sheet in found for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
