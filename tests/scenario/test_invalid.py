"""Every file in tests/invalid draws exactly the messages written beside it.

``pytest --update-golden`` rewrites the messages; read each of them as a planner would.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario import validate
from sim.scenario.problems import LONG, shorten

CORPUS = Path(__file__).parents[1] / "invalid"
FILES = sorted(CORPUS.glob("*.yaml"))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> bool:
    """Whether the expected messages are to be rewritten."""
    return bool(request.config.getoption("--update-golden"))


def messages(path: Path) -> str:
    return "".join(f"{problem}\n" for problem in validate(path.name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_messages(path: Path, golden: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CORPUS)
    expected = path.with_suffix(".expected")
    if golden:
        expected.write_text(messages(path), encoding="utf-8")
    assert messages(path) == expected.read_text(encoding="utf-8")


def test_every_file_is_wrong_or_odd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CORPUS)
    for path in FILES:
        kinds = {problem.severity for problem in validate(path.name)}
        assert ("error" in kinds) is not path.stem.startswith("odd-"), path.name
        assert kinds, path.name


def test_the_corpus_is_whole() -> None:
    assert len(FILES) >= 60
    assert {path.stem for path in FILES} == {path.stem for path in CORPUS.glob("*.expected")}


def test_problems_are_sorted_by_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CORPUS)
    for path in FILES:
        places = [(one.line, one.column) for one in validate(path.name) if one.file == path.name]
        assert places == sorted(places)


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    path.write_text("about: " + "very " * 300_000)
    (problem,) = validate(path)
    assert str(problem) == f"{path}:1:1: the file is larger than 1 MiB: is this a scenario?"


def test_a_long_scalar_or_number_is_only_text(tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    path.write_text(f"seed: {'9' * 100_000}\n")
    (seed,) = [problem for problem in validate(path) if problem.path == "seed"]
    assert len(seed.message) < 200


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    (missing,) = validate(tmp_path / "nowhere.yaml")
    assert missing.message == "no scenario there: No such file or directory."
    (tmp_path / "now-here.yaml").write_text("about: it\n")
    (missing,) = validate(tmp_path / "NowHere.yml")
    meant = shorten(tmp_path / "now-here.yaml", LONG)
    assert missing.message.endswith(f"No such file or directory; did you mean `{meant}`?")
    (folder,) = validate(tmp_path)
    assert folder.message == "no scenario there: it is a folder, not a file."
