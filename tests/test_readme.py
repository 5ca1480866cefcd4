"""What the README shows runs: its scenario, its commands, its Python."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from sim.cli import main

REPO = Path(__file__).resolve().parents[1]
PAGE = (REPO / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```", PAGE)


COMMANDS = [
    line.partition("  #")[0].strip()
    for block in blocks("sh")
    for line in block.splitlines()
    if line.startswith("supportsim")
]


@pytest.fixture
def beside_the_scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (smallest,) = blocks("yaml")
    (tmp_path / "my.yaml").write_text(smallest, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_command(
    command: str, beside_the_scenario: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(shlex.split(command)[1:]) == 0
    assert "my" in capsys.readouterr().out


def test_python(beside_the_scenario: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks("python")
    exec(code, {})
    assert "low=" in capsys.readouterr().out


def test_files_named_exist() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", PAGE):
        assert (REPO / target).exists(), target
    for named in re.findall(r"`(sim/[\w/]+\.py|scenarios/[\w./-]+|docs/[\w./-]+)`", PAGE):
        assert (REPO / named).exists(), named
