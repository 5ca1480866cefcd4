"""Verdicts are kept as long as what they rest on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutants.finding import Mutant, mutants_of
from tests.mutants.journal import Journal, Tests
from tests.mutants.trying import KILLED, SURVIVED, Verdict


def some_mutants() -> list[Mutant]:
    return list(mutants_of("def f(a):\n    return 2 * a < 3\n", "f.py", frozenset()))


def test_a_verdict_holds_as_long_as_the_tests_behind_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("test_a", "test_b", "helper"):
        Path(f"{name}.py").write_text("")
    killed, alive, *_ = some_mutants()
    places = ["test_a.py", "test_b.py"]

    def judged() -> list[bool]:
        journal = Journal(Path("kept"), Tests(places))
        return [journal.of(mutant) is not None for mutant in (killed, alive)]

    journal = Journal(Path("kept"), Tests(places))
    journal.add(killed, Verdict(KILLED, "test_a.py::test_one", 0.1))
    journal.add(alive, Verdict(SURVIVED, "", 0.1))
    assert judged() == [True, True]
    Path("test_b.py").write_text("more")
    assert judged() == [True, False]
    Path("test_b.py").write_text("")
    assert judged() == [True, True]
    Path("helper.py").write_text("else")
    assert judged() == [False, False]


def test_a_journal_cut_off_loses_one_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("test_a.py").write_text("")
    tests = Tests(["test_a.py"])
    found = some_mutants()[:3]
    for mutant in found[:2]:
        Journal(Path("kept"), tests).add(mutant, Verdict(SURVIVED, "", 0.1))
    path = Path("kept/verdicts.jsonl")
    path.write_bytes(path.read_bytes()[:-9])
    Journal(Path("kept"), tests).add(found[2], Verdict(SURVIVED, "", 0.1))
    journal = Journal(Path("kept"), tests)
    assert [journal.of(mutant) is not None for mutant in found] == [True, False, True]
