"""Every example in docs/commands.md, docs/sweeps.md and docs/results.md, and in the help texts,
runs; and no page shows a command that nothing runs."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

from sim.cli import main, supportsim
from tests.cli.pages import REPO, Block, blocks, commands, page

PAGE = page("docs/commands.md")
RESULTS = page("docs/results.md")
STAFFING = page("docs/staffing.md")
PAGES = [
    "README.md",
    "CHANGELOG.md",
    *(f"docs/{path.name}" for path in (REPO / "docs").glob("*.md")),
]
RUN_BY = {
    "README.md": "tests/test_readme.py",
    "docs/commands.md": "tests/cli/test_docs.py",
    "docs/files.md": "tests/tables/test_page.py",
    "docs/installing.md": "tests/cli/test_installing_page.py",
    "docs/own-rules.md": "tests/cli/test_own_rules_page.py",
    "docs/planner-guide.md": "tests/cli/test_planner_guide.py",
    "docs/python.md": "tests/api/test_python_page.py",
    "docs/report.md": "tests/report/test_docs.py",
    "docs/results.md": "tests/cli/test_docs.py",
    "docs/scenario-language.md": "tests/scenario/test_docs.py",
    "docs/staffing.md": "tests/cli/test_docs.py",
    "docs/sweeps.md": "tests/cli/test_docs.py",
}
"""Pages with examples, and the tests that run these."""

FEW_POINTS = ["sweep", "weekend-staffing", "--replications", "1", "--quiet"]
IN_HELP = [
    line.strip()
    for command in [supportsim, *supportsim.commands.values()]
    for line in (command.epilog or "").splitlines()
    if line.strip().startswith("supportsim ") and line.strip() not in PAGE
]
EXAMPLES = [
    *(block.text for text in (PAGE, STAFFING) for block in blocks(text) if block.language == "sh"),
    *IN_HELP,
]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "scenarios").symlink_to(REPO / "scenarios")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("lines", EXAMPLES, ids=lambda text: text.split("\n")[0])
def test_example(lines: str, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lines of a block follow each other."""
    examples = list(commands(Block("sh", lines)))
    assert len(examples) == len(lines.splitlines())
    for words, code in examples:
        prepare(words, checkout)
        arguments = [match for word in words for match in expanded(word)]
        assert main([*arguments, *few(words)]) == code
        captured = capsys.readouterr()
        assert captured.out
        assert "Error" not in captured.err


def few(words: list[str]) -> list[str]:
    """Two replications are enough to see that it runs, where the example leaves them open."""
    told = {"--replications", "--best"} & set(words)
    return ["--replications", "2"] if words[0] in ("run", "compare") and not told else []


def prepare(words: list[str], checkout: Path) -> None:
    """The folder that a help text's example takes for given."""
    folder = next((word for word in words if word.startswith("results/")), None)
    if folder is None or list(checkout.glob(folder)):
        return
    if "sweep" in folder:
        for shard in (["--shard", "1/2"], ["--shard", "2/2"]) if "shard" in folder else ([],):
            assert main([*FEW_POINTS, *shard]) == 0
    else:
        asked = ["--report"] if words[0] == "report" else []
        assert main(["run", "phone-queue", "--replications", "2", "--quiet", *asked]) == 0


def expanded(word: str) -> list[str]:
    """The word as a shell would pass it on."""
    return sorted(str(path) for path in Path().glob(word)) if "*" in word else [word]


def test_the_python_example(checkout: Path) -> None:
    (code,) = (block.text for block in blocks(PAGE) if block.language == "python")
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


def python_of_results() -> list[str]:
    return [block.text for block in blocks(RESULTS) if block.language == "python"]


def test_the_folder_of_a_sweep_is_read_as_documented(checkout: Path) -> None:
    assert main(FEW_POINTS) == 0
    (folder,) = (checkout / "results").iterdir()
    for name in os.listdir(folder):
        assert f"`{name}" in RESULTS
    codes = [code for code in python_of_results() if "open_record" not in code]
    assert len(codes) == 6
    known: dict[str, object] = {}
    for code in codes:
        exec(code, known)


def test_the_layout_of_a_results_folder_is_documented(checkout: Path) -> None:
    assert main(["run", "phone-queue", "--replications", "2", "--records", "--quiet"]) == 0
    (folder,) = (checkout / "results").iterdir()
    for name in os.listdir(folder):
        assert f"`{name}" in RESULTS
    (code,) = (code for code in python_of_results() if "open_record" in code)
    exec(code, {})


def test_the_sweep_file_of_the_page_runs(checkout: Path) -> None:
    """One of its 54 points, once; all values are tried before."""
    (example,) = (block.text for block in blocks(page("docs/sweeps.md")))
    example = example.replace("../weekend-coverage.yaml", "weekend-coverage")
    Path("example.yaml").write_text(example, encoding="utf-8")
    assert main(["sweep", "example.yaml", "--replications", "1", "--shard", "1/54"]) == 0


def test_pages_with_examples_are_run_by_a_test() -> None:
    with_examples = {
        name
        for name in PAGES
        if any(block.language in ("sh", "python", "yaml") for block in blocks(page(name)))
    }
    assert with_examples == set(RUN_BY)
    assert [test for test in RUN_BY.values() if not (REPO / test).is_file()] == []


def inline(start: str) -> Iterator[tuple[str, list[str]]]:
    """The words of every command in running text that begins so, with its page."""
    for name in PAGES:
        for code in re.findall(rf"`({start} [^`]+)`", page(name)):
            yield name, shlex.split(code)


def test_commands_in_running_text_exist() -> None:
    found = list(inline("supportsim"))
    assert len(found) > 5
    for name, (_, command, *words) in found:
        assert command in supportsim.commands, f"{name}: {command}"
        known = {text for option in supportsim.commands[command].params for text in option.opts}
        assert {word for word in words if word.startswith("--")} <= known, f"{name}: {words}"


def test_other_programs_in_running_text_exist() -> None:
    targets = re.findall(r"(?m)^([\w-]+):", (REPO / "Makefile").read_text(encoding="utf-8"))
    for name, (_, target, *_) in inline("make"):
        assert target in targets, f"{name}: make {target}"
    for name, (_, first, *rest) in inline("python"):
        there = find_spec(rest[0]) is not None if first == "-m" else (REPO / first).is_file()
        assert there, f"{name}: python {first}"
