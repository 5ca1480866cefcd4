"""Verdicts on disk, a line each: whoever is stopped goes on where they were.

A verdict holds for the function as it was. That a mutant was killed holds as long as the file
of the test which killed it; that it survived holds as long as all tests. Edits elsewhere, in the
package or in what it stands on, are not looked at: remove the folder to judge all anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.mutants.finding import Mutant
from tests.mutants.trying import KILLED, TIMED_OUT, Verdict


class Tests:
    """The files of the tests, by what is in them."""

    __test__ = False

    def __init__(self, places: Sequence[str]) -> None:
        self.digests: dict[Path, bytes] = {}
        paths = [Path(place) for place in places]
        near = [path if path.is_dir() else path.parent for path in paths]
        helpers = {p for folder in near for p in folder.glob("*.py") if not _is_test(p)}
        self.helpers = self._digest(helpers)
        self.all = self._digest(helpers | {f for p in paths for f in _files(p) if _is_test(f)})

    def behind(self, verdict: Verdict) -> str:
        """The hash of what must stay for the verdict to hold."""
        if verdict.kind in (KILLED, TIMED_OUT):
            file = Path(verdict.by.partition("::")[0])
            return self.helpers + (self._digest([file]) if file.is_file() else "")
        return self.all

    def _digest(self, paths: Iterable[Path]) -> str:
        digest = hashlib.sha256()
        for path in sorted(paths):
            if path not in self.digests:
                self.digests[path] = hashlib.sha256(path.read_bytes()).digest()
            digest.update(self.digests[path])
        return digest.hexdigest()[:12]


class Journal:
    """The verdicts that hold."""

    def __init__(self, folder: Path, tests: Tests) -> None:
        self.path = folder / "verdicts.jsonl"
        self.tests = tests
        self.verdicts: dict[tuple[str, str], Verdict] = {}
        if self.path.exists():
            self._read()

    def _read(self) -> None:
        for line in self.path.read_text(encoding="utf-8").splitlines():
            try:
                found = json.loads(line)
            except ValueError:  # cut off when the program was stopped
                continue
            verdict = Verdict(found["verdict"], found["by"], found["seconds"])
            if found["tests"] == self.tests.behind(verdict):
                self.verdicts[found["id"], found["source"]] = verdict

    def add(self, mutant: Mutant, verdict: Verdict) -> None:
        """Keep a verdict, in the file at once."""
        self.verdicts[mutant.id, mutant.source] = verdict
        found = {
            **{"id": mutant.id, "source": mutant.source, "tests": self.tests.behind(verdict)},
            **{"verdict": verdict.kind, "by": verdict.by, "seconds": round(verdict.seconds, 3)},
        }
        self.path.parent.mkdir(exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write("\n" + json.dumps(found, ensure_ascii=False))  # the last may be cut off

    def of(self, mutant: Mutant) -> Verdict | None:
        """The verdict on a mutant, if there is one that holds."""
        return self.verdicts.get((mutant.id, mutant.source))


def _is_test(path: Path) -> bool:
    return path.name.startswith("test_")


def _files(path: Path) -> Iterable[Path]:
    return path.rglob("*.py") if path.is_dir() else [path]
