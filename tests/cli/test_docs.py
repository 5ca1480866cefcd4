"""Every example in docs/commands.md, and in the help texts, runs."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import click
import pytest

from sim.cli import main, supportsim

REPO = Path(__file__).resolve().parents[2]
PAGE = (REPO / "docs" / "commands.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```", PAGE)


DOCUMENTED = [line for block in blocks("sh") for line in block.splitlines()]
IN_HELP = [
    line.strip()
    for command in [supportsim, *supportsim.commands.values()]
    for line in (command.epilog or "").splitlines()
    if line.strip().startswith("supportsim ")
]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "scenarios").symlink_to(REPO / "scenarios")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("line", dict.fromkeys(DOCUMENTED + IN_HELP))
def test_example(line: str, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(line.partition(">")[0])
    arguments = [match for word in words[1:] for match in expanded(word)]
    assert words[0] == "supportsim"
    assert main(arguments) == 0
    captured = capsys.readouterr()
    assert captured.out
    assert "Error" not in captured.err


def expanded(word: str) -> list[str]:
    """The word as a shell would pass it on."""
    return sorted(str(path) for path in Path().glob(word)) if "*" in word else [word]


def test_the_python_example(checkout: Path) -> None:
    (code,) = blocks("python")
    exec(code, {})
    assert [path.name for path in (checkout / "results").iterdir()] == ["phone-queue-compare-1"]


def test_every_command_and_option_is_documented() -> None:
    for name, command in supportsim.commands.items():
        assert f"\n## {name}\n" in PAGE
        for option in command.params:
            if isinstance(option, click.Option):
                assert f"`{option.opts[0]}" in PAGE, option.opts


def test_the_layout_of_a_results_folder_is_documented(checkout: Path) -> None:
    assert main(["run", "phone-queue", "--replications", "2", "--records", "--quiet"]) == 0
    (folder,) = (checkout / "results").iterdir()
    for name in os.listdir(folder):
        assert f"`{name}" in PAGE
