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

RESULTS = (REPO / "docs" / "results.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```", PAGE)


FEW_POINTS = ["sweep", "weekend-staffing", "--replications", "1", "--quiet"]
IN_HELP = [
    line.strip()
    for command in [supportsim, *supportsim.commands.values()]
    for line in (command.epilog or "").splitlines()
    if line.strip().startswith("supportsim ") and line.strip() not in PAGE
]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "scenarios").symlink_to(REPO / "scenarios")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("lines", [*blocks("sh"), *IN_HELP], ids=lambda text: text.split("\n")[0])
def test_example(lines: str, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lines of a block follow each other."""
    for line in lines.splitlines():
        words = shlex.split(line.partition(">")[0])
        assert words[0] == "supportsim"
        prepare(words, checkout)
        arguments = [match for word in words[1:] for match in expanded(word)]
        assert main(arguments) == 0
        captured = capsys.readouterr()
        assert captured.out
        assert "Error" not in captured.err


def prepare(words: list[str], checkout: Path) -> None:
    """The folder that a help text's example takes for given."""
    folder = next((word for word in words if word.startswith("results/")), None)
    if folder is None or list(checkout.glob(folder)):
        return
    if "sweep" in folder:
        for shard in ("1/2", "2/2"):
            assert main([*FEW_POINTS, "--shard", shard]) == 0
    else:
        asked = ["--report"] if words[1] == "report" else []
        assert main(["run", "phone-queue", "--replications", "2", "--quiet", *asked]) == 0


def expanded(word: str) -> list[str]:
    """The word as a shell would pass it on."""
    return sorted(str(path) for path in Path().glob(word)) if "*" in word else [word]


def test_the_python_example(checkout: Path) -> None:
    (code,) = blocks("python")
    exec(code, {})
    assert sorted(path.name for path in (checkout / "results").iterdir()) == [
        "phone-queue-compare-1",
        "sweep-sweep-1",
    ]


def test_every_command_and_option_is_documented() -> None:
    for name, command in supportsim.commands.items():
        assert f"\n## {name}\n" in PAGE
        for option in command.params:
            if isinstance(option, click.Option):
                assert f"`{option.opts[0]}" in PAGE, option.opts


def test_the_folder_of_a_sweep_is_read_as_documented(checkout: Path) -> None:
    assert main(FEW_POINTS) == 0
    (folder,) = (checkout / "results").iterdir()
    for name in os.listdir(folder):
        assert f"`{name}" in RESULTS
    codes = re.findall(r"(?ms)^```python\n(.*?)^```", RESULTS)
    assert len(codes) == 2
    for code in codes:
        exec(code, {})


def test_the_layout_of_a_results_folder_is_documented(checkout: Path) -> None:
    assert main(["run", "phone-queue", "--replications", "2", "--records", "--quiet"]) == 0
    (folder,) = (checkout / "results").iterdir()
    for name in os.listdir(folder):
        assert f"`{name}" in RESULTS
